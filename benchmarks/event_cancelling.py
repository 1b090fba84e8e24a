"""An event with 20,000 registrations is cancelled, and everybody told."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail.models import Message
from events.models import Event, EventNotice, Registration
from events.services import notices, states

from .measuring import Result, cost_of

MANY = 20_000
TARGET = 5  # seconds
REGISTER = """
    INSERT INTO events_registration (event_id, alumnus_id, name, reading, email, phone, language, state, seats, source,
        note, code, key, version, registered_at, end_reason)
    SELECT %(event)s, id, name, '', 'cancelled-' || id || '@example.com', '', 'zh-hans', 'confirmed', 1 + id %% 3,
        'self', '', 'C' || row_number() OVER (ORDER BY id), gen_random_uuid(), 1, now(), ''
    FROM alumni_alumnus WHERE merged_into_id IS NULL ORDER BY id LIMIT %(many)s
"""


def measure(site):
    event, many = _event(), min(MANY, Alumnus.objects.count())
    try:
        entered = cost_of(lambda: _register(event, many))
        yield Result(f"{many:,} registrations entered in one statement", entered.wall / 1000, "s")
        cancelled = cost_of(lambda: states.cancel(event=event, reason="台风", by=None))
        yield Result(
            "cancelled: all of them ended, who is told is written down", cancelled.wall / 1000, "s",
            target=f"<= {TARGET} s", is_met=cancelled.wall <= TARGET * 1000,
            note=f"{cancelled.cpu / 1000:.1f} s of CPU",
        )  # fmt: skip
        told = cost_of(_tell)
        mails = Message.objects.filter(purpose="events.registration", to__startswith="cancelled-")
        twice = mails.values("to").annotate(times=Count("pk")).filter(times__gt=1).count()
        yield Result(
            "everybody told once, by as many sweeps as it takes", told.wall / 1000, "s", target="each once",
            is_met=(mails.count(), twice) == (many, 0), note=f"{mails.count():,} mails in the outbox, {twice} twice",
        )  # fmt: skip
    finally:
        _forget(event)


def _event() -> Event:
    starts_at = timezone.now() + timedelta(days=30)
    return Event.objects.create(
        kind="return_day", title="取消测速", state="open", starts_at=starts_at, ends_at=starts_at + timedelta(hours=8),
        is_public=False, key=uuid4(),
    )  # fmt: skip


def _register(event: Event, many: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REGISTER, {"event": event.pk, "many": many})


def _tell() -> None:
    while notices.sweep():
        pass


def _forget(event: Event) -> None:
    EventNotice.objects.filter(event=event).delete()
    Message.objects.filter(purpose="events.registration", to__startswith="cancelled-").delete()
    Registration.objects.filter(event=event).delete()
    event.delete()
