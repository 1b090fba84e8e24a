"""The years of a series beside each other: four statements, however many years and people there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Avg, Count, Sum

from events import hooks
from events.models import Event, Feedback, Outcome, Series

from . import contacts

ABROAD, UNKNOWN = "abroad", "unknown"
MOST = 12  # years beside each other
# Everybody with a check-in that stands, once for each registration, whatever the event: what is new needs them all.
ATTENDED = """
    WITH attended AS MATERIALIZED (
        SELECT r.event_id, r.id, r.alumnus_id, max(c.seats) AS seats
        FROM events_checkin c JOIN events_registration r ON r.id = c.registration_id
        WHERE c.undone_at IS NULL GROUP BY r.id
    ), came AS MATERIALIZED (
        SELECT a.* FROM attended a WHERE a.event_id = ANY(%(events)s)
    ), first AS (
        SELECT a.alumnus_id, min(e.starts_at) AS starts_at FROM attended a JOIN events_event e ON e.id = a.event_id
        WHERE a.alumnus_id IS NOT NULL GROUP BY a.alumnus_id
    ), people AS MATERIALIZED (
        SELECT came.event_id, p.id, CASE WHEN p.country NOT IN ('', 'CN') THEN 'abroad'
            WHEN p.province = '' THEN 'unknown' ELSE p.province END AS place
        FROM came JOIN alumni_alumnus p ON p.id = came.alumnus_id
    ), graduated AS (
        SELECT d.alumnus_id, min(d.graduation_year) AS year FROM alumni_degree d
        WHERE d.alumnus_id IN (SELECT id FROM people) GROUP BY d.alumnus_id
    )
    SELECT event_id, 'came', '', count(*), sum(seats) FROM came GROUP BY event_id
    UNION ALL
    SELECT came.event_id, 'new', '', count(DISTINCT came.alumnus_id), 0 FROM came
    JOIN events_event e ON e.id = came.event_id
    JOIN first ON first.alumnus_id = came.alumnus_id AND first.starts_at = e.starts_at GROUP BY came.event_id
    UNION ALL
    SELECT event_id, 'place', place, count(DISTINCT id), 0 FROM people GROUP BY event_id, place
    UNION ALL
    SELECT event_id, 'decade', coalesce((year / 10 * 10)::text, 'unknown'), count(DISTINCT people.id), 0
    FROM people LEFT JOIN graduated ON graduated.alumnus_id = people.id GROUP BY event_id, 3
"""
REGISTERED = """
    SELECT event_id, count(*), sum(seats) FROM events_registration
    WHERE event_id = ANY(%(events)s) AND state = 'confirmed' GROUP BY event_id
"""


@dataclass
class Year:
    """One event of the series; what is not known is None."""

    event: Event
    registered: int = 0
    registered_people: int = 0
    came: int = 0
    came_people: int = 0
    new: int = 0
    mean: float | None = None
    marks: int = 0
    outcomes: int = 0
    amount: Decimal | None = None
    contacts: int = 0
    decades: dict[str, int] = field(default_factory=dict)
    provinces: dict[str, int] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def cost_per_head(self) -> Decimal | None:
        if self.event.cost is None or not self.came_people:
            return None
        return (self.event.cost / self.came_people).quantize(Decimal("0.01"))


def events_of(user, series: Series) -> list[Event]:
    """Those that were held and that `user` may see, the latest on top."""
    rows = Event.objects.visible_to(user).filter(series=series, state=Event.State.HELD)
    return list(rows.order_by("-starts_at", "-pk")[:MOST])


def years(events: Sequence[Event]) -> list[Year]:
    """The figures of these events, in their order."""
    found = {event.pk: Year(event) for event in events}
    keys = list(found)
    if keys:
        _people(found, keys)
        _marks(found, keys)
        _outcomes(found, keys)
    return list(found.values())


def _people(found: dict[int, Year], keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REGISTERED, {"events": keys})
        for event, number, people in cursor.fetchall():
            found[event].registered, found[event].registered_people = number, people
        cursor.execute(ATTENDED, {"events": keys})
        for event, what, key, number, people in cursor.fetchall():
            _put(found[event], what, key, number, people)


def _put(year: Year, what: str, key: str, number: int, people: int) -> None:
    if what == "came":
        year.came, year.came_people = number, int(people)
    elif what == "new":
        year.new = number
    else:
        (year.decades if what == "decade" else year.provinces)[key] = number


def _marks(found: dict[int, Year], keys: list[int]) -> None:
    rows = Feedback.objects.filter(registration__event__in=keys).values_list("registration__event")
    for event, mean, number in rows.annotate(mean=Avg("satisfaction"), number=Count("pk")):
        found[event].mean, found[event].marks = mean, number


def _outcomes(found: dict[int, Year], keys: list[int]) -> None:
    rows = Outcome.objects.filter(event__in=keys).order_by().values_list("event")
    for event, number, amount in rows.annotate(number=Count("pk"), amount=Sum("amount")):
        found[event].outcomes, found[event].amount = number, amount
    for event, number in contacts.counted(keys).items():
        found[event].contacts = number
    for each in hooks.outcomes:
        for event, number in each.count(keys).items():
            found[event].counted[each.name] = number


def decades(rows: Sequence[Year]) -> list[str]:
    """All that somebody came from, the earliest first, unknown last."""
    return sorted({each for row in rows for each in row.decades}, key=lambda each: (each == UNKNOWN, each))


def provinces(rows: Sequence[Year]) -> list[str]:
    """All in which somebody lives, those with most first; abroad and unknown last."""
    total: dict[str, int] = {}
    for row in rows:
        for key, number in row.provinces.items():
            total[key] = total.get(key, 0) + number
    return sorted(total, key=lambda each: (each == UNKNOWN, each == ABROAD, -total[each], each))
