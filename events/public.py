"""What the app tells search engines and feed readers, and its part of the home page."""

from collections.abc import Iterator

from django.urls import reverse

from alumni_office.ui import rich
from alumni_office.ui.public import HomeBlock, News

from .models import Event, Series
from .queries import clock, public
from .queries.calendar import where

LATEST, NEXT = 30, 4


def paths() -> Iterator[str]:
    yield reverse("events:events")
    listed = Event.objects.listed()
    for pk in Series.objects.filter(events__in=listed).distinct().order_by("pk").values_list("pk", flat=True):
        yield reverse("events:series", args=[pk])
    for pk in listed.order_by("pk").values_list("pk", flat=True):
        yield reverse("events:event", args=[pk])


def news() -> list[News]:
    """What was planned last; what is cancelled says so."""
    rows = public.with_host(Event.objects.listed()).order_by("-created_at", "-pk")
    return [_of_event(event) for event in rows[:LATEST]]


def _of_event(event: Event) -> News:
    starts = clock.spans(event, event)[0].starts
    title = event.shown_title
    if event.state == Event.State.CANCELLED:
        title = f"{title} ({event.get_state_display()})"
    lines = [f"{starts:%Y-%m-%d %H:%M}", where(event), event.shown_summary or rich.plain(event.shown_text)[:300]]
    return News(title, event.get_absolute_url(), event.created_at, "\n".join(filter(None, lines)), f"event-{event.pk}")


def home(request) -> dict:
    return {"events": public.cards(public.coming()[:NEXT])}


HOME_BLOCK = HomeBlock("events/home_events.html", home, order=20)
