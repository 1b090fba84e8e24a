"""Days in the database: those from one to another, and the one that is today."""

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Now


class DateRange(Func):
    """The days from one date to another, both included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Tomorrow(Func):
    """The latest day that may be today somewhere on earth: the database's clock knows no zone of a chapter."""

    template = "(CURRENT_DATE + 1)"
    output_field = models.DateField()


class LocalToday(Func):
    """Today where the chapter is."""

    output_field = models.DateField()

    def __init__(self, zone: str):
        super().__init__(F(zone), Now(), function="TIMEZONE", template="(%(function)s(%(expressions)s))::date")


def days(first: str, last: str) -> DateRange:
    return DateRange(F(first), F(last), RangeBoundary(inclusive_lower=True, inclusive_upper=True))
