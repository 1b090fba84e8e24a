"""The registrations behind a figure of the comparison: each filter finds the rows that series.py counted."""

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from alumni.models import Degree
from events.models import CheckIn, Registration

from .series import ABROAD, UNKNOWN

HOME = "CN"


def came(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    return rows.filter(Exists(CheckIn.objects.standing().filter(registration=OuterRef("pk"))))


def new(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Those of alumni who never came to an earlier event."""
    earlier = CheckIn.objects.standing().filter(
        registration__alumnus=OuterRef("alumnus"), registration__event__starts_at__lt=OuterRef("event__starts_at")
    )
    return came(rows).filter(~Exists(earlier), alumnus__isnull=False)


def of_decade(rows: QuerySet[Registration], decade: str) -> QuerySet[Registration]:
    """By the earliest year of graduation on file; `decade` is its first year, or unknown."""
    first = Degree.objects.filter(alumnus=OuterRef("alumnus")).values("alumnus").annotate(year=Min("graduation_year"))
    rows = came(rows).filter(alumnus__isnull=False).annotate(graduated=Subquery(first.values("year")))
    if decade == UNKNOWN:
        return rows.filter(graduated__isnull=True)
    return rows.filter(graduated__gte=int(decade), graduated__lt=int(decade) + 10)


def of_province(rows: QuerySet[Registration], province: str) -> QuerySet[Registration]:
    """By where somebody lives today; `province` is its code, abroad or unknown."""
    in_china = Q(alumnus__country__in=["", HOME])
    rows = came(rows).filter(alumnus__isnull=False)
    if province == ABROAD:
        return rows.exclude(in_china)
    return rows.filter(in_china, alumnus__province="" if province == UNKNOWN else province)


def behind(rows: QuerySet[Registration], figure: str) -> QuerySet[Registration]:
    """Those behind `figure`: "came", "new", "decade-1990", "province-37"."""
    name, _dash, key = figure.partition("-")
    if name == "came":
        return came(rows)
    if name == "new":
        return new(rows)
    return of_decade(rows, key) if name == "decade" else of_province(rows, key)
