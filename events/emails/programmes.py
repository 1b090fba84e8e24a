"""What the office writes to volunteers: (subject, text) in the reader's language."""

from types import SimpleNamespace

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, language_of
from events.models import Assignment

from .clock import when, where


def invited(*, name: str, url: str) -> tuple[str, str]:
    """Before there is an account, so in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Join the volunteers of the alumni office"), _page(
            _("Dear %(name)s,") % {"name": name},
            _("You are entered in the students’ association of volunteers. Please open this link, sign in or make an "
              "account, and join: then you sign up for shifts yourself and get your certificates."),
            url,
            _("The link is yours alone: please pass it on to nobody."),
            _("The alumni office"),
        )  # fmt: skip


def shift_soon(row: Assignment, user) -> tuple[str, str]:
    shift, programme = row.shift, row.shift.programme
    span = SimpleNamespace(
        starts_at=shift.starts_at, ends_at=shift.ends_at, zone=programme.zone, zone_label=programme.zone_label
    )
    with translation.override(language_of(user)):
        return _("Your shift: %(shift)s") % {"shift": shift}, _page(
            _("Dear %(name)s,") % {"name": row.volunteer.name},
            _("You signed up for this shift of “%(programme)s”:") % {"programme": programme},
            "\n".join(part for part in (str(shift), when(span), where(shift)) if part),  # type: ignore[arg-type]
            _("If you cannot come, give the place back here so that somebody else can take it:"),
            absolute(reverse("events:volunteer")),
            _("The alumni office"),
        )


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
