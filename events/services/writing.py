"""How the rows of a plan are written: once for each form that was sent, and never over what somebody else wrote."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from events.models import Event

from .registering.refusals import BelowTaken, Refused, held

State = Event.State
PLANNED = (State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED)


class FormUsed(Refused):
    """The key of the form belongs to something else."""

    def __init__(self):
        super().__init__(_("Open the page again and press the button once more."))


class NameTaken(Refused):
    def __init__(self, sentence: str = ""):
        super().__init__(sentence or _("Another one has this name already."), field="name")


class InUse(Refused):
    """People have chosen it, or answered it: it stays."""


def hold_plan(event_id: int) -> Event:
    """The event, held: before all of its rows. Raises WrongState for what was held or cancelled."""
    return held(event_id, *PLANNED)


def make_once(model: Any, *, key: UUID, of: dict[str, Any], fields: dict[str, Any]):
    """The row with this key, made unless it is there; `of` says whose it is. Raises FormUsed."""
    known = model.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return model.objects.create(key=key, **of, **fields)
        except IntegrityError:
            known = model.objects.filter(key=key).first()
            if known is None:
                raise
    if any(getattr(known, name) != value for name, value in of.items()):
        raise FormUsed
    return known


def insist_seats(row: models.Model, capacity: int | None) -> None:
    """`row` is locked. Raises BelowTaken."""
    if capacity is not None and capacity < row.taken:  # type: ignore[attr-defined]
        raise BelowTaken(row.taken)  # type: ignore[attr-defined]
