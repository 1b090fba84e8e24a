"""What is written about leave-taking, and the letters to oneself: (subject, text) in the reader's language."""

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, hello, language_of, page
from alumni.models import Alumnus
from alumni_office.mail import tokens
from alumni_office.ui.office import university
from events.models import FutureLetter, Leaver

LINK = "leaver"


def address(row: Leaver) -> str:
    return absolute(reverse("events:leaving-link", args=[tokens.make(LINK, row.pk)]))


def invitation(row: Leaver, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(row)
        return _("Before you go: your data, and a letter to yourself") % told, page(
            hello(person.name),
            _("You graduate from %(university)s. Before you go: look whether we have your data right, leave a way to "
              "reach you that lasts longer than the mailbox of your studies, and say what we may write to you about.")
            % told,
            _("You may also offer to speak for your class, join the chapter where you are going, and write a letter to "
              "yourself that we deliver in one, five, ten or twenty years."),
            address(row),
            _("The link is yours alone and good until %(day)s; opening the page changes nothing.") % told,
        )  # fmt: skip


def reminder(row: Leaver, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(row)
        return _("Until %(day)s: your data before you go") % told, page(
            hello(person.name),
            _("Some time ago we asked you to look at your data before you leave %(university)s. Three minutes are "
              "enough:") % told,
            address(row),
            _("The link is good until %(day)s. This is the only reminder.") % told,
        )  # fmt: skip


def letter(row: FutureLetter) -> tuple[str, str]:
    """What the person wrote, as it was written."""
    with translation.override(language_of(row.alumnus.user)):
        told = {
            "day": date_format(timezone.localtime(row.written_at), "DATE_FORMAT"), "university": university(),
        }  # fmt: skip
        return _("A letter from yourself, written on %(day)s") % told, page(
            hello(row.alumnus.name),
            _("On %(day)s, when you left %(university)s, you wrote yourself this letter and asked us to deliver it "
              "today. Nobody has read it here.") % told,
            "* * *", row.text, "* * *",
            _("It was kept for you alone, and is forgotten here now that you have it."),
        )  # fmt: skip


def _told(row: Leaver) -> dict[str, str]:
    day = date_format(row.leaving.programme.ends_on, "DATE_FORMAT")
    return {"university": university(), "day": day}
