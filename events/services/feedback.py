"""After an event everybody who came or was registered is asked once how it was, and answers once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from events.models import Event, EventNotice, Feedback
from events.queries.effect.feedback import Asked, whom_to_ask

from .notices import notify
from .registering.refusals import held

ASKED_WITHIN = timedelta(days=60)  # after its end: later nobody remembers


class Closed(Refused):
    def __init__(self):
        super().__init__(_("No more answers are taken. What you just wrote was not kept."))


class GivenAlready(Refused):
    def __init__(self):
        super().__init__(_("You have answered already. What you just wrote was not kept."))


def ask() -> int:
    """Write down whom to ask, of each event that was held; return of how many. The mails go out by notices.sweep."""
    return sum(_ask_of(pk) for pk in _held().values_list("pk", flat=True))


def _held():
    now = timezone.now()
    asked = EventNotice.objects.filter(kind=EventNotice.Kind.FEEDBACK)
    held_ones = Event.objects.filter(state=Event.State.HELD, ends_at__lte=now, ends_at__gt=now - ASKED_WITHIN)
    return held_ones.exclude(pk__in=asked.values("event"))


@transaction.atomic
def _ask_of(event_id: int) -> bool:
    event = held(event_id)
    if not _held().filter(pk=event_id).exists():
        return False
    return bool(notify(event=event, kind=EventNotice.Kind.FEEDBACK, registrations=whom_to_ask(event), by=None))


def give(*, asked: Asked, **said) -> Feedback:
    """Keep an answer; the database takes one from each registration. Raises Closed and GivenAlready."""
    if not asked.is_open:
        raise Closed
    feedback, is_first = Feedback.objects.get_or_create(registration=asked.registration, defaults=said)
    if not is_first:
        raise GivenAlready
    return feedback
