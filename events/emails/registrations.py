"""What is written to who registered: (subject, text) in the language that is active."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.mail import tokens
from events.models import Event, Registration

from .clock import when, where


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def link(registration: Registration, name: str = "registration") -> str:
    return absolute(reverse(f"events:{name}", args=[tokens.make("registration", registration.pk)]))


def page(registration: Registration, *paragraphs: str) -> str:
    hello = _("Dear %(name)s,") % {"name": registration.name}
    return "\n\n".join([hello, *paragraphs, host(registration.event)]) + "\n"


def host(event: Event) -> str:
    """Who signs: the chapter or the college that holds the event, else the office."""
    if event.chapter:
        return event.chapter.shown_name
    return str(event.college) if event.college else _("The alumni office")


def what(registration: Registration) -> str:
    event = registration.event
    lines = [event.shown_title, when(event), where(event), _seats(registration), event.shown_fee]
    return "\n".join(line for line in lines if line)


def _seats(registration: Registration) -> str:
    number = registration.companions_number
    if not number:
        return ""
    return ngettext("You and %(number)d companion", "You and %(number)d companions", number) % {"number": number}


def _own_page(registration: Registration) -> str:
    return _("See, change or cancel it here; whoever has this link can do so:") + "\n" + link(registration)


def _calendar(registration: Registration) -> str:
    return _("For your calendar:") + "\n" + link(registration, "registration-calendar")


def confirmed(registration: Registration) -> tuple[str, str]:
    return _("You are registered: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("You are registered. The page behind the link holds the code that is scanned at the entrance."),
        what(registration), _own_page(registration), _calendar(registration),
    )  # fmt: skip


def asked(registration: Registration) -> tuple[str, str]:
    return _("We have your registration: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("We have your registration. The host decides about each and tells you by mail; a seat is kept for you."),
        what(registration), _own_page(registration),
    )  # fmt: skip


def waiting(registration: Registration) -> tuple[str, str]:
    return _("You are on the waiting list: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("There are not enough seats at present: you are on the waiting list. When seats become free you move up by "
          "yourself and are told by mail. Please come only after that mail."),
        what(registration), _own_page(registration),
    )  # fmt: skip


def received(registration: Registration) -> tuple[str, str]:
    """The mail that belongs to the state."""
    letters = {Registration.State.CONFIRMED: confirmed, Registration.State.ASKED: asked}
    return letters.get(Registration.State(registration.state), waiting)(registration)


def moved_up(registration: Registration) -> tuple[str, str]:
    if registration.state == Registration.State.ASKED:
        said = _("Seats have become free, and you have moved up from the waiting list. The host still decides about "
                 "your registration and tells you by mail.")  # fmt: skip
    else:
        said = _("Seats have become free: you have moved up from the waiting list and are registered. If you cannot "
                 "come, please cancel, so that the next one can.")  # fmt: skip
    return _("You have moved up: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, said, what(registration), _own_page(registration), _calendar(registration)
    )


def approved(registration: Registration) -> tuple[str, str]:
    return _("Your registration is accepted: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("The host has accepted your registration. The page behind the link holds the code for the entrance."),
        what(registration), _own_page(registration), _calendar(registration),
    )  # fmt: skip


def declined(registration: Registration) -> tuple[str, str]:
    return _("About your registration: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, _("The host cannot take your registration. The reason:"), registration.end_reason,
        what(registration),
    )  # fmt: skip


def cancelled(registration: Registration) -> tuple[str, str]:
    return _("Your registration is cancelled: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, _("Your registration is cancelled, and your seats are free again."), what(registration),
        *([registration.end_reason] if registration.end_reason else []),
    )  # fmt: skip


def changed(registration: Registration) -> tuple[str, str]:
    return _("Your registration was changed: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, _("Your registration was changed. This is what we have now:"), what(registration),
        _own_page(registration), _calendar(registration),
    )  # fmt: skip


def registered_already(registration: Registration) -> tuple[str, str]:
    return _("You are registered already: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("Somebody has just filled in the form with your name and address. You are registered already, and nothing "
          "was changed. To change something use your own page."),
        what(registration), _own_page(registration),
    )  # fmt: skip


def by_liaison(registration: Registration) -> tuple[str, str]:
    event = registration.event.shown_title
    if registration.state == Registration.State.WAITING:
        said = _("The liaison of your class has registered the class for this event. There are not enough seats at "
                 "present: the class is on the waiting list and moves up as a whole.")  # fmt: skip
    else:
        said = _("The liaison of your class has registered the class for this event, and you with it.")
    return _("Your class is registered: %(event)s") % {"event": event}, page(
        registration, said, what(registration),
        _("If you do not come, please cancel here, so that somebody else can. Here you can also say whom you bring, "
          "and see the code for the entrance:") + "\n" + link(registration),
    )  # fmt: skip
