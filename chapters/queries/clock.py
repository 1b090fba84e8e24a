"""What day and what hour it is where a chapter is."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from chapters.models import Chapter
from chapters.models.zones import zone_label


@dataclass(frozen=True)
class Hour:
    """One moment on a wall clock, with the place whose clock it is."""

    at: datetime
    zone: str


def local_today(chapter: Chapter) -> date:
    return timezone.now().astimezone(ZoneInfo(chapter.time_zone)).date()


def in_both_zones(at: datetime, chapter: Chapter) -> list[Hour]:
    """The moment where the chapter is, and at the university where the clocks there show something else."""
    zones = [chapter.time_zone, settings.TIME_ZONE]
    hours = [Hour(at.astimezone(ZoneInfo(zone)), zone_label(zone)) for zone in zones]
    return hours[:1] if hours[0].at.utcoffset() == hours[1].at.utcoffset() else hours
