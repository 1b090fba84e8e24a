"""Looking for duplicates of people who changed: in small batches that a kill leaves as they were."""

import json
import logging
import time
from collections.abc import Iterable

from django.db import connection, transaction

from alumni.models import DuplicateCandidate, DuplicateCheck
from alumni.queries.duplicates import blocks, facts

from ..merging import carry_stragglers
from .scoring import PROPOSED, score

logger = logging.getLogger(__name__)

BATCH = 250
MAX_ATTEMPTS = 5

# Only a pair that nobody decided about is scored anew.
UPSERT = """
    INSERT INTO alumni_duplicatecandidate AS known (low_id, high_id, score, reasons, state)
    SELECT pair.low, pair.high, pair.score, pair.reasons::jsonb, 'open'
    FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::text[]) AS pair(low, high, score, reasons)
    JOIN alumni_alumnus l ON l.id = pair.low JOIN alumni_alumnus h ON h.id = pair.high
    ORDER BY pair.low, pair.high
    ON CONFLICT (low_id, high_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons
    WHERE known.state = 'open' AND (known.score, known.reasons) IS DISTINCT FROM (excluded.score, excluded.reasons)
"""


def sweep(*, seconds: float = 25) -> int:
    """Look at people who changed until none waits or the time is over; return how many people."""
    return bring_up_to_date(until=time.monotonic() + seconds)


def bring_up_to_date(*, until: float | None = None) -> int:
    """Look at everyone who changed; return how many people that were."""
    compact()
    seen = 0
    while until is None or time.monotonic() < until:
        found = _work_off_one()
        if found is None:
            return seen
        seen += found
    return seen


def compact() -> None:
    """Bring what waits into few rows, each person once."""
    if DuplicateCheck.objects.filter(attempts=0)[1:2].exists():
        with connection.cursor() as cursor:
            cursor.execute("SELECT alumni_duplicates_compact()")


def _work_off_one() -> int | None:
    """Look at the people of one row of the queue; return how many, or None when none waits. The
    row goes with the same commit that writes the pairs, so a killed worker loses nothing; one
    that cannot be worked off is tried again at most a few times and then stays for a person."""
    due = DuplicateCheck.objects.filter(attempts__lt=MAX_ATTEMPTS).order_by("attempts", "pk")
    row = None
    try:
        with transaction.atomic():
            row = due.select_for_update(skip_locked=True).first()
            if row is None:
                return None
            for start in range(0, len(row.people), BATCH):
                look_at(people=row.people[start : start + BATCH])
            row.delete()
    except Exception:
        if row is None:
            raise
        logger.exception("duplicates could not be looked for", extra={"duplicate_check": row.pk})
        DuplicateCheck.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        return 0
    return len(row.people)


@transaction.atomic
def look_at(*, people: list[int]) -> None:
    """Write the pairs that these people are part of, and take back open ones that no longer hold."""
    carry_stragglers(people=people)
    pairs = _scored(people)
    kept = sorted(pair for pair, (points, _reasons) in pairs.items() if points >= PROPOSED)
    gone = sorted(set(pairs) - set(kept))
    with connection.cursor() as cursor:
        if kept:
            columns = zip(
                *((low, high, pairs[low, high][0], json.dumps(pairs[low, high][1])) for low, high in kept), strict=True
            )
            cursor.execute(UPSERT, [list(column) for column in columns])
        if gone:
            cursor.execute(
                "DELETE FROM alumni_duplicatecandidate WHERE state = 'open'"
                " AND (low_id, high_id) IN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]))",
                [[low for low, _ in gone], [high for _, high in gone]],
            )


def candidates_of(*, person: int) -> list[DuplicateCandidate]:
    """Return who may be the same person as this one, best first, without writing anything."""
    pairs = sorted(((points, pair, why) for pair, (points, why) in _scored([person]).items()), reverse=True)
    return [
        DuplicateCandidate(low_id=low, high_id=high, score=points, reasons=why)
        for points, (low, high), why in pairs
        if points >= PROPOSED
    ]


def _scored(people: Iterable[int]) -> dict[tuple[int, int], tuple[int, list[str]]]:
    found = blocks.around(sorted(people))
    known = facts.of({person for pair in found.pairs for person in pair})
    pairs = [(low, high) for low, high in found.pairs if low in known and high in known]
    shared = {value for low, high in pairs for value in known[low].contacts & known[high].contacts}
    sharers = facts.sharers(shared, blocks.SHARERS) if shared else {}
    return {(low, high): score(known[low], known[high], found.sizes, sharers) for low, high in pairs}
