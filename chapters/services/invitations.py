"""One invitation for each alumnus who belongs to a chapter's place and is no member: by the outbox, in words that
nobody but us writes, with a link after which no chapter invites the person again."""

from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus
from alumni.services.erasing.traces import cluster
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import services as mail
from alumni_office.mail.tokens import hash_of
from chapters.emails import members as emails
from chapters.models import Chapter, Invitation
from chapters.queries.invitations import invitable

from .charge import refuse_unless_in_charge

KIND = "chapters.invitations"
PURPOSE = "chapters.invitation"
BATCH = 100


class NotLiving(Exception):
    """Nobody is invited to a chapter that takes no members."""


@transaction.atomic
def start_invitations(*, chapter: Chapter, by) -> Job:
    """Queue them; a job that is queued or at work already is returned."""
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if not chapter.is_living:
        raise NotLiving
    standing = Job.objects.filter(
        kind=KIND, subject_id=chapter.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).first()
    return standing or jobs.start(kind=KIND, by=by, subject_id=chapter.pk, total=invitable(chapter).count())


def send_invitations(run: jobs.Run) -> None:
    """In batches, each whole or not at all: what was sent before a worker died is not sent again."""
    assert run.job.by_id is not None
    assert run.job.subject_id is not None
    chapter = Chapter.objects.get(pk=run.job.subject_id)
    by = User.objects.get(pk=run.job.by_id)
    refuse_unless_in_charge(chapter, by)
    done, last = 0, 0
    while True:
        sent, last = _one_batch(chapter.pk, last, by)
        if not last:
            return
        done += sent
        run.report(done=min(done, run.job.total), counts={"sent": done})


@transaction.atomic
def _one_batch(chapter_id: int, after: int, by) -> tuple[int, int]:
    """Return how many mails went into the outbox, and the last person looked at; 0 at the end. An address that no mail
    can have is passed over."""
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter_id)  # one batch at a time
    people = list(invitable(chapter).filter(pk__gt=after).order_by("pk")[:BATCH]) if chapter.is_living else []
    invited = [person.pk for person in people if _invite(chapter, person, by)]
    if invited:
        record_access(
            action=AccessRecord.Action.SEND, target=Invitation._meta.label_lower, target_id=chapter.pk, by=by,
            count=len(invited), people=invited, criteria={"officer_of": chapter.name},
        )  # fmt: skip
    return len(invited), people[-1].pk if people else 0


def _invite(chapter: Chapter, person, by) -> bool:
    token = token_urlsafe(24)
    subject, text = emails.invitation(chapter, person, token)
    try:
        mail.queue(to=person.email, subject=subject, text=text, purpose=PURPOSE, person_id=person.pk)
    except ValidationError:
        return False
    Invitation.objects.create(chapter=chapter, alumnus=person, token_hash=hash_of(token), invited_by=by)
    return True


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.select_related("chapter").filter(token_hash=hash_of(token)).first()


@transaction.atomic
def refuse_invitations(*, invitation: Invitation) -> None:
    """No chapter invites this person again, under whichever record."""
    people = Alumnus.objects.filter(pk__in=cluster(invitation.alumnus_id))
    Invitation.objects.filter(alumnus__in=people, refused_at__isnull=True).update(refused_at=timezone.now())
