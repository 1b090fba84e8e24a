"""Who of the demonstration's people comes to what."""

from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from events.models import Event, Registration, SessionSeat
from events.services.registering.codes import ALPHABET, LENGTH
from events.services.registering.wishes import reading_of

SHARE = 6  # at most a sixth of all people comes to one event
State, Source = Registration.State, Registration.Source


def register(event: Event, people, wanted: int, *, seed: int) -> None:
    """Some confirmed, some cancelled, and when the hall is full the rest on the waiting list."""
    dice = Random(f"{event.key}/{seed}")  # noqa: S311 - the same events whenever it is loaded
    keys = list(people.order_by("pk").values_list("pk", "name"))
    chosen = dice.sample(keys, min(wanted, len(keys) // SHARE))
    rows, left = [], event.capacity or 10**6
    ticket = event.tickets.filter(holder="alumni").first()
    for pk, name in chosen:
        row = _one(event, ticket, pk, name, dice)
        if row.state == State.CONFIRMED:
            if row.seats > left:
                row.state, row.queued_at = State.WAITING, timezone.now() - timedelta(days=2)
            else:
                left -= row.seats
        rows.append(row)
    made = Registration.objects.bulk_create(rows, batch_size=500)
    _said_when(event, made, dice)
    _seats(event, made, dice)


def _one(event: Event, ticket, pk: int, name: str, dice: Random) -> Registration:
    is_off = dice.random() < 0.07
    return Registration(
        event=event, ticket=ticket, alumnus_id=pk, name=name, reading=reading_of(name), language="zh-hans",
        state=State.CANCELLED if is_off else State.CONFIRMED, seats=dice.choice([1, 1, 1, 1, 2, 2, 3]),
        source=dice.choice([Source.SELF] * 6 + [Source.LIAISON] * 3 + [Source.DESK]),
        ended_at=min(event.starts_at, timezone.now()) - timedelta(days=3) if is_off else None,
        code="".join(dice.choice(ALPHABET) for _each in range(LENGTH)), key=uuid5(NAMESPACE_URL, f"{event.key}/{pk}"),
    )  # fmt: skip


def _said_when(event: Event, rows: list[Registration], dice: Random) -> None:
    """Registered in the weeks before: creating the rows said that it was now."""
    last = min(event.starts_at, timezone.now())
    for row in rows:
        row.registered_at = last - timedelta(days=dice.randrange(5, 60), minutes=dice.randrange(1440))
    Registration.objects.bulk_update(rows, ["registered_at"], batch_size=500)


def _seats(event: Event, rows: list[Registration], dice: Random) -> None:
    for session in event.sessions.filter(is_chosen=True).order_by("pk"):
        left, coming = session.capacity or 10**6, []
        for row in rows:
            if row.state == State.CONFIRMED and dice.random() < 0.45 and row.seats <= left:
                coming.append(SessionSeat(registration=row, session=session))
                left -= row.seats
        SessionSeat.objects.bulk_create(coming, batch_size=500)
