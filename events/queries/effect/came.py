"""Who came to events, for what other apps count of them (events.hooks.CountedOutcome)."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

# A table {event_id, alumnus_id}: each person of whom a check-in stands, once for each event of %(events)s.
CAME = """
    FROM (
        SELECT DISTINCT r.event_id, r.alumnus_id FROM events_registration r
        JOIN events_checkin c ON c.registration_id = r.id AND c.undone_at IS NULL
        WHERE r.event_id = ANY(%(events)s) AND r.alumnus_id IS NOT NULL
    ) came
"""


def counts(joined: str, events: Sequence[int], **params: Any) -> dict[int, int]:
    """{event: rows} of what `joined` joins to CAME, which it calls `came`."""
    asked = f"SELECT came.event_id, count(*) {CAME} {joined} GROUP BY came.event_id"
    return dict(_asked(asked, events, params))  # type: ignore[arg-type]


def keys(column: str, joined: str, event: int, **params: Any) -> list[int]:
    """`column` of the rows that were counted of one event."""
    return [key for (key,) in _asked(f"SELECT {column} {CAME} {joined}", [event], params)]


def _asked(sql: str, events: Sequence[int], params: dict[str, Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"events": list(events), **params})
        return cursor.fetchall()
