"""Who came to an event, and who was registered and never did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact, Happened
from events.models import CheckIn, Event, GateEntry, Registration

LATEST = 100
CAME = "event_id = ANY(%s) AND id IN (SELECT registration_id FROM events_checkin WHERE undone_at IS NULL)"
NEVER = (
    "event_id = ANY(%s) AND state = 'confirmed' AND id NOT IN"
    " (SELECT registration_id FROM events_checkin WHERE undone_at IS NULL)"
)


def came_to(events) -> QuerySet[Registration]:
    """The registrations of these events that were checked in at any list."""
    return _registrations(events).filter(_standing())


def never_came_to(events) -> QuerySet[Registration]:
    """Those who held a seat and were checked in nowhere."""
    return _registrations(events).filter(~_standing(), state=Registration.State.CONFIRMED)


def people_who_came(events) -> int:
    """Of each registration the most that came at any list."""
    most = (
        CheckIn.objects.standing().filter(list__event__in=events).order_by("registration", "-seats")
        .distinct("registration").values_list("seats", flat=True)
    )  # fmt: skip
    return sum(most)


def _registrations(events) -> QuerySet[Registration]:
    return Registration.objects.filter(event__in=events)


def _standing():
    return Exists(CheckIn.objects.standing().filter(registration=OuterRef("pk")))


@dataclass(frozen=True)
class Hour:
    at: datetime
    came: int


def by_hour(event: Event) -> dict[int, list[Hour]]:
    """{list: its hours by the clock of the event, those in which somebody came}."""
    rows = (
        CheckIn.objects.standing().filter(list__event=event)
        .annotate(hour=TruncHour("at", tzinfo=event.zone))
        .values("list", "hour").annotate(people=Sum("seats")).order_by("list", "hour")
    )  # fmt: skip
    found: dict[int, list[Hour]] = {}
    for row in rows:
        found.setdefault(row["list"], []).append(Hour(row["hour"], row["people"]))
    return found


def entries_of(event: Event) -> QuerySet[GateEntry]:
    """What a person must look at."""
    rows = event.gate_entries.filter(decision="").exclude(reason=GateEntry.Reason.TWICE)
    return rows.select_related("registration", "list", "by").order_by("at", "pk")


def waiting(user) -> QuerySet[GateEntry]:
    """For the first page: entries of events that `user` runs."""
    rows = GateEntry.objects.filter(decision="", event__in=Event.objects.gate_run_by(user))
    return rows.exclude(reason=GateEntry.Reason.TWICE)


def desk_events(user) -> QuerySet[Event]:
    """Events of the last and the next months, the nearest first, with what there is to look at."""
    now = timezone.now()
    return (
        Event.objects.visible_to(user).told().exclude(state=Event.State.CANCELLED)
        .filter(ends_at__gt=now - timedelta(days=60), starts_at__lt=now + timedelta(days=120))
        .annotate(lists=Count("check_lists")).order_by("starts_at", "pk")
    )  # fmt: skip


def events_over(user) -> list[tuple[str, str]]:
    """The latest that have begun."""
    rows = Event.objects.visible_to(user).told().filter(starts_at__lt=timezone.now()).order_by("-starts_at", "-pk")
    return [
        (str(row.pk), f"{row.shown_title} · {timezone.localdate(row.starts_at, row.zone)}") for row in rows[:LATEST]
    ]


def came(user, values: list[str]) -> Fact:
    return Fact(Registration._meta.db_table, "alumnus_id", CAME, ([int(value) for value in values],))


def never_came(user, values: list[str]) -> Fact:
    return Fact(Registration._meta.db_table, "alumnus_id", NEVER, ([int(value) for value in values],))


CRITERIA = [
    Criterion("came_to", gettext_lazy("Came to"), events_over, came),
    Criterion("never_came", gettext_lazy("Registered and never came"), events_over, never_came),
]


def happened(user, person) -> Iterator[Happened]:
    """Once an event, when the first of them came."""
    rows = (
        CheckIn.objects.standing()
        .filter(registration__alumnus=person, list__event__in=Event.objects.visible_to(user))
        .select_related("list__event").order_by("list__event", "at").distinct("list__event")
    )  # fmt: skip
    for row in rows[:LATEST]:
        yield Happened(row.at, _("Came to: %(event)s") % {"event": row.list.event.shown_title})
