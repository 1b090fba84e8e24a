"""What everybody registered is told of an event: (subject, text) in the language that is active."""

from django.utils.translation import gettext as _

from events.models import EventNotice, Registration

from .registrations import link, page, what

Kind = EventNotice.Kind


def letter(notice: EventNotice, registration: Registration) -> tuple[str, str]:
    return {
        Kind.CHANGED: _changed, Kind.CANCELLED: _cancelled, Kind.REMINDER: _reminder, Kind.MESSAGE: _message
    }[Kind(notice.kind)](notice, registration)  # fmt: skip


def _changed(notice, registration):
    return _("Time or place has changed: %(event)s") % {"event": registration.event.shown_title}, page(
        registration,
        _("Time or place of this event has changed. Your registration stands. This is how it is now:"),
        what(registration),
        _("If you cannot come then, please cancel here:") + "\n" + link(registration),
        _("For your calendar:") + "\n" + link(registration, "registration-calendar"),
    )


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
