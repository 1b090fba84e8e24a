"""What came of an event, as somebody knows it, and what it cost; every version stays in the history."""

from decimal import Decimal
from uuid import UUID

import pghistory
from django.db import transaction

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from events.models import Event, Outcome

from .registering.refusals import held


@transaction.atomic
def add_outcome(*, event: Event, key: UUID, by, **fields) -> Outcome:
    """The same `key` again is the first. Raises Refused for an event that was not held."""
    held(event.pk, Event.State.HELD)
    with pghistory.context(user=by.pk):
        return make_once(Outcome, key=key, of={"event_id": event.pk}, fields={**fields, "entered_by": by})


@transaction.atomic
def save_outcome(*, outcome: Outcome, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile."""
    with pghistory.context(user=by.pk):
        save_version(outcome, version=version, values=fields)


@transaction.atomic
def remove_outcome(*, outcome: Outcome, by) -> None:
    with pghistory.context(user=by.pk):
        Outcome.objects.filter(pk=outcome.pk).delete()


@transaction.atomic
def save_cost(*, event: Event, version: int, cost: Decimal | None, by) -> None:
    """What the event cost, also long after it was held. Raises ChangedMeanwhile."""
    with pghistory.context(user=by.pk):
        save_version(event, version=version, values={"cost": cost})
