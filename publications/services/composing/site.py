"""A first draft of a newsletter from what the site published lately."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from chapters.queries.page import public_gatherings
from events.models import Event
from publications.models import Article

MOST = 8
AHEAD = timedelta(days=60)


def blocks_of_site(*, days: int) -> list[dict[str, Any]]:
    """Return blocks of the articles published within `days`, and of the public events and the gatherings of chapters
    of the next two months, each kind at most eight; [] when there is nothing."""
    now = timezone.now()
    articles = Article.objects.published().filter(issue__published_at__gte=now - timedelta(days=days))
    gatherings = public_gatherings().filter(starts_at__range=(now, now + AHEAD)).order_by("starts_at")
    events = Event.objects.listed().coming().filter(starts_at__range=(now, now + AHEAD)).order_by("starts_at", "pk")
    found = [{"kind": "article", "id": pk} for pk in articles.in_order().values_list("pk", flat=True)[:MOST]]
    ahead = [{"kind": "gathering", "id": pk} for pk in gatherings.values_list("pk", flat=True)[:MOST]]
    coming = [{"kind": "event", "id": pk} for pk in events.values_list("pk", flat=True)[:MOST]]
    return found + coming + ahead
