"""The comparison of ten years of a series, with 20,000 registrations each."""

import statistics
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus
from events.models import Event, Registration, Series
from events.queries.effect import comparison, series

from .measuring import Result, cost_of

YEARS, REGISTRATIONS = 10, 20_000
TARGET = 500  # milliseconds
TIMES = 7
# Each year another part of the people on file, of whom many come again; three in four are checked in, one in five says
# how it was.
REGISTER = """
    INSERT INTO events_registration (event_id, alumnus_id, name, reading, email, phone, language, state, seats, source,
        note, code, key, version, registered_at, end_reason)
    SELECT %(event)s, p.id, p.name, '', '', '', 'zh-hans', 'confirmed', 1 + p.id %% 3, 'self', '',
        'E' || %(year)s || 'N' || row_number() OVER (ORDER BY p.id), gen_random_uuid(), 1, now(), ''
    FROM (SELECT id, name FROM alumni_alumnus WHERE merged_into_id IS NULL
          ORDER BY (id * 7919 + %(year)s * 104729) %% 1000003 LIMIT %(many)s) p
"""
ARRIVE = """
    INSERT INTO events_checkin (list_id, registration_id, seats, at, noted_at, key)
    SELECT %(list)s, id, seats, now(), now(), gen_random_uuid() FROM events_registration
    WHERE event_id = %(event)s AND id %% 4 > 0
"""
SAY = """
    INSERT INTO events_feedback (registration_id, satisfaction, again, good, better, is_named, given_at)
    SELECT id, 1 + id %% 5, 'yes', '', '', false, now() FROM events_registration
    WHERE event_id = %(event)s AND id %% 5 = 0
"""


def measure(site):
    events = list(fill().events.order_by("-starts_at"))
    people = Registration.objects.filter(event__in=events).count()
    series.years(events)
    costs = [cost_of(lambda: comparison.groups(series.years(events))) for _each in range(TIMES)]
    cpu, clock = (statistics.median(each) for each in zip(*((cost.cpu, cost.wall) for cost in costs), strict=True))
    yield Result(
        f"{len(events)} years of a series compared, {people:,} registrations", cpu, target=f"<= {TARGET} ms",
        is_met=cpu <= TARGET, note=f"CPU of page and database, nothing is read from disk; {clock:.0f} ms by the clock",
    )  # fmt: skip


def fill() -> Series:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # 20,000 registrations in one statement are not a page
    found, _is_new = Series.objects.get_or_create(name="比较测速", defaults={"kind": "return_day"})
    for year in range(found.events.count(), YEARS):
        _year(found, year, min(REGISTRATIONS, Alumnus.objects.count()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_registration, events_checkin, events_feedback, events_event")
        cursor.execute("RESET statement_timeout")
    return found


def _year(found: Series, year: int, many: int) -> None:
    starts_at = timezone.now() - timedelta(days=365 * year + 30)
    event = Event.objects.create(
        title=f"比较测速 {year}", kind="return_day", state="held", key=uuid4(), starts_at=starts_at, series=found,
        ends_at=starts_at + timedelta(hours=8), is_public=False, cost=100_000,
    )  # fmt: skip
    gate = event.check_lists.create(name="校门", key=uuid4())
    with connection.cursor() as cursor:
        for statement in (REGISTER, ARRIVE, SAY):
            cursor.execute(statement, {"event": event.pk, "year": year, "many": many, "list": gate.pk})
