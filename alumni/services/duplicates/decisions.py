"""A person's word on a pair outlasts every later look at it."""

from django.db import transaction
from django.utils import timezone

from alumni.models import DuplicateCandidate

State = DuplicateCandidate.State


@transaction.atomic
def dismiss(*, pair: DuplicateCandidate, by) -> bool:
    """Remember that an open pair are two people; return whether this call did."""
    return bool(
        DuplicateCandidate.objects.filter(pk=pair.pk, state=State.OPEN).update(
            state=State.DIFFERENT, decided_by=by, decided_at=timezone.now()
        )
    )


@transaction.atomic
def remember_different(*, one, other, by) -> None:
    """Remember that these are two people, whether or not they were proposed."""
    low, high = sorted((one.pk, other.pk))
    decided = {"state": State.DIFFERENT, "decided_by": by, "decided_at": timezone.now()}
    DuplicateCandidate.objects.update_or_create(
        low_id=low, high_id=high, defaults=decided, create_defaults=decided | {"score": 0}
    )
