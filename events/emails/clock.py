"""When and where an event is, in words of the active language: by the clocks there."""

from django.utils import timezone
from django.utils.formats import date_format

from events.models import Event


def when(event: Event) -> str:
    """Day and hours where it takes place, with the zone; each moment with the hour of its own day, so that a change
    of summer time between the two is told as clocks show it."""
    first, last = (timezone.localtime(at, event.zone) for at in (event.starts_at, event.ends_at))
    ends = date_format(last, "TIME_FORMAT" if first.date() == last.date() else "DATETIME_FORMAT")
    return f"{date_format(first, 'DATETIME_FORMAT')} – {ends} ({event.zone_label})"


def where(event: Event) -> str:
    place = event.place.shown_name if event.place else ""
    return " · ".join(part for part in (place, event.shown_where) if part)
