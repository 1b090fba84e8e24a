"""What everybody registered is told of an event: (subject, text) in the language that is active."""

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni_office.mail import tokens
from alumni_office.ui.office import in_readers_language
from events.models import FEEDBACK_OPEN, Event, EventNotice, Place, Registration

from .clock import when, where
from .registrations import absolute, link, page, what

Kind = EventNotice.Kind


def letter(notice: EventNotice, registration: Registration) -> tuple[str, str]:
    return {
        Kind.CHANGED: _changed, Kind.CANCELLED: _cancelled, Kind.REMINDER: _reminder, Kind.MESSAGE: _message,
        Kind.FEEDBACK: _feedback,
    }[Kind(notice.kind)](notice, registration)  # fmt: skip


def _changed(notice, registration):
    return _("Time or place has changed: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("Time or place of this event has changed. Your registration stands."),
        *_moved(notice.moved, registration.event),
        _("This is how it is now:") + "\n" + what(registration),
        _("If you cannot come then, please cancel here:") + "\n" + link(registration),
        _("For your calendar:") + "\n" + link(registration, "registration-calendar"),
    )


def _moved(moved: dict | None, event: Event) -> list[str]:
    """How it was, where that was something else; of a part also how it is now."""
    if not moved:
        return []
    was, now = _said(moved["was"]), _said(moved["now"]) if "now" in moved else _when_and_where(event)
    if was == now:
        return []
    if "part" not in moved:
        return [_("Before:") + "\n" + was]
    part = {"part": in_readers_language(moved["part"], moved["part_en"])}
    return [_("“%(part)s”, before:") % part + "\n" + was, _("“%(part)s”, now:") % part + "\n" + now]


def _said(stood: dict) -> str:
    times = {name: parse_datetime(stood[name]) for name in ("starts_at", "ends_at")}
    words = {name: stood[name] for name in ("time_zone", "where", "where_en")}
    place = Place(name=stood["place"], name_en=stood["place_en"]) if stood["place"] else None
    return _when_and_where(Event(place=place, **times, **words))


def _when_and_where(event: Event) -> str:
    return "\n".join(line for line in (when(event), where(event)) if line)


def _cancelled(notice, registration):
    return _("The event is cancelled: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, _("This event does not take place. You need not do anything. The reason:"),
        registration.event.cancel_reason, what(registration),
    )  # fmt: skip


def _reminder(notice, registration):
    return _("Soon: %(event)s") % {"event": registration.event.shown_title}, page(
        registration, _("You are registered, and we look forward to seeing you:"), what(registration),
        *_online(registration.event),
        _("The code for the entrance is here. If you cannot come, please cancel here too:")
        + "\n" + link(registration),
    )  # fmt: skip


def _online(event):
    return [_("Online:") + "\n" + event.online_url] if event.online_url else []


def _message(notice, registration):
    return notice.subject, page(registration, notice.text, link(registration))


def _feedback(notice, registration):
    url = absolute(reverse("events:feedback", args=[tokens.make("event-feedback", registration.pk)]))
    until = date_format(timezone.localtime(notice.made_at + FEEDBACK_OPEN), "DATE_FORMAT")
    return _("How was it? %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("You were registered for this event. How was it? Four questions, two minutes; if you could not come, tell "
          "us why."),
        what(registration), _("Your answer, until %(day)s:") % {"day": until} + "\n" + url,
        _("The host reads what you write without your name, unless you want it to be there."),
    )  # fmt: skip
