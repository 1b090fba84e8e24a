"""The end of a consultation: by its day or by hand, and what was made of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alumni_office.saving.versions import save_version
from events.models import Consultation

from .answering import NotOpen
from .mixing import mix

State = Consultation.State


@transaction.atomic
def close(*, consultation_id: int, by=None) -> bool:
    """Take no more answers; return whether this call closed it. `by` is nobody when the day has come."""
    closed = Consultation.objects.filter(pk=consultation_id, state=State.OPEN).update(
        state=State.CLOSED, closed_at=timezone.now()
    )
    if closed and Consultation.objects.get(pk=consultation_id).is_anonymous:
        mix(consultation_id=consultation_id)
    return bool(closed)


def close_those_over() -> int:
    """Close what takes no more answers by its day; return how many."""
    over = Consultation.objects.filter(state=State.OPEN, closes_at__lte=timezone.now())
    return sum(close(consultation_id=pk) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def extend(*, consultation: Consultation, closes_at: datetime, by) -> None:
    """Move the day of closing, later or earlier. Raises NotOpen when it is closed already."""
    held = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    if not held.takes_answers(timezone.now()):
        raise NotOpen
    held.closes_at = closes_at
    held.save(update_fields=["closes_at"])


@transaction.atomic
def save_report(*, consultation: Consultation, version: int, values: dict[str, str], by) -> None:
    """Write what was made of the answers; it is shown when it is reported. Raises ChangedMeanwhile."""
    save_version(consultation, version=version, values=values)


def report(*, consultation: Consultation, by) -> bool:
    """Show what was made of it to everybody who was asked; return whether this call did. Mails go out by `tell`."""
    ready = Consultation.objects.filter(pk=consultation.pk, state=State.CLOSED).exclude(report="")
    return bool(ready.update(state=State.REPORTED, reported_at=timezone.now()))
