"""The waiting list moves up by itself, in its order: who does not fit waits on, and smaller ones behind may pass."""

from django.db.models import Prefetch
from django.utils import timezone

from events.emails import registrations as emails
from events.models import Event, Registration

from .seats import Free, Need
from .telling import letter_to, put_into_outbox

State = Registration.State


def move_up(event: Event) -> list[Registration]:
    """Give free seats to who waits, and tell each; return who has them now. Within the caller's transaction, which
    holds the event and has just freed seats, or perhaps has."""
    if not event.moves_up(timezone.now()):
        return []
    event.refresh_from_db(fields=["taken", "capacity"])
    if event.is_full:
        return []
    moved = [each for unit in _fitting(event) for each in unit]
    now = timezone.now()
    state = State.ASKED if event.needs_approval else State.CONFIRMED
    if moved:
        Registration.objects.filter(pk__in=[each.pk for each in moved]).update(state=state, moved_up_at=now)
        for each in moved:
            each.state, each.moved_up_at, each.event = state, now, event
        _tell(moved)
    return moved


def waiting_units(event: Event) -> list[list[Registration]]:
    """The waiting list: alone, or all who are registered together."""
    rows = event.registrations.waiting().select_related("alumnus__user").prefetch_related(Prefetch("session_seats"))
    units: dict = {}
    for row in rows:
        units.setdefault(("group", row.group_id) if row.group_id else ("one", row.pk), []).append(row)
    return list(units.values())


def _fitting(event: Event):
    units = waiting_units(event)
    free = Free(event) if units else None
    for unit in units:
        assert free is not None
        if free.is_full:
            return
        need = Need.of(unit)
        if free.shortage(need) is None:
            free.take(need)
            yield unit


def _tell(moved: list[Registration]) -> None:
    letters = [
        letter_to(each, lambda each=each: emails.moved_up(each), key=f"registration-{each.pk}-moved-up")
        for each in moved
    ]
    put_into_outbox(letter for letter in letters if letter)
