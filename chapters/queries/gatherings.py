"""What a chapter does together."""

from django.db.models import QuerySet
from django.utils import timezone

from chapters.models import Chapter, Gathering

MOST_TO_COME = 50


def coming(chapter: Chapter) -> QuerySet[Gathering]:
    """What lies ahead, the next one first."""
    ahead = chapter.gatherings.filter(starts_at__gt=timezone.now(), cancelled_at__isnull=True)
    return ahead.order_by("starts_at", "pk")[:MOST_TO_COME]


def past(chapter: Chapter) -> QuerySet[Gathering]:
    """What is over, and what was cancelled."""
    ahead = chapter.gatherings.filter(starts_at__gt=timezone.now(), cancelled_at__isnull=True)
    return chapter.gatherings.exclude(pk__in=ahead.values("pk"))
