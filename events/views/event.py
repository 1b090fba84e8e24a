"""The page of one event, and its code to share."""

from urllib.parse import urljoin

import segno
from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from alumni_office.ui import office
from alumni_office.ui.page_cache import names_people, public_page
from events.models import Event
from events.queries import calendar, clock, public
from events.queries.standing import Standing

INK, PAPER = "#221d1a", "#ffffff"
STATUS = {Standing.CANCELLED: "https://schema.org/EventCancelled"}


def shown_or_404(pk: int) -> Event:
    """An event that is in no list is found by whoever has its address."""
    return get_object_or_404(public.with_host(Event.objects.told()), pk=pk)


@require_safe
@public_page
def event_page(request, pk):
    event = shown_or_404(pk)
    page = public.page(event)
    if page.names_alumni:
        names_people(request)
    parts = [(part, clock.spans(part, event)[0]) for part in page.sessions]
    context = {
        "event": event, "page": page, "parts": parts, "spans": clock.spans(event, event),
        "tickets": list(event.tickets.order_by("order", "pk")), "where": calendar.where(event),
        "hours": {name: clock.local(getattr(event, name), event) for name in ("opens_at", "closes_at")},
        "data": as_event(event, page), "is_listed": event.is_public,
    }  # fmt: skip
    return render(request, "events/event_page.html", context)


@require_safe
@public_page
def share(request, pk):
    event = shown_or_404(pk)
    url = urljoin(settings.SITE_URL, event.get_absolute_url())
    return render(request, "events/share.html", {"event": event, "url": url, "qr": qr(url)})


def qr(url: str):
    """The address as a code, for a page or for paper."""
    code = segno.make(url, error="m")
    svg = code.svg_inline(border=2, omitsize=True, dark=INK, light=PAPER, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308  # drawn by segno


def as_event(event: Event, page: public.Page) -> dict:
    """As schema.org names it."""
    url = urljoin(settings.SITE_URL, event.get_absolute_url())
    host = event.chapter.shown_name if event.chapter else str(event.college) if event.college else office.university()
    place = {"@type": "Place", "name": where, "address": where} if (where := calendar.where(event)) else None
    # The address online is for those who register: search engines learn only that there is one.
    online = {"@type": "VirtualLocation", "url": url} if event.online_url else None
    places = [each for each in (place, online) if each]
    data = {
        "@type": "Event", "name": event.shown_title, "url": url, "description": event.shown_summary,
        "startDate": clock.local(event.starts_at, event).isoformat(),  # type: ignore[union-attr]
        "endDate": clock.local(event.ends_at, event).isoformat(),  # type: ignore[union-attr]
        "eventStatus": STATUS.get(page.standing, "https://schema.org/EventScheduled"),
        "eventAttendanceMode": f"https://schema.org/{_mode(place, online)}EventAttendanceMode",
        "location": places[0] if len(places) == 1 else places,
        "organizer": {"@type": "Organization", "name": host},
        "performer": [
            {"@type": "Person", "name": str(speaker)} for part in page.sessions for speaker in part.named  # type: ignore[attr-defined]
        ],
        "maximumAttendeeCapacity": event.capacity, "remainingAttendeeCapacity": event.free,
    }  # fmt: skip
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _mode(place, online) -> str:
    return "Mixed" if place and online else "Online" if online else "Offline"
