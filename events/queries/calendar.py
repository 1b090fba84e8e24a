"""Events for other programs (RFC 5545): one, those of a series, all that come. No person's data."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from alumni.emails.claims import absolute
from alumni_office.ui import rich
from events.models import Event

PRODUCT = "-//Alumni Office//Events//EN"
REFRESH = timedelta(hours=12)


def calendar(events: Iterable[Event], *, name: str) -> bytes:
    """In the reader's language; moments stand in UTC, so that every program shows its own hour."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        found.add_component(_entry(event))
    return found.to_ical()


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", event.created_at)
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.shown_title)
    entry.add("status", "CANCELLED" if event.state == Event.State.CANCELLED else "CONFIRMED")
    entry.add("url", absolute(event.get_absolute_url()))
    if place := where(event):
        entry.add("location", place)
    if text := event.shown_summary or rich.plain(event.shown_text)[:500]:
        entry.add("description", text)
    return entry


def where(event: Event) -> str:
    """The place in one line."""
    parts = [event.place.shown_name, event.place.shown_address] if event.place else []
    return ", ".join(filter(None, [*parts, event.shown_where]))
