"""What is written about duties and filings: (subject, text) in the reader's language."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.emails.claims import absolute, hello, page
from chapters.models import Duty
from chapters.models.duties import TERM, Due


@dataclass(frozen=True)
class Words:
    """A reminder in one language, with places for the names: thousands of mails a night differ in nothing else."""

    subject: str
    hello: str
    said: str
    lead: str
    foot: str


def reminder(*, due: Due, name: str, language: str) -> tuple[str, str]:
    language = language or settings.LANGUAGE_CODE
    words = _words(due.kind, due.year, due.day, due.days_left, language)
    chapter = due.name if language.startswith("zh") or not due.name_en else due.name_en
    said = words.said % {"chapter": chapter}
    parts = [words.hello % {"name": name}, said, words.lead, absolute(due.path), words.foot]
    return words.subject, "\n\n".join(parts) + "\n"


@lru_cache(maxsize=1024)
def _words(kind: str, year: int, day: date, days_left: int, language: str) -> Words:
    with translation.override(language):
        told = {"what": _what(kind, year), "chapter": "%(chapter)s", "day": _day(day), "days": abs(days_left)}
        subject = _("Overdue since %(day)s: %(what)s") if days_left < 0 else _("Due on %(day)s: %(what)s")
        if kind == TERM:
            said, lead = _end_of_term(days_left), _("A new council is elected after the audit, and reported here:")
        else:
            said, lead = _due(days_left), _("You can file it here, from a draft that is filled in:")
        return Words(subject % told, hello("%(name)s"), said % told, lead, _("The alumni office"))


def _due(days_left: int) -> str:
    if days_left < 0:
        return ngettext(
            "%(chapter)s: %(what)s was due on %(day)s, %(days)s day ago.",
            "%(chapter)s: %(what)s was due on %(day)s, %(days)s days ago.", -days_left,
        )  # fmt: skip
    if not days_left:
        return _("%(chapter)s: %(what)s is due today, %(day)s.")
    return ngettext(
        "%(chapter)s: %(what)s is due on %(day)s, in %(days)s day.",
        "%(chapter)s: %(what)s is due on %(day)s, in %(days)s days.", days_left,
    )  # fmt: skip


def _end_of_term(days_left: int) -> str:
    if days_left < 0:
        return _("The term of the council of %(chapter)s ended on %(day)s, and no new council is on record.")
    return ngettext(
        "The term of the council of %(chapter)s ends on %(day)s, in %(days)s day. Your rights on the site end with it.",
        "The term of the council of %(chapter)s ends on %(day)s, in %(days)s days. Your rights on the site end with "
        "it.", days_left,
    )  # fmt: skip


def _what(kind: str, year: int) -> str:
    return _("End of the council’s term") if kind == TERM else f"{Duty.Kind(kind).label} ({year})"


def submitted(*, duty: Duty, by_name: str) -> tuple[str, str]:
    """To the office, whose turn it is; in the active language."""
    told = _told(duty)
    return _("Filed, to be looked at: %(what)s, %(chapter)s") % told, page(
        _("%(name)s has filed for %(chapter)s: %(what)s.") % (told | {"name": by_name}),
        _("Accept it or send it back here:"),
        absolute(reverse("admin:chapters_duty_change", args=[duty.pk])),
    )


def accepted(*, duty: Duty, name: str, language: str) -> tuple[str, str]:
    with translation.override(language or settings.LANGUAGE_CODE):
        told = _told(duty)
        return _("Accepted: %(what)s") % told, _letter(
            name, _("The office has accepted what %(chapter)s filed: %(what)s. Thank you.") % told
        )


def sent_back(*, duty: Duty, name: str, reason: str, language: str) -> tuple[str, str]:
    with translation.override(language or settings.LANGUAGE_CODE):
        told = _told(duty)
        return _("Sent back: %(what)s") % told, _letter(
            name,
            _("The office has sent back what %(chapter)s filed: %(what)s. The reason:") % told,
            reason,
            _("What you wrote is kept. Please correct it and file it again here:"),
            absolute(reverse("chapters:filing", args=[duty.chapter_id, duty.pk])),
        )


def waived(*, duty: Duty, name: str, reason: str, language: str) -> tuple[str, str]:
    with translation.override(language or settings.LANGUAGE_CODE):
        told = _told(duty)
        return _("Waived: %(what)s") % told, _letter(
            name,
            _("The office has waived this duty of %(chapter)s: %(what)s. You need not file it. The reason:") % told,
            reason,
        )


def _told(duty: Duty) -> dict:
    return {"what": f"{duty.get_kind_display()} ({duty.year})", "chapter": duty.chapter.shown_name}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _letter(name: str, *paragraphs: str) -> str:
    return page(hello(name), *paragraphs)
