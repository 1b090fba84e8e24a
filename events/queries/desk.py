"""What the desk lists."""

from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from events.models import ClassReunion, Event, EventNotice, Registration, Series

State = Event.State
SOON = timedelta(days=60)
YEAR = timedelta(weeks=52)  # the same day of the week


def with_waiting(rows: QuerySet[Event]) -> QuerySet[Event]:
    waiting = Q(registrations__state=Registration.State.WAITING)
    return rows.select_related("series", "college", "chapter", "place").annotate(
        waiting=Count("registrations", filter=waiting)
    )


def listed(
    user, *, span: str = "coming", kind: str = "", series: Series | None = None, host: str = "", words: str = ""
):
    """The events that `user` may see; what comes first is what is next, and of the past what was last."""
    rows = _in_span(Event.objects.visible_to(user), span)
    if kind:
        rows = rows.filter(kind=kind)
    if series:
        rows = rows.filter(series=series)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(title_en__icontains=words))
    return with_waiting(of_host(rows, host))


def _in_span(rows, span: str):
    now = timezone.now()
    told = rows.exclude(state__in=[State.DRAFT, State.CANCELLED])
    if span == "drafts":
        return rows.filter(state=State.DRAFT).order_by("starts_at", "pk")
    if span == "past":
        return told.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    if span == "cancelled":
        return rows.filter(state=State.CANCELLED).order_by("-starts_at", "-pk")
    return told.filter(ends_at__gte=now).order_by("starts_at", "pk")


def of_host(rows, host: str):
    """`host` is office, college:5 or chapter:7; anything else finds nothing."""
    kind, _colon, number = host.partition(":")
    if not host:
        return rows
    if host == "office":
        return rows.filter(college__isnull=True, chapter__isnull=True)
    if kind not in ("college", "chapter") or not (number.isascii() and number.isdigit() and len(number) < 10):
        return rows.none()
    return rows.filter(**{kind: int(number)})


def series_list() -> QuerySet[Series]:
    return Series.objects.annotate(number=Count("events")).order_by("order", "name")


def counts(event: Event) -> dict[str, int]:
    """Registrations by state, and the seats that they hold or want."""
    states = event.registrations.values_list("state").annotate(number=Count("pk")).order_by()
    return dict(states)


def to_tell(event: Event) -> int:
    """How many registrations are told when the event is cancelled, or when the host has a word for all."""
    return event.registrations.live().count()


def said_before(event: Event) -> QuerySet[EventNotice]:
    """What the host wrote to those registered, the latest first, with to how many it went (`number`)."""
    rows = event.notices.filter(kind=EventNotice.Kind.MESSAGE).select_related("made_by")
    return rows.annotate(number=Count("mails")).order_by("-pk")


def attached(event: Event) -> int:
    """How many reunions of classes lose the event of their day when it is cancelled."""
    return ClassReunion.objects.ahead().filter(event=event).count()


def drafts_soon(user) -> QuerySet[Event]:
    """Plans that begin within two months and that nobody was told of."""
    now = timezone.now()
    return Event.objects.edited_by(user).filter(state=State.DRAFT, starts_at__range=(now, now + SOON))


def to_close(user) -> QuerySet[Event]:
    """What is over and was not said to have been held."""
    live = [State.ANNOUNCED, State.OPEN, State.CLOSED]
    return Event.objects.edited_by(user).filter(state__in=live, ends_at__lt=timezone.now())


def found(user, words: str, limit: int) -> list[Event]:
    rows = Event.objects.visible_to(user).filter(Q(title__icontains=words) | Q(title_en__icontains=words))
    return list(rows.order_by(F("starts_at").desc(), "pk")[:limit])


def next_time(event: Event) -> date:
    """The day on which the next one would be, years after this one."""
    day = timezone.localtime(event.starts_at, event.zone).date() + YEAR
    while day <= event.today():
        day += YEAR
    return day
