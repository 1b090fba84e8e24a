"""What a chapter writes, and what it does together; a gathering that was held is the year's activity at once."""

import uuid
from datetime import datetime
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from alumni_office.jobs.models import Job
from alumni_office.saving.versions import save_settled
from chapters.models import Chapter, Gathering, Notice

from .duties import settle_duties
from .notices import mail_notice

NOTICE_FIELDS = ["audience", "title", "text", "title_en", "text_en"]
GATHERING_FIELDS = ["starts_at", "title", "title_en", "place", "text", "is_public"]


class FormUsed(Exception):
    """The key of the form belongs to something else."""


class Withdrawn(Exception):
    """It was withdrawn or cancelled in the meantime."""


class NotYet(Exception):
    """The gathering lies in the future: nobody can have come."""


@transaction.atomic
def write_notice(
    *, chapter: Chapter, key: uuid.UUID, by_mail: bool, values: dict[str, Any], by
) -> tuple[Notice, Job | None]:
    """Publish a notice; the same `key` again is the first. Returns it with the job that mails it. Raises FormUsed."""
    with pghistory.context(user=by.pk):
        by_mail = by_mail and values["audience"] == Notice.Audience.MEMBERS
        notice, is_new = _once(
            Notice, chapter, key, **{name: values[name] for name in NOTICE_FIELDS}, by_mail=by_mail, created_by=by
        )
        return notice, mail_notice(notice=notice, by=by) if is_new and by_mail else None


@transaction.atomic
def edit_notice(*, notice: Notice, version: int, values: dict[str, Any], by) -> None:
    """Raises BothChanged and Withdrawn."""
    with pghistory.context(user=by.pk):
        if not Notice.objects.select_for_update().filter(pk=notice.pk, withdrawn_at__isnull=True).exists():
            raise Withdrawn
        save_settled(notice, version=version, values={name: values[name] for name in NOTICE_FIELDS})


@transaction.atomic
def withdraw_notice(*, notice: Notice, by) -> bool:
    """Take it from every page; return whether this call did. Mails that are out stay out."""
    with pghistory.context(user=by.pk):
        standing = Notice.objects.filter(pk=notice.pk, withdrawn_at__isnull=True)
        return bool(standing.update(withdrawn_at=timezone.now(), version=F("version") + 1))


@transaction.atomic
def add_gathering(*, chapter: Chapter, key: uuid.UUID, values: dict[str, Any], by) -> Gathering:
    """The same `key` again is the first. Raises FormUsed."""
    with pghistory.context(user=by.pk):
        chosen = {name: values[name] for name in GATHERING_FIELDS}
        gathering, _is_new = _once(Gathering, chapter, key, **chosen, created_by=by)
        settle_duties(chapter=chapter)
        return gathering


@transaction.atomic
def edit_gathering(*, gathering: Gathering, version: int, values: dict[str, Any], by) -> None:
    """Raises BothChanged, Withdrawn, and NotYet when the people who came are on record and the new time lies in the
    future."""
    with pghistory.context(user=by.pk):
        row = _standing(gathering)
        if row.attendance is not None and _is_to_come(values["starts_at"]):
            raise NotYet
        save_settled(gathering, version=version, values={name: values[name] for name in GATHERING_FIELDS})
        settle_duties(chapter=gathering.chapter)


@transaction.atomic
def record_attendance(*, gathering: Gathering, version: int, attendance: int, text: str, by) -> None:
    """Raises BothChanged, Withdrawn and NotYet."""
    with pghistory.context(user=by.pk):
        if _is_to_come(_standing(gathering).starts_at):
            raise NotYet
        save_settled(gathering, version=version, values={"attendance": attendance, "text": text})
        settle_duties(chapter=gathering.chapter)


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, by) -> bool:
    """Say that it does not take place; return whether this call did. What took place is not cancelled."""
    with pghistory.context(user=by.pk):
        coming = Gathering.objects.filter(pk=gathering.pk, cancelled_at__isnull=True, attendance__isnull=True)
        is_cancelled = bool(coming.update(cancelled_at=timezone.now(), version=F("version") + 1))
        settle_duties(chapter=gathering.chapter)
        return is_cancelled


def _standing(gathering: Gathering) -> Gathering:
    row = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if row.cancelled_at:
        raise Withdrawn
    return row


def _is_to_come(at: datetime) -> bool:
    return at > timezone.now()


def _once(model, chapter: Chapter, key: uuid.UUID, **values):
    """Return the chapter's row with this key, and whether this call made it."""
    known = model.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return model.objects.create(chapter=chapter, key=key, **values), True
        except IntegrityError:
            known = model.objects.filter(key=key).first()
            if known is None:
                raise
    if known.chapter_id != chapter.pk:
        raise FormUsed
    return known, False
