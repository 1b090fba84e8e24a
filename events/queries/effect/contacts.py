"""Visits and calls of people who came to an event, in the twelve months after it."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from alumni.models import Alumnus, Interaction
from events.models import Event

MONTHS = 12
KINDS = (Interaction.Kind.VISIT, Interaction.Kind.CALL)
# Of an event: the contacts in the time after it, with people of whom a check-in stands; each once for each such event.
# OFFSET keeps the question what it is, one for each of a few thousand contacts, and not a join of all who came.
FOLLOWED = """
    FROM events_event e JOIN alumni_interaction i ON i.kind = ANY(%(kinds)s)
        AND i.happened_on > (e.ends_at AT TIME ZONE e.time_zone)::date
        AND i.happened_on <= (e.ends_at AT TIME ZONE e.time_zone)::date + make_interval(months => %(months)s)
    WHERE e.id = ANY(%(events)s) AND EXISTS (
        SELECT FROM events_registration r JOIN events_checkin c ON c.registration_id = r.id AND c.undone_at IS NULL
        WHERE r.event_id = e.id AND r.alumnus_id = i.alumnus_id
        OFFSET 0
    )
"""


def counted(events: Sequence[int]) -> dict[int, int]:
    return dict(_asked(f"SELECT e.id, count(*) {FOLLOWED} GROUP BY e.id", events))  # type: ignore[arg-type]


def rows(user, event: Event) -> QuerySet[Interaction]:
    """Those that were counted, as far as `user` may see the people, the latest first."""
    found = [pk for (pk,) in _asked(f"SELECT i.id {FOLLOWED}", [event.pk])]
    people = Alumnus.objects.visible_to(user)
    seen = Interaction.objects.filter(pk__in=found, alumnus__in=people).select_related("alumnus")
    return seen.order_by("-happened_on", "-pk")


def _asked(sql: str, events: Sequence[int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"events": list(events), "kinds": [kind.value for kind in KINDS], "months": MONTHS})
        return cursor.fetchall()
