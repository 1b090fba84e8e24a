"""Pairs of the dropped person become pairs of the kept one; that two are not the same is carried along."""

from django.db.models import Q
from django.utils import timezone

from alumni.models import Alumnus, DuplicateCandidate

from .journal import Journal

State = DuplicateCandidate.State


def carry(journal: Journal, keep: Alumnus, drop: Alumnus, by) -> None:
    pairs = DuplicateCandidate.objects.filter(Q(low=drop) | Q(high=drop)).exclude(state=State.MERGED)
    for pair in pairs.select_for_update().order_by("low_id", "high_id"):
        other = pair.high_id if pair.low_id == drop.pk else pair.low_id
        if other == keep.pk:
            _decide(journal, pair, State.MERGED, by, timezone.now())
        elif pair.state == State.DIFFERENT or Alumnus.objects.present().filter(pk=other).exists():
            _carry_one(journal, keep, other, pair)


def _carry_one(journal: Journal, keep: Alumnus, other: int, pair: DuplicateCandidate) -> None:
    low, high = sorted((keep.pk, other))
    values = {
        "score": pair.score, "reasons": pair.reasons, "state": pair.state,
        "decided_by": pair.decided_by, "decided_at": pair.decided_at,
    }  # fmt: skip
    standing, created = DuplicateCandidate.objects.get_or_create(low_id=low, high_id=high, defaults=values)
    if created:
        journal.note_added(standing)
    elif standing.state == State.OPEN and pair.state == State.DIFFERENT:
        _decide(journal, standing, State.DIFFERENT, pair.decided_by, pair.decided_at)


def _decide(journal: Journal, pair: DuplicateCandidate, state: str, by, at) -> None:
    journal.change(pair, "state", state)
    journal.change(pair, "decided_by_id", by and by.pk)
    journal.change(pair, "decided_at", at)
