"""What applicants of the club are written: (subject, text) in their language."""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, language_of
from donations.models import ClubMembership


def decided(membership: ClubMembership, user) -> tuple[str, str]:
    with translation.override(language_of(user)):
        hello = _("Dear %(name)s,") % {"name": membership.alumnus.name}
        page = absolute(reverse("donations:my-club"))
        if membership.from_on and membership.until_on:
            days = {"first": date_format(membership.from_on), "last": date_format(membership.until_on)}
            said = _("The council has admitted you to the entrepreneurs’ club: from %(first)s until %(last)s.") % days
            more = _("On this page you can open your company to other alumni, and close it again at any time:")
            return _("Welcome to the entrepreneurs’ club"), _page(hello, said, more, page)
        said = _("The council has not admitted you to the entrepreneurs’ club this time.")
        return _("Your application to the entrepreneurs’ club"), _page(
            hello, said, _("Reason: %(reason)s") % {"reason": membership.reason},
            _("You may apply again. Your application stands here:"), page,
        )  # fmt: skip


def _page(*paragraphs: str) -> str:
    return "\n\n".join([*paragraphs, _("The alumni office")]) + "\n"
