"""What is written about class reunions: (subject, text) in the reader's language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, language_of
from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.models import Classmate, ClassReunion, Event

LINK = "classmate"


def answer_address(row: Classmate) -> str:
    return absolute(reverse("events:reunion-answer-link", args=[tokens.make(LINK, row.pk)]))


def invitation(row: Classmate, reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(reunion)
        return _("Your class meets on %(day)s") % told, _page(
            _hello(person),
            _("%(contact)s invites you to the reunion of your class: %(class)s.") % told,
            *_facts(reunion),
            _("Do you come? Answer here; opening the page changes nothing:"), answer_address(row),
            _("%(contact)s does not know your address: this mail comes from the alumni office. You get it once, and "
              "one reminder if you do not answer.") % told,
        )  # fmt: skip


def reminder(row: Classmate, reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(reunion)
        return _("Do you come on %(day)s? Your class asks") % told, _page(
            _hello(person),
            _("Some time ago you were invited to the reunion of your class: %(class)s. We have not heard from you.")
            % told,
            *_facts(reunion),
            _("A click says whether you come; you can change it until the day:"), answer_address(row),
            _("This is the only reminder."),
        )  # fmt: skip


def confirmed(reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(reunion)
        return _("Confirmed: the reunion of your class on %(day)s") % told, _page(
            _hello(person), _("The college has confirmed the day of your class: %(class)s.") % told, *_facts(reunion),
            _("Invite your classmates, and see who comes, here:"), _own_page(reunion),
        )  # fmt: skip


def declined(reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(reunion)
        return _("About the reunion of your class on %(day)s") % told, _page(
            _hello(person), _("The college could not confirm this day for your class: %(class)s. The reason:") % told,
            reunion.reason, _("You can book another day here:"), absolute(reverse("events:reunions")),
        )  # fmt: skip


def parted(reunion: ClassReunion, person: Alumnus, event: Event) -> tuple[str, str]:
    """The event of whose day the reunion was is cancelled."""
    with translation.override(language_of(person.user)):
        told = _told(reunion) | {"event": event.shown_title}
        return _("%(event)s is cancelled: does your class meet on %(day)s all the same?") % told, _page(
            _hello(person),
            _("%(event)s does not take place. The reason:") % told, event.cancel_reason,
            _("The reunion of your class was part of that day: %(class)s, %(day)s. It keeps its day and stands by "
              "itself now. Please talk to your college, and tell your classmates. If the class does not meet, give the "
              "day back here; everybody who was invited is told then:") % told, _own_page(reunion),
        )  # fmt: skip


def cancelled(reunion: ClassReunion, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = _told(reunion)
        reason = [_("The reason:"), reunion.reason] if reunion.reason else []
        return _("Cancelled: the reunion of your class on %(day)s") % told, _page(
            _hello(person), _("The reunion of your class does not take place: %(class)s, %(day)s.") % told, *reason
        )


def _told(reunion: ClassReunion) -> dict[str, str]:
    contact = reunion.contact.name if reunion.contact else _("The alumni office")
    return {"day": date_format(reunion.day, "DATE_FORMAT"), "class": reunion.class_label, "contact": contact}


def _facts(reunion: ClassReunion) -> list[str]:
    lines = [(_("Day"), date_format(reunion.day, "DATE_FORMAT")), (_("Hall"), reunion.shown_hall),
             (_("Teacher"), reunion.teacher), (_("Programme"), _(", ").join(reunion.shown_wishes))]  # fmt: skip
    return ["\n".join(_("%(what)s: %(said)s") % {"what": what, "said": said} for what, said in lines if said)]


def _own_page(reunion: ClassReunion) -> str:
    return absolute(reverse("events:reunion", args=[reunion.pk]))


def _hello(person: Alumnus) -> str:
    return _("Dear %(name)s,") % {"name": person.name}


def _page(*paragraphs: str) -> str:
    is_chinese = (get_language() or "").startswith("zh")
    office = settings.UNIVERSITY_NAME if is_chinese else settings.UNIVERSITY_NAME_EN
    return "\n\n".join([*paragraphs, f"{office}\n{_('Alumni Office')}"]) + "\n"
