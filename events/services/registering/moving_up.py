"""The waiting list moves up by itself, in its order: who does not fit waits on, and smaller ones behind may pass."""

from functools import partial

from django.db import transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from events.emails import registrations as emails
from events.models import Event, Registration
from events.queries.free_seats import Free, Need

from .refusals import held
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
        letter_to(each, partial(emails.moved_up, each), key=f"registration-{each.pk}-moved-up") for each in moved
    ]
    put_into_outbox(letter for letter in letters if letter)


def sweep() -> int:
    """Seats that became free in another way, as by an erasure; returns how many moved up."""
    free = Event.objects.filter(Q(capacity__isnull=True) | Q(taken__lt=F("capacity")), starts_at__gt=timezone.now())
    waited_for = free.filter(registrations__state=State.WAITING).distinct()
    return sum(_sweep_one(pk) for pk in waited_for.values_list("pk", flat=True))


@transaction.atomic
def _sweep_one(event_id: int) -> int:
    return len(move_up(held(event_id)))
