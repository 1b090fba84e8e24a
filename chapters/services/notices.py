"""A notice by mail, to the members who opened their e-mail address to the chapter: once to each."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from alumni.models import Alumnus, ContactPoint
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import services as mail
from chapters.emails import members as emails
from chapters.models import Membership, Notice, NoticeMail, Piece
from chapters.queries import members as queries

from .charge import refuse_unless_in_charge

KIND = "chapters.notice"
PURPOSE = "chapters.notice"
BATCH = 100


@transaction.atomic
def mail_notice(*, notice: Notice, by) -> Job:
    """Queue the mails of a notice to members. Repeating the call returns the job that is at work; one that has ended
    begins again, and finds those whom it has not reached yet. Wake it with `jobs.tasks.run.delay_on_commit(job.pk)`."""
    Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    standing = Job.objects.filter(
        kind=KIND, subject_id=notice.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).first()
    return standing or jobs.start(kind=KIND, by=by, subject_id=notice.pk, total=recipients(notice).count())


def recipients(notice: Notice):
    """Memberships whose people have not got this notice: seen by the officers, with an open e-mail address."""
    if notice.withdrawn_at or notice.audience != Notice.Audience.MEMBERS or not notice.by_mail:
        return Membership.objects.none()
    found = queries.present(Membership.objects.members().agreed()).filter(
        chapter=notice.chapter_id, opened__contains=[Piece.EMAIL], alumnus__restricted_at__isnull=True,
        alumnus__contacts__kind="email", alumnus__contacts__state__in=ContactPoint.USABLE,
    )  # fmt: skip
    got = NoticeMail.objects.filter(notice=notice, alumnus=OuterRef("alumnus"))
    return found.filter(~Exists(got)).exclude(alumnus__life=Alumnus.Life.DECEASED).distinct()


def send_notice(run: jobs.Run) -> None:
    assert run.job.by_id is not None
    assert run.job.subject_id is not None
    by = User.objects.get(pk=run.job.by_id)
    refuse_unless_in_charge(Notice.objects.select_related("chapter").get(pk=run.job.subject_id).chapter, by)
    done, last = 0, 0
    while True:
        sent, last = _one_batch(run.job.subject_id, last, by)
        if not last:
            return
        done += sent
        run.report(done=min(done, run.job.total), counts={"sent": done})


@transaction.atomic
def _one_batch(notice_id: int, after: int, by) -> tuple[int, int]:
    """Return how many mails went into the outbox, and the last membership looked at; 0 at the end."""
    notice = Notice.objects.select_for_update(no_key=True, of=("self",)).select_related("chapter").get(pk=notice_id)
    ids = list(recipients(notice).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    rows = queries.with_pieces(Membership.objects.filter(pk__in=ids).order_by("pk"))
    people = [membership.alumnus_id for membership in rows if _mail_one(notice, membership)]
    if people:
        record_access(
            action=AccessRecord.Action.SEND, target=Notice._meta.label_lower, target_id=notice.pk, by=by,
            count=len(people), people=people, criteria={"officer_of": notice.chapter.name},
        )  # fmt: skip
    return len(people), ids[-1] if ids else 0


def _mail_one(notice: Notice, membership: Membership) -> bool:
    """False for an address that no mail can have."""
    address = next(point.value for point in membership.alumnus.contacts.all() if point.kind == "email")
    subject, text = emails.notice(notice, membership)
    try:
        message = mail.queue(to=address, subject=subject, text=text, purpose=PURPOSE, person_id=membership.alumnus_id)
    except ValidationError:
        return False
    NoticeMail.objects.create(notice=notice, alumnus_id=membership.alumnus_id, message=message)
    return True
