"""How the rows of a plan are written: while the event is held, and without taking seats from who has them."""

from django.db import models

from alumni_office.saving.refusals import Refused
from events.models import Event

from .registering.refusals import BelowTaken, held

State = Event.State
PLANNED = (State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED)


class InUse(Refused):
    """People have chosen it, or answered it: it stays."""


def hold_plan(event_id: int) -> Event:
    """The event, held: before all of its rows. Raises WrongState for what was held or cancelled."""
    return held(event_id, *PLANNED)


def insist_seats(row: models.Model, capacity: int | None) -> None:
    """`row` is locked. Raises BelowTaken."""
    if capacity is not None and capacity < row.taken:  # type: ignore[attr-defined]
        raise BelowTaken(row.taken)  # type: ignore[attr-defined]
