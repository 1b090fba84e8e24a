"""An event goes from state to state. Each step holds the event; what is done already is done once."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.models import Event, EventNotice, Registration

from . import notices, reunions
from .registering.moving_up import move_up
from .registering.refusals import WrongState, held

State = Event.State


@transaction.atomic
def announce(*, event: Event, by) -> Event:
    """Let people know of it. Raises WrongState, as each of these does."""
    return _move(event, State.ANNOUNCED)


@transaction.atomic
def take_back(*, event: Event, by) -> Event:
    """Make a draft of an announced event again: one for which nobody is registered."""
    found = held(event.pk)
    if found.registrations.live().exists():
        raise Refused(_("People are registered: cancel the event instead, so that they are told."))
    return _move(event, State.DRAFT)


@transaction.atomic
def open_registration(*, event: Event, by) -> Event:
    """Take registrations; who waits moves up at once where there are seats. Raises Refused once it has begun."""
    found = held(event.pk)
    if found.starts_at <= timezone.now():
        raise Refused(_("The event has begun: registration cannot be opened any more."))
    if found.closes_at and found.closes_at <= timezone.now():
        raise Refused(_("The deadline of registration is over: set another one first."))
    found = _move(event, State.OPEN)
    move_up(found)
    return found


@transaction.atomic
def close_registration(*, event: Event, by) -> Event:
    return _move(event, State.CLOSED)


@transaction.atomic
def hold(*, event: Event, by) -> Event:
    """Say that it took place. Raises Refused before it begins."""
    found = held(event.pk)
    if found.starts_at > timezone.now():
        raise Refused(_("The event has not begun yet."))
    if found.state == State.OPEN:
        _move(event, State.CLOSED)
    return _move(event, State.HELD)


@transaction.atomic
def cancel(*, event: Event, reason: str, by) -> Event:
    """End every registration, and tell everyone once; class reunions stand by themselves then.
    Repeating the call changes nothing."""
    found = held(event.pk)
    if found.state == State.CANCELLED:
        return found
    if not reason.strip():
        raise Refused(_("Say why the event is cancelled: everybody registered reads it."), field="reason")
    _refuse_unless_allowed(found, State.CANCELLED)
    concerned = found.registrations.live()
    notices.notify(event=found, kind=EventNotice.Kind.CANCELLED, registrations=concerned, by=by)
    concerned.update(state=Registration.State.CANCELLED, ended_at=Now(), end_reason=reason)
    found.refresh_from_db(fields=["taken"])
    found.state, found.cancel_reason = State.CANCELLED, reason
    found.version += 1
    found.save(update_fields=["state", "cancel_reason", "version"])
    reunions.part_from(event=found)
    return found


def _refuse_unless_allowed(event: Event, to: str) -> None:
    if to not in Event.MOVES[State(event.state)]:
        raise WrongState(event)


def _move(event: Event, to: str) -> Event:
    """Within the caller's transaction."""
    found = held(event.pk)
    if found.state == to:
        return found
    _refuse_unless_allowed(found, to)
    found.state = to
    found.version += 1
    found.save(update_fields=["state", "version"])
    return found
