"""What those are written who are asked: (subject, text) in their language."""

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from alumni_office.mail import tokens
from events.models import Asked, Consultation

TOKEN = "consultation"  # noqa: S105


def link_of(row: Asked) -> str:
    return absolute(reverse("events:consultation", args=[tokens.make(TOKEN, row.pk)]))


def asked(held: Consultation, row: Asked, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("We ask you: %(title)s") % {"title": held.shown_title}, _page(
            _hello(row), held.shown_why, held.shown_text, _("Please answer here, it needs no account:"), link_of(row),
            _promise(held), _until(held), _way_out(),
        )  # fmt: skip


def reminder(held: Consultation, row: Asked, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Still open until your answer: %(title)s") % {"title": held.shown_title}, _page(
            _hello(row),
            _("A while ago we asked you something, and have no answer of yours yet. If you do not want to answer, you "
              "need do nothing."),
            held.shown_why, link_of(row), _promise(held), _until(held), _way_out(),
        )  # fmt: skip


def report(held: Consultation, row: Asked, language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("What became of it: %(title)s") % {"title": held.shown_title}, _page(
            _hello(row), _("You were asked; this is what we did with the answers."), held.shown_report,
            _("It stands here too:"), link_of(row),
        )  # fmt: skip


def _hello(row: Asked) -> str:
    return _("Dear %(name)s,") % {"name": row.alumnus.name if row.alumnus else ""}


def _promise(held: Consultation) -> str:
    if held.is_anonymous:
        return _("Your answers are anonymous: they are kept without your name, without the time, and apart from each "
                 "other. That is why they cannot be changed once they are sent.")  # fmt: skip
    return _("Your answers are read with your name by the alumni office. You can change them until the last day.")


def _until(held: Consultation) -> str:
    moment = date_format(timezone.localtime(held.closes_at), "DATETIME_FORMAT")
    return _("Answers are taken until %(moment)s. The link is yours alone: please pass it on to nobody.") % {
        "moment": moment
    }


def _way_out() -> str:
    return _("If you want no such mails any more, reply and say so, or change it here: %(url)s") % {
        "url": absolute(reverse("alumni:me-consents"))
    }


def _page(*paragraphs: str) -> str:
    return "\n\n".join([*(each for each in paragraphs if each), _("The alumni office")]) + "\n"
