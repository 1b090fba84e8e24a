"""Check-in search over 20,000 registrations of one event, against its bare SQL; and what a device takes along."""

import statistics
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from alumni_office.names import readings
from events.models import CheckIn, CheckList, Event, Registration
from events.queries import arrivals
from events.queries.carried import carried

from .measuring import Result, cost_of, in_turns

REGISTRATIONS = 20_000
TARGET = 1.5
TIMES = 15
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞"
ASKED = {"a name": "王伟芳", "a surname": "王", "a reading": "wangwei", "initials": "wwf", "end of a telephone": "4321"}


def measure(site):
    check_list = fill()
    code = Registration.objects.filter(event=check_list.event).values_list("code", flat=True)[777]
    for what, words in {**ASKED, "a code": code}.items():
        yield against_sql(check_list, what, words)
    cost = statistics.median(cost_of(lambda: carried(check_list)).wall for _each in range(3))
    yield Result(f"the list of {REGISTRATIONS:,} that a device takes", cost)


def against_sql(check_list, what: str, words: str) -> Result:
    """The service, lines and all, beside the statement that it sends, run and fetched by the driver alone."""
    [(sql, parameters)] = sent_by(lambda: arrivals.found(check_list, words))

    def bare():
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            cursor.fetchall()

    ours, limits = in_turns([(lambda: arrivals.found(check_list, words), bare)] * TIMES)
    measured, limit = (statistics.median(cost.wall for cost in costs) for costs in (ours, limits))
    ratio = measured / limit
    return Result(
        f"check-in search by {what}, {REGISTRATIONS:,}", measured, limit=limit, ratio=ratio, target=f"<= {TARGET} x",
        is_met=ratio <= TARGET,
    )  # fmt: skip


def sent_by(work) -> list[tuple[str, tuple]]:
    found = []

    def note(execute, sql, parameters, many, context):
        found.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        work()
    return found


def fill() -> CheckList:
    event = Event.objects.filter(title="签到测速").first() or _event()
    check_list, _is_new = CheckList.objects.get_or_create(event=event, name="校门", defaults={"key": uuid4()})
    if not event.registrations.exists():
        Registration.objects.bulk_create((_registration(event, number) for number in range(REGISTRATIONS)), 2_000)
        rows = event.registrations.order_by("pk").values_list("pk", "seats")[: REGISTRATIONS // 2]
        CheckIn.objects.bulk_create([_arrival(check_list, *row) for row in rows], 2_000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE events_registration, events_checkin")
    return check_list


def _event() -> Event:
    starts_at = timezone.now()
    return Event.objects.create(
        title="签到测速", kind="return_day", state="open", key=uuid4(), starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8), is_public=False,
    )  # fmt: skip


def _arrival(check_list, registration: int, seats: int) -> CheckIn:
    return CheckIn(list=check_list, registration_id=registration, seats=seats, at=timezone.now(), key=uuid4())


def _registration(event, number: int) -> Registration:
    name = SURNAMES[number % 10] + GIVEN[number // 10 % 20] + GIVEN[number // 200 % 20]
    return Registration(
        event=event, name=name, reading=readings(name)[0], phone=f"+86138{number:08}", language="zh-hans",
        state="confirmed", seats=1 + number % 3, code=f"{number:010X}", key=uuid4(),
    )  # fmt: skip
