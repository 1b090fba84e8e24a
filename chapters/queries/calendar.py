"""A chapter's duties as a calendar for other programs (RFC 5545): whole days, no person's data."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from alumni.emails.claims import absolute
from chapters.models import Chapter, Duty

PRODUCT = "-//Alumni Office//Chapters//EN"
REFRESH = timedelta(hours=12)


def calendar_of(chapter: Chapter) -> bytes:
    """The duties that are open, filed or done, and the end of each term, in the reader's language."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", chapter.shown_name)
    calendar.add("x-wr-calname", chapter.shown_name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    url = absolute(reverse("chapters:my-duties", args=[chapter.pk]))
    for duty in chapter.duties.exclude(state=Duty.State.WAIVED).order_by("due_on", "kind"):
        text = f"{duty.get_kind_display()} ({duty.get_state_display()})"
        calendar.add_component(_event(f"duty-{duty.pk}", text, duty.due_on, duty.created_at, url))
    for term in chapter.terms.order_by("ends_on"):
        text = _("End of the council’s term")
        calendar.add_component(_event(f"term-{term.pk}", text, term.ends_on, term.created_at, url))
    return calendar.to_ical()


def _event(name: str, text: str, day: date, made_at: datetime, url: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", made_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", text)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")  # a day by which something is due keeps nobody busy
    return event
