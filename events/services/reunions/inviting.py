"""Invitations: by the contact person to classmates who opened themselves, by the office to the others. Nobody sees an
address; who has not agreed to be written to is not written to."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from events.models import Classmate, ClassReunion, ReunionTask, Step
from events.queries.reunions.people import invitable, writable

from . import telling
from .refusals import NotNow

KIND = "events.reunion_invitations"
BATCH = 100
REMIND_DAYS = 30  # before the day
PATIENCE = timedelta(days=7)  # after the invitation


@transaction.atomic
def invite_opened(*, reunion: ClassReunion, person: Alumnus, ids: Iterable[int], by) -> list[Message]:
    """The contact person invites those of `ids` who opened themselves to the person; returns the mails.
    Raises NotNow while the college has not confirmed."""
    reunion = _confirmed(reunion)
    opened = Alumnus.objects.opened_to(person).filter(pk__in=list(ids)).values("pk")
    return _invite(reunion, invitable(reunion).filter(pk__in=opened).order_by("pk"), by)


def _confirmed(reunion: ClassReunion) -> ClassReunion:
    rows = ClassReunion.objects.select_for_update(no_key=True, of=("self",)).select_related("college", "contact")
    reunion = rows.get(pk=reunion.pk)
    if reunion.state != ClassReunion.State.CONFIRMED or reunion.day < timezone.localdate():
        raise NotNow
    return reunion


def _invite(reunion: ClassReunion, people, by) -> list[Message]:
    sent, now = [], timezone.now()
    for person in people:
        row, _made = Classmate.objects.get_or_create(reunion=reunion, alumnus=person)
        if not Classmate.objects.filter(pk=row.pk, invited_at__isnull=True).update(invited_at=now):
            continue
        if message := telling.invited(row, reunion, person):
            sent.append(message)
    if sent:
        people_ids = [message.person_id for message in sent if message.person_id]
        record_access(
            action=AccessRecord.Action.SEND, target=Classmate._meta.label_lower, target_id=reunion.pk, by=by,
            count=len(sent), people=people_ids, criteria={"reunion": str(reunion)},
        )  # fmt: skip
    return sent


@transaction.atomic
def start_invitations(*, reunion: ClassReunion, by) -> Job:
    """The whole class, by a job; one that is at it already is returned. Raises NotNow."""
    reunion = _confirmed(reunion)
    standing = Job.objects.filter(
        kind=KIND, subject_id=reunion.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).first()
    return standing or jobs.start(kind=KIND, by=by, subject_id=reunion.pk, total=invitable(reunion).count())


def send_invitations(run: jobs.Run) -> None:
    """In batches, each whole or not at all: what was queued before a worker died is not queued again."""
    assert run.job.by_id is not None
    by = User.objects.get(pk=run.job.by_id)
    reunion = ClassReunion.objects.decided_by(by).filter(pk=run.job.subject_id).first()
    if reunion is None:  # the rights of who started it ended meanwhile
        raise jobs.Refused(_("You may not invite for this class any more."))
    done, last = 0, 0
    while True:
        sent, last = _one_batch(reunion, last, by)
        if not last:
            break
        done += sent
        run.report(done=min(done, run.job.total), counts={"sent": done})
    tasks = ReunionTask.objects.filter(reunion=reunion, step=Step.INVITE, done_at__isnull=True)
    tasks.update(done_at=timezone.now(), done_by=by)


@transaction.atomic
def _one_batch(reunion: ClassReunion, after: int, by) -> tuple[int, int]:
    """Return how many mails went into the outbox, and the last person looked at; 0 at the end, and when the reunion
    was cancelled meanwhile."""
    try:
        reunion = _confirmed(reunion)
    except NotNow:
        return 0, 0
    people = list(invitable(reunion).filter(pk__gt=after).order_by("pk")[:BATCH])
    return len(_invite(reunion, people, by)), people[-1].pk if people else 0


def remind_silent(*, now: datetime) -> list[Message]:
    """One reminder to each who was invited and did not answer, in the last month before the day; in batches."""
    sent: list[Message] = []
    while batch := _remind_batch(now):
        sent += [message for message in batch if message is not None]
    return sent


@transaction.atomic
def _remind_batch(now: datetime) -> list[Message | None]:
    today = timezone.localdate(now)
    rows = list(
        Classmate.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(answer=Classmate.Answer.NONE, reminded_at__isnull=True, invited_at__lt=now - PATIENCE)
        .filter(reunion__state="confirmed", reunion__day__range=(today, today + timedelta(days=REMIND_DAYS)))
        .select_related("reunion__college", "reunion__contact")
        .order_by("pk")[:BATCH]
    )
    Classmate.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    people = writable(Alumnus.objects.filter(pk__in=[row.alumnus_id for row in rows])).in_bulk()
    found = [telling.reminded(row, people[row.alumnus_id]) if row.alumnus_id in people else None for row in rows]
    _steps_done({row.reunion_id for row in rows}, now)
    return found


def _steps_done(reunions: set[int], now: datetime) -> None:
    tasks = ReunionTask.objects.filter(reunion__in=reunions, step=Step.REMIND, done_at__isnull=True)
    tasks.update(done_at=now)
