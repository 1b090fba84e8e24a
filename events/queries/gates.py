"""Whose the check-in desk of an event is: volunteers' on the day of their pass, and theirs who run the event."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from chapters.models import led_by
from events.models import Event, GatePass

SHUT = [Event.State.DRAFT, Event.State.CANCELLED]
AROUND = timedelta(days=2)  # of today: the events that stand in the list of who runs many
LATE = timedelta(days=14)  # for so long entries that a device kept are taken in, for a person to look at


def gates(user) -> QuerySet[Event]:
    """The events at whose desk `user` may stand at this moment."""
    if not user.is_authenticated:
        return Event.objects.none()
    with_pass = GatePass.objects.today().filter(user=user, user__is_active=True).values("event")
    return Event.objects.exclude(state__in=SHUT).filter(Q(pk__in=with_pass) | Q(pk__in=_run_by(user).values("pk")))


def gates_today(user) -> QuerySet[Event]:
    """Of these, those of today and of the days around it."""
    now = timezone.now()
    return gates(user).filter(starts_at__lt=now + AROUND, ends_at__gt=now - AROUND).order_by("starts_at", "pk")


def late_gates(user) -> QuerySet[Event]:
    """Events at which `user` stood lately: what the own device still holds may be handed in."""
    since = timezone.now().date() - LATE
    passes = GatePass.objects.filter(user=user, day__gte=since, ended_at__isnull=True)
    stood = passes.filter(day__lte=timezone.now().date() + timedelta(days=1)).values("event")
    return Event.objects.exclude(state=Event.State.DRAFT).filter(pk__in=stood)


def passes_of(event: Event) -> QuerySet[GatePass]:
    """Those that nobody ended, the latest day first, with who has them."""
    return event.gate_passes.filter(ended_at__isnull=True).select_related("user").order_by("-day", "pk")


def runs(user, event: Event) -> bool:
    return _run_by(user).filter(pk=event.pk).exists()


def _run_by(user) -> QuerySet[Event]:
    """At the desk of the office or of a college, and for the officers of a chapter that holds it."""
    person = getattr(user, "alumnus", None)
    if person is None:
        return Event.objects.gate_run_by(user)
    return Event.objects.filter(
        Q(pk__in=Event.objects.gate_run_by(user).values("pk"))
        | Q(pk__in=Event.objects.run_by(led_by(person).values("pk")).values("pk"))
    )
