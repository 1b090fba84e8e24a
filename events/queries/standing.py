"""How registration stands, as a word for everybody: what a visitor may do now, and what is next for the host."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event

State = Event.State


class Standing(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    OPENS = "opens", _("Registration opens later")
    OPEN = "open", _("Open for registration")
    WAITING = "waiting", _("Full, with a waiting list")
    FULL = "full", pgettext_lazy("event", "Full")
    CLOSED = "closed", _("Registration closed")
    HELD = "held", pgettext_lazy("event", "Held")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


def standing(event: Event, at: datetime | None = None) -> Standing:
    at = at or timezone.now()
    if event.state == State.CANCELLED:
        return Standing.CANCELLED
    if event.state == State.HELD or event.ends_at <= at:
        return Standing.HELD
    if event.state == State.OPEN:
        return _of_open(event, at)
    return Standing.CLOSED if event.state == State.CLOSED else Standing.ANNOUNCED


def _of_open(event: Event, at: datetime) -> Standing:
    if event.opens_at and at < event.opens_at:
        return Standing.OPENS
    if not event.takes_registrations(at):
        return Standing.CLOSED
    if not event.is_full:
        return Standing.OPEN
    return Standing.WAITING if event.has_waiting_list else Standing.FULL
