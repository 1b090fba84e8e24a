"""What day and what hour it is where a chapter is."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from chapters.models import Chapter
from chapters.models.zones import zone_label


@dataclass(frozen=True)
class Hour:
    """One moment on a wall clock, with the place whose clock it is."""

    at: datetime
    zone: str


def is_elsewhere(chapter: Chapter, at: datetime | None = None) -> bool:
    """Whether clocks there show another time than those at the university, now or at a moment."""
    at = at or timezone.now()
    return timezone.localtime(at, chapter.zone).utcoffset() != timezone.localtime(at).utcoffset()


def in_both_zones(at: datetime, chapter: Chapter) -> list[Hour]:
    """The moment where the chapter is, and at the university where the clocks there show something else."""
    hours = [Hour(timezone.localtime(at, chapter.zone), chapter.zone_label)]
    return (
        [*hours, Hour(timezone.localtime(at), zone_label(settings.TIME_ZONE))] if is_elsewhere(chapter, at) else hours
    )
