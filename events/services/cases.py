"""Events that others may learn from: the office marks them, and says how they were done."""

import pghistory
from django.db import IntegrityError, transaction

from alumni_office.saving.once import FormUsed
from alumni_office.saving.versions import save_version
from events.models import Event, ModelCase

from .registering.refusals import held


@transaction.atomic
def mark(*, event: Event, by, **fields) -> ModelCase:
    """Raises Refused for an event that was not held, or that somebody else has marked meanwhile."""
    held(event.pk, Event.State.HELD)
    with pghistory.context(user=by.pk):
        try:
            with transaction.atomic():
                return ModelCase.objects.create(event=event, marked_by=by, **fields)
        except IntegrityError as error:
            raise FormUsed from error


@transaction.atomic
def save_case(*, case: ModelCase, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile."""
    with pghistory.context(user=by.pk):
        save_version(case, version=version, values=fields)


@transaction.atomic
def unmark(*, case: ModelCase, by) -> None:
    """The text stays in the history; what others copied stays theirs."""
    with pghistory.context(user=by.pk):
        ModelCase.objects.filter(pk=case.pk).delete()
