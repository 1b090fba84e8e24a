"""When an event is: by the clocks of its place, and by those of the university where they show something else."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from chapters.models.zones import Clocked, zone_label


@dataclass(frozen=True)
class Span:
    """From when to when, on one wall clock."""

    starts: datetime
    ends: datetime
    zone: str

    @property
    def is_one_day(self) -> bool:
        return self.starts.date() == self.ends.date()


def spans(row, clock: Clocked) -> list[Span]:
    """When `row` begins and ends by `clock`; a second one for the university's clocks where they differ."""
    there = _span(row, clock.zone, clock.zone_label)
    home = _span(row, timezone.get_default_timezone(), zone_label(settings.TIME_ZONE))
    same = (there.starts.utcoffset(), there.ends.utcoffset()) == (home.starts.utcoffset(), home.ends.utcoffset())
    return [there] if same else [there, home]


def _span(row, zone, label: str) -> Span:
    return Span(timezone.localtime(row.starts_at, zone), timezone.localtime(row.ends_at, zone), label)


def local(at: datetime | None, clock: Clocked) -> datetime | None:
    return at and timezone.localtime(at, clock.zone)
