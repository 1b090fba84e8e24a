"""Last year's event as this year's plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pghistory
from django.db import models, transaction
from django.utils import timezone

from alumni_office.saving.once import make_once
from events.models import Event

from .planning import on_the_clock

WORDS = ["summary", "summary_en", "text", "text_en", "fee_note", "fee_note_en"]
PLACE = ["place_id", "where", "where_en", "online_url"]
ALWAYS = [
    "kind", "series_id", "title", "title_en", "time_zone", "is_public", "capacity", "guests_allowed", "needs_approval",
    "companions_most", "has_waiting_list", "reminder_days",
]  # fmt: skip
MOMENTS = ["opens_at", "closes_at", "moves_up_until"]


@dataclass(frozen=True)
class Host:
    """Who holds it; neither of the two is the office."""

    college_id: int | None
    chapter_id: int | None


class Part(models.TextChoices):
    """What may be taken along."""

    WORDS = "words"
    PLACE = "place"
    SESSIONS = "sessions"
    TICKETS = "tickets"
    QUESTIONS = "questions"


@transaction.atomic
def copy_event(
    *, event: Event, starts_on: date, take: Collection[str], key: UUID, by, host: Host | None = None
) -> Event:
    """A draft that begins on `starts_on` at the same hour; what is taken along moves by as many days, by the clocks of
    the place. Nobody is registered, nobody speaks. `host` holds it, or who held the first. The same `key` again is the
    first. Raises Refused."""
    further = starts_on - timezone.localtime(event.starts_at, event.zone).date()
    names = [*ALWAYS, *(WORDS if Part.WORDS in take else []), *(PLACE if Part.PLACE in take else [])]
    fields = {name: getattr(event, name) for name in names} | _moved(
        event, [*MOMENTS, "starts_at"], further, event.zone
    )
    fields["ends_at"] = fields["starts_at"] + (event.ends_at - event.starts_at)
    with pghistory.context(user=by.pk):
        host = host or Host(event.college_id, event.chapter_id)
        of = {"copied_from_id": event.pk, "college_id": host.college_id, "chapter_id": host.chapter_id}
        made = make_once(Event, key=key, of=of, fields={**fields, "created_by": by})
        if not _has_parts(made):
            _take_along(event, made, take, further)
        return made


def _has_parts(event: Event) -> bool:
    return event.sessions.exists() or event.tickets.exists() or event.questions.exists()


def _moved(row, names: list[str], further: timedelta, zone) -> dict:
    moments = {name: getattr(row, name) for name in names}
    return {name: at and on_the_clock(at, further, zone) for name, at in moments.items()}


def _take_along(event: Event, made: Event, take: Collection[str], further: timedelta) -> None:
    if Part.SESSIONS in take:
        for part in event.sessions.order_by("starts_at", "pk"):
            length = part.ends_at - part.starts_at
            starts_at = on_the_clock(part.starts_at, further, event.zone)
            place = {} if Part.PLACE in take else {"place_id": None, "where": "", "where_en": ""}
            _again(part, event=made, key=uuid4(), taken=0, starts_at=starts_at, ends_at=starts_at + length, **place)
    if Part.TICKETS in take:
        for ticket in event.tickets.order_by("order", "pk"):
            _again(ticket, event=made, taken=0)
    if Part.QUESTIONS in take:
        for question in event.questions.filter(removed_at__isnull=True).order_by("order", "pk"):
            _again(question, event=made, key=uuid4())


def _again(row, **values) -> None:
    """The same row once more, with other values."""
    row.pk, row.version, row._state.adding = None, 1, True
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
