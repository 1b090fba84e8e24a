"""A registration as whoever holds its link sees it, and all those of one alumnus."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entry

from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.models import Event, Group, Registration
from events.queries.free_seats import Free, Need, Shortage

PURPOSE = "registration"
PRODUCT = "-//Alumni Office//Events//EN"
INK, PAPER = "#221d1a", "#ffffff"
State = Registration.State


@dataclass(frozen=True)
class Place:
    """Where somebody stands on the waiting list, and why not in the event."""

    number: int
    shortage: Shortage | None
    moves: bool
    until: datetime | None


@dataclass(frozen=True)
class Line:
    registration: Registration
    url: str


def token_of(registration: Registration) -> str:
    return tokens.make(PURPOSE, registration.pk)


def by_token(token: str) -> Registration | None:
    """None for a link that nobody made."""
    pk = tokens.read(PURPOSE, token)
    rows = Registration.objects.select_related(
        "event__place", "event__college", "event__chapter", "ticket", "group", "alumnus__user"
    ).prefetch_related("companions", "session_seats__session", "answers__question")
    return rows.exclude(event__state=Event.State.DRAFT).filter(pk=pk).first() if pk else None


def place_of(registration: Registration) -> Place | None:
    if registration.state != State.WAITING:
        return None
    event, now = registration.event, timezone.now()
    together = [registration]
    if registration.group_id:
        together = list(
            event.registrations.waiting().filter(group=registration.group_id).prefetch_related("session_seats")
        )
    need = Need.of(together)
    return Place(
        number=_ahead(registration) + 1, shortage=Free(event, need).shortage(need), moves=event.moves_up(now),
        until=event.moves_up_until or event.starts_at,
    )  # fmt: skip


def _ahead(registration: Registration) -> int:
    """How many stand before it; who is registered together stands as one."""
    rows = registration.event.registrations.filter(state=State.WAITING)
    before = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    rows = rows.filter(before)
    if registration.group_id:
        rows = rows.exclude(group=registration.group_id)
    return rows.aggregate(number=Count(Coalesce("group_id", -F("pk")), distinct=True))["number"]


def of_person(person: Alumnus) -> list[Line]:
    """Everything that the alumnus is or was registered for, what comes first on top."""
    rows = person.registrations.exclude(event__state=Event.State.DRAFT)
    rows = rows.select_related("event__place", "ticket").order_by("-event__starts_at", "-pk")[:200]
    return [Line(row, reverse("events:registration", args=[token_of(row)])) for row in rows]


def groups_of(user) -> QuerySet[Group]:
    """The classes that this liaison registered, with how many of each have seats and wait."""
    counts = {
        "seated": Count("registrations", filter=Q(registrations__state__in=Registration.HOLDING)),
        "waiting": Count("registrations", filter=Q(registrations__state=State.WAITING)),
    }
    return Group.objects.filter(made_by=user).select_related("event").annotate(**counts).order_by("-made_at")[:50]


def has_material(registration: Registration) -> bool:
    """Whether there are files for somebody with this registration."""
    return registration.state == Registration.State.CONFIRMED and registration.event.materials.exists()


def qr_of(registration: Registration) -> str:
    """The code for the entrance, as SVG that takes the size its page gives it."""
    code = segno.make(registration.code, error="q", micro=False)
    return code.svg_inline(border=3, omitsize=True, dark=INK, light=PAPER, svgclass="qr", lineclass=None)


def calendar_file(registration: Registration) -> bytes:
    """For the calendar of who registered: the same entry as the event's own, so that it is there once."""
    event = registration.event
    calendar, entry = Calendar(), Entry()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", registration.registered_at)
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.shown_title)
    gone = event.state == Event.State.CANCELLED or not registration.is_live
    entry.add("status", "CANCELLED" if gone else "CONFIRMED" if registration.state == State.CONFIRMED else "TENTATIVE")
    place = [event.place.shown_name, event.place.shown_address] if event.place else []
    if where := ", ".join(filter(None, [*place, event.shown_where])):
        entry.add("location", where)
    url = reverse("events:registration", args=[token_of(registration)])
    entry.add("url", settings.SITE_URL.rstrip("/") + url)
    calendar.add_component(entry)
    return calendar.to_ical()
