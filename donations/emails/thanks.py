"""What the office writes about thanks, besides the letters themselves: (subject, text) in the reader's language."""

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, language_of
from donations.models import Donor, NamingRight


def naming_ends(right: NamingRight) -> tuple[str, str]:
    assert right.ends_on
    with translation.override(language_of(right.steward)):
        day = date_format(right.ends_on, "DATE_FORMAT")
        return _("A naming right ends on %(day)s") % {"day": day}, _page(
            _("The name “%(name)s” of %(place)s is given until %(day)s. Please speak with the donor in time about what "
              "comes after.") % {"name": right, "place": right.shown_place, "day": day},
            absolute(reverse("admin:donations_namingright_edit", args=[right.pk])),
        )  # fmt: skip


def window(donor: Donor, url: str) -> tuple[str, str]:
    with translation.override(donor.language):
        return _("Your gifts, receipts and what became of them"), _page(
            _("Dear %(name)s,") % {"name": donor.name},
            _("On this page you find your gifts, the receipts for them, and what the funds did:"),
            url,
            _("The link is yours alone: please pass it on to nobody."),
            _("The alumni office"),
        )


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
