"""Events, their series and their places, from the plan on."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import NameTaken
from alumni_office.saving.versions import save_version
from events.models import Event, Place, Series, Session

from .changes import change_event
from .writing import hold_plan


@transaction.atomic
def create_event(*, key: UUID, college, chapter, by, **fields) -> Event:
    """Plan an event; the same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk):
        return make_once(
            Event, key=key, of={"college_id": college and college.pk, "chapter_id": chapter and chapter.pk},
            fields={**fields, "created_by": by},
        )  # fmt: skip


@transaction.atomic
def save_words(*, event: Event, version: int, by, **fields) -> None:
    """Also of what was held: a report is written afterwards. Raises ChangedMeanwhile."""
    with pghistory.context(user=by.pk):
        save_version(event, version=version, values=fields)


@transaction.atomic
def change_time(*, event: Event, version: int, moves_parts: bool, by, **fields) -> None:
    """Time and place; whoever is registered is told. With `moves_parts` the parts keep their distance from the
    beginning, by the clocks of the place. Raises Refused and ChangedMeanwhile."""
    fresh = hold_plan(event.pk)
    was, zone = timezone.localtime(fresh.starts_at, fresh.zone), fresh.zone
    change_event(event=event, version=version, by=by, **fields)
    by_how_much = timezone.localtime(fields["starts_at"], zone).replace(tzinfo=None) - was.replace(tzinfo=None)
    if moves_parts and by_how_much:
        for part in Session.objects.filter(event=event).order_by("pk"):
            part.starts_at = on_the_clock(part.starts_at, by_how_much, zone)
            part.ends_at = max(on_the_clock(part.ends_at, by_how_much, zone), part.starts_at + timedelta(minutes=1))
            part.version += 1
            part.save(update_fields=["starts_at", "ends_at", "version"])


@transaction.atomic
def change_rules(*, event: Event, version: int, by, **fields) -> None:
    """Who may register, until when, and for how many seats. Raises Refused and ChangedMeanwhile."""
    change_event(event=event, version=version, by=by, **fields)


def on_the_clock(at: datetime, further: timedelta, zone) -> datetime:
    """The same hour by the clocks of `zone`, so much later; an hour that they leave out is the next there is."""
    moved = at.astimezone(zone).replace(tzinfo=None) + further
    return moved.replace(tzinfo=zone).astimezone(timezone.get_default_timezone())


@transaction.atomic
def save_series(*, series: Series | None, version: int, by, **fields) -> Series:
    """Raises Refused and ChangedMeanwhile."""
    return _save_named(Series, series, version, by, fields)


@transaction.atomic
def save_place(*, place: Place | None, version: int, is_closed: bool, by, **fields) -> Place:
    """Raises Refused and ChangedMeanwhile."""
    was = place.closed_at if place else None
    return _save_named(
        Place, place, version, by, {**fields, "closed_at": (was or timezone.now()) if is_closed else None}
    )


def _save_named(model, row, version: int, by, fields: dict[str, Any]):
    with pghistory.context(user=by.pk):
        try:
            with transaction.atomic():
                if row is None:
                    return model.objects.create(**fields)
                save_version(row, version=version, values=fields)
                return row
        except IntegrityError as error:
            raise NameTaken from error
