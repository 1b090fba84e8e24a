"""What is written about councils: (subject, text) in the language that is active."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, page
from chapters.models import Chapter, CouncilChange, Office


def day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def submitted(change: CouncilChange) -> tuple[str, str]:
    return _("A change of council waits for the office"), page(
        _("%(chapter)s reports a new council. Audit report, minutes and the people elected are here:")
        % {"chapter": change.chapter.shown_name},
        absolute(reverse("admin:chapters_councilchange_change", args=[change.pk])),
        _("It is the office’s turn: accept it, or send it back with a reason."),
    )


def withdrawn(change: CouncilChange) -> tuple[str, str]:
    return _("A change of council was withdrawn"), page(
        _("%(chapter)s has taken back the change of council that waited for the office. Nothing is to be done.")
        % {"chapter": change.chapter.shown_name}
    )


def sent_back(change: CouncilChange) -> tuple[str, str]:
    return _("About the change of council of your chapter"), page(
        _("The office has looked at the change of council of %(chapter)s and sends it back. The reason:")
        % {"chapter": change.chapter.shown_name},
        change.answer,
        _("It is the chapter’s turn: mend it and submit it again here:"),
        absolute(reverse("chapters:council-change", args=[change.chapter_id])),
    )


def accepted(change: CouncilChange) -> tuple[str, str]:
    assert change.starts_on is not None
    assert change.ends_on is not None
    return _("The new council of your chapter is accepted"), page(
        _("The office has accepted the new council of %(chapter)s. Its term runs from %(first)s to %(last)s.")
        % {"chapter": change.chapter.shown_name, "first": day(change.starts_on), "last": day(change.ends_on)},
        _("Who keeps the chapter’s pages does so from the first day of the term to the last one, here:"),
        absolute(reverse("chapters:mine")),
    )


def office_filled(office: Office, chapter: Chapter) -> tuple[str, str]:
    return _("You hold a post in your chapter"), page(
        _("%(post)s of %(chapter)s, from %(first)s to %(last)s: so the chapter has entered it for you.")
        % _told(office, chapter),
        _("If you know nothing of it, please tell the alumni office."),
    )


def office_ended(office: Office, chapter: Chapter) -> tuple[str, str]:
    return _("Your post in your chapter ends"), page(
        _("%(post)s of %(chapter)s: the chapter has entered that you hold this post until %(last)s.")
        % _told(office, chapter),
        _("If this is a mistake, please tell the alumni office."),
    )


def entered_by_office(office: Office, chapter: Chapter) -> tuple[str, str]:
    return _("You hold a post in your chapter"), page(
        _("%(post)s of %(chapter)s, from %(first)s to %(last)s: so the alumni office has entered it for you.")
        % _told(office, chapter),
        _("Who keeps the chapter’s pages does so from the first day of the term to the last one, here:"),
        absolute(reverse("chapters:mine")),
        _("If you know nothing of it, please tell the alumni office."),
    )


def ended_by_office(office: Office, chapter: Chapter) -> tuple[str, str]:
    return _("Your post in your chapter ends"), page(
        _("%(post)s of %(chapter)s: the alumni office has entered that you hold this post until %(last)s.")
        % _told(office, chapter),
        _("If this is a mistake, please tell the alumni office."),
    )


def entry_taken_off(office: Office, chapter: Chapter) -> tuple[str, str]:
    return _("Your post in your chapter was taken off the record"), page(
        _("%(post)s of %(chapter)s: the alumni office had entered this post for you by mistake.")
        % _told(office, chapter),
        _("If this is a mistake, please tell the alumni office."),
    )


def _told(office: Office, chapter: Chapter) -> dict:
    return {
        "post": office.post or office.get_seat_display(), "chapter": chapter.shown_name,
        "first": day(office.from_on), "last": day(office.until_on),
    }  # fmt: skip


def council_altered(office: Office, chapter: Chapter) -> tuple[str, str]:
    """To the office, when a chapter changes a post within its term."""
    return _("A chapter has changed its council within the term"), page(
        _("%(chapter)s: %(person)s, %(post)s, from %(first)s to %(last)s.")
        % (_told(office, chapter) | {"person": office.alumnus.name}),
        absolute(reverse("admin:chapters_term_chapter", args=[chapter.pk])),
    )


def extended(chapter: Chapter, ends_on: date, reason: str) -> tuple[str, str]:
    return _("The term of your council was extended"), page(
        _("The office lets the term of the council of %(chapter)s run until %(last)s. The reason:")
        % {"chapter": chapter.shown_name, "last": day(ends_on)},
        reason,
        _("Please prepare the change of council in time, here:"),
        absolute(reverse("chapters:council-change", args=[chapter.pk])),
    )
