"""The years of a series beside each other: four statements, however many years and people there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Sum

from events import hooks
from events.models import Event, Outcome, Series

from . import contacts

ABROAD, UNKNOWN = "abroad", "unknown"
MOST = 12  # years beside each other
# Everybody with a check-in that stands, once for each registration, whatever the event: what is new needs them all.
# A line of the answer is a group of registrations of which all that is counted is the same.
ATTENDED = """
    WITH arrived AS (
        SELECT registration_id, max(seats) AS seats FROM events_checkin WHERE undone_at IS NULL GROUP BY registration_id
    ), attended AS MATERIALIZED (
        SELECT r.event_id, r.alumnus_id, a.seats, e.starts_at FROM arrived a
        JOIN events_registration r ON r.id = a.registration_id JOIN events_event e ON e.id = r.event_id
    ), first AS (
        SELECT alumnus_id, min(starts_at) AS starts_at FROM attended WHERE alumnus_id IS NOT NULL
        GROUP BY alumnus_id HAVING bool_or(event_id = ANY(%(events)s))
    ), person AS (
        SELECT first.alumnus_id, first.starts_at, CASE WHEN p.country NOT IN ('', 'CN') THEN 'abroad'
            WHEN p.province = '' THEN 'unknown' ELSE p.province END AS place,
            min(d.graduation_year) / 10 * 10 AS decade
        FROM first JOIN alumni_alumnus p ON p.id = first.alumnus_id
        LEFT JOIN alumni_degree d ON d.alumnus_id = first.alumnus_id
        GROUP BY first.alumnus_id, first.starts_at, p.id
    )
    SELECT a.event_id, a.alumnus_id IS NOT NULL, a.starts_at = person.starts_at, person.place,
        coalesce(person.decade::text, 'unknown'), count(*), sum(a.seats)
    FROM attended a LEFT JOIN person ON person.alumnus_id = a.alumnus_id
    WHERE a.event_id = ANY(%(events)s) GROUP BY 1, 2, 3, 4, person.decade
"""
REGISTERED = """
    SELECT r.event_id, count(*) FILTER (WHERE r.state = 'confirmed'),
        coalesce(sum(r.seats) FILTER (WHERE r.state = 'confirmed'), 0), avg(f.satisfaction)::float8, count(f.id)
    FROM events_registration r LEFT JOIN events_feedback f ON f.registration_id = r.id
    WHERE r.event_id = ANY(%(events)s) GROUP BY r.event_id
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
        _outcomes(found, keys)
    return list(found.values())


def _people(found: dict[int, Year], keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REGISTERED, {"events": keys})
        for event, *figures in cursor.fetchall():
            year = found[event]
            year.registered, year.registered_people, year.mean, year.marks = figures
        cursor.execute(ATTENDED, {"events": keys})
        for event, *group in cursor.fetchall():
            _add(found[event], *group)


def _add(year: Year, is_on_record: bool, is_new: bool, place: str, decade: str, number: int, people: int) -> None:
    year.came += number
    year.came_people += people
    if is_on_record:
        year.new += number if is_new else 0
        year.provinces[place] = year.provinces.get(place, 0) + number
        year.decades[decade] = year.decades.get(decade, 0) + number


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
