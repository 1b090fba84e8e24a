"""What is written about duties and filings: (subject, text) in the reader's language."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.emails.claims import absolute
from chapters.models import Duty
from chapters.queries.reminders import Due


def reminder(*, due: Due, name: str, language: str) -> tuple[str, str]:
    with translation.override(language or settings.LANGUAGE_CODE):
        told = {"what": _what(due), "chapter": _name(due.name, due.name_en), "day": _day(due.day)}
        if due.days_left < 0:
            subject = _("Overdue since %(day)s: %(what)s") % told
        else:
            subject = _("Due on %(day)s: %(what)s") % told
        return subject, _letter(name, *_said(due, told), _address(due))


def _said(due: Due, told: dict) -> list[str]:
    if due.kind == "term":
        return [_end_of_term(due, told), _("A new council is elected after the audit, and reported here:")]
    if due.days_left < 0:
        text = ngettext(
            "%(chapter)s: %(what)s was due on %(day)s, %(days)s day ago.",
            "%(chapter)s: %(what)s was due on %(day)s, %(days)s days ago.", -due.days_left,
        )  # fmt: skip
    elif not due.days_left:
        text = _("%(chapter)s: %(what)s is due today, %(day)s.")
    else:
        text = ngettext(
            "%(chapter)s: %(what)s is due on %(day)s, in %(days)s day.",
            "%(chapter)s: %(what)s is due on %(day)s, in %(days)s days.", due.days_left,
        )  # fmt: skip
    return [text % (told | {"days": abs(due.days_left)}), _("You can file it here, from a draft that is filled in:")]


def _end_of_term(due: Due, told: dict) -> str:
    if due.days_left < 0:
        return _("The term of the council of %(chapter)s ended on %(day)s, and no new council is on record.") % told
    text = ngettext(
        "The term of the council of %(chapter)s ends on %(day)s, in %(days)s day. Your rights on the site end with it.",
        "The term of the council of %(chapter)s ends on %(day)s, in %(days)s days. Your rights on the site end with "
        "it.", due.days_left,
    )  # fmt: skip
    return text % (told | {"days": due.days_left})


def _what(due: Due) -> str:
    if due.kind == "term":
        return _("End of the council’s term")
    return f"{Duty.Kind(due.kind).label} ({due.year})"


def _address(due: Due) -> str:
    return absolute(reverse("chapters:my-duties", args=[due.chapter_id]))


def submitted(*, duty: Duty, by_name: str) -> tuple[str, str]:
    """To the office, whose turn it is."""
    with translation.override(settings.LANGUAGE_CODE):
        told = _told(duty)
        return _("Filed, to be looked at: %(what)s, %(chapter)s") % told, _page(
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


def _name(name: str, name_en: str) -> str:
    is_chinese = (translation.get_language() or "zh").startswith("zh")
    return name if is_chinese or not name_en else name_en


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _letter(name: str, *paragraphs: str) -> str:
    return _page(_("Dear %(name)s,") % {"name": name}, *paragraphs)


def _page(*paragraphs: str) -> str:
    return "\n\n".join([*paragraphs, _("The alumni office")]) + "\n"
