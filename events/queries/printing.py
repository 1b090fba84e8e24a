"""Who stands on printed sheets, badges and certificates, a part of them at a time."""

from dataclasses import dataclass
from math import ceil

from django.db.models import IntegerField, Max, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from alumni.models import Degree
from events.models import CheckIn, Event, Registration

PART = 300  # people in a file: a few seconds of work


@dataclass(frozen=True)
class Printed:
    """One person on paper."""

    pk: int
    alumnus_id: int | None
    name: str
    code: str
    seats: int
    group: str  # the class, else the ticket; the ticket alone where a chapter is the host


def parts(count: int) -> list[int]:
    return list(range(1, ceil(count / PART) + 1))


def registered(event: Event) -> QuerySet[Registration]:
    return event.registrations.filter(state=Registration.State.CONFIRMED)


def who_came(event: Event) -> QuerySet[Registration]:
    came = CheckIn.objects.standing().filter(list__event=event).values("registration")
    return event.registrations.filter(pk__in=came)


def part_of(event: Event, rows: QuerySet[Registration], part: int, code: str = "") -> list[Printed]:
    """By class and name; with a code the one registration that has it. A chapter reads what its guests typed, and not
    of which class the register has them."""
    if code:
        rows = rows.filter(code__iexact=code.removeprefix("E:"))
    first = (part - 1) * PART
    rows = _by_ticket(rows) if event.chapter_id else _by_class(rows)
    return [_printed(row) for row in rows[first : first + PART]]


def _by_ticket(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    unknown = {"year": Value(None, IntegerField()), "class_name": Value(""), "major": Value("")}
    return rows.select_related("ticket").annotate(**unknown).order_by("ticket__order", "ticket", "name", "pk")


def _by_class(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    degrees = Degree.objects.filter(alumnus=OuterRef("alumnus")).order_by("graduation_year", "pk")
    return rows.select_related("ticket").annotate(
        year=Subquery(degrees.values("graduation_year")[:1]), class_name=Subquery(degrees.values("class_name")[:1]),
        major=Subquery(degrees.values("major")[:1]),
    ).order_by("year", "major", "class_name", "ticket__order", "ticket", "name", "pk")  # fmt: skip


def _printed(row) -> Printed:
    return Printed(row.pk, row.alumnus_id, row.name, row.code, row.seats, _group(row))


def _group(row) -> str:
    if row.year or row.class_name:
        year = _("Class of %(year)s") % {"year": row.year} if row.year else ""
        return " · ".join(filter(None, (year, row.class_name or row.major)))
    return str(row.ticket) if row.ticket else _("Guests")


def latest_day(event: Event):
    """The last day on which somebody was checked in, by the event's clock."""
    at = CheckIn.objects.standing().filter(list__event=event).aggregate(at=Max("at"))["at"]
    return at and at.astimezone(event.zone).date()
