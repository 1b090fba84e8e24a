"""The host college says yes, with hall and teacher, or no, with the reason; and what was done of the plan."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alumni_office.mail.models import Message
from events.models import ClassReunion, Event, ReunionTask, Step

from . import telling
from .refusals import NotNow


@transaction.atomic
def confirm_reunion(*, reunion: ClassReunion, place, hall: str, teacher: str, by) -> list[Message]:
    """Confirm it, or change hall and teacher of one that is confirmed; a mail says so to the contact person.
    Raises NotNow."""
    reunion = _locked(reunion, ClassReunion.OPEN)
    reunion.place, reunion.hall, reunion.teacher = place, hall, teacher
    reunion.state = ClassReunion.State.CONFIRMED
    _decide(reunion, by)
    if place or hall:
        ReunionTask.objects.filter(reunion=reunion, step=Step.HALL, done_at__isnull=True).update(
            done_at=timezone.now(), done_by=by
        )
    return telling.confirmed(reunion)


@transaction.atomic
def decline_reunion(*, reunion: ClassReunion, reason: str, by) -> list[Message]:
    """The contact person reads the reason by mail. Raises NotNow."""
    reunion = _locked(reunion, [ClassReunion.State.ASKED])
    reunion.state, reunion.reason = ClassReunion.State.DECLINED, reason
    _decide(reunion, by)
    return telling.declined(reunion)


def part_from(*, event: Event) -> int:
    """The event does not take place: reunions ahead keep their day without it, and a mail says so to their contact
    persons. Within the caller's transaction, which cancels the event; returns how many."""
    rows = ClassReunion.objects.ahead().filter(event=event).select_related("college", "contact__user")
    reunions = list(rows.select_for_update(of=("self",)).order_by("pk"))
    ClassReunion.objects.filter(pk__in=[each.pk for each in reunions]).update(event=None, version=F("version") + 1)
    for reunion in reunions:
        telling.parted(reunion, event)
    return len(reunions)


def _locked(reunion: ClassReunion, states) -> ClassReunion:
    rows = ClassReunion.objects.select_for_update(of=("self",)).select_related("college", "place", "contact__user")
    reunion = rows.get(pk=reunion.pk)
    if reunion.state not in states:
        raise NotNow
    return reunion


def _decide(reunion: ClassReunion, by) -> None:
    reunion.decided_by, reunion.decided_at, reunion.version = by, timezone.now(), reunion.version + 1
    reunion.save(update_fields=["state", "reason", "place", "hall", "teacher", "decided_by", "decided_at", "version"])


def tick_step(*, task: ReunionTask, done: bool, by) -> None:
    """Say that a step is done, or that it is not after all; who said it first stays."""
    tasks = ReunionTask.objects.filter(pk=task.pk)
    if done:
        tasks.filter(done_at__isnull=True).update(done_at=timezone.now(), done_by=by)
    else:
        tasks.update(done_at=None, done_by=None)


def close_past(*, today) -> int:
    """Confirmed reunions whose day is over were held; returns how many."""
    past = ClassReunion.objects.filter(state=ClassReunion.State.CONFIRMED, day__lt=today)
    return past.update(state=ClassReunion.State.HELD, version=F("version") + 1)
