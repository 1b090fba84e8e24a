"""The links by mail, and one reminder: by jobs, since a year has thousands of graduates. Who said that they do not want
to be written to is left alone; the others may refuse or agree on the page that they are sent."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.emails import leaving as emails
from events.models import Leaver, LeaveTaking, Programme
from events.queries.leaving.progress import addressed_leavers, to_mail, to_remind

INVITE, REMIND = "events.leaving_links", "events.leaving_reminders"
KINDS = (INVITE, REMIND)
PURPOSE = "events.leaving"
BATCH = 100
# By the kind of job: who is still to be written to, which moment is noted, what is written.
WORK = {
    INVITE: (to_mail, "mailed_at", emails.invitation),
    REMIND: (to_remind, "reminded_at", emails.reminder),
}


@transaction.atomic
def start_mails(*, leaving: LeaveTaking, kind: str, by) -> Job:
    """One that is at it already is returned. Raises Refused while the page behind the links is closed."""
    held = LeaveTaking.objects.select_for_update(of=("self",)).select_related("programme").get(pk=leaving.pk)
    if not held.is_open:
        raise Refused(_("The links open nothing yet, or any more: open the programme, and look at its days."))
    standing = Job.objects.filter(
        kind=kind, subject_id=held.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).first()
    who, _moment, _letter = WORK[kind]
    return standing or jobs.start(kind=kind, by=by, subject_id=held.pk, total=who(held).count())


def send_mails(run: jobs.Run) -> None:
    """In batches, each whole or not at all: what was queued before a worker died is not queued again."""
    assert run.job.by_id is not None
    assert run.job.subject_id is not None
    by = User.objects.get(pk=run.job.by_id)
    seen = Programme.objects.visible_to(by)
    rows = LeaveTaking.objects.filter(programme__in=seen).select_related("programme", "college")
    leaving = rows.filter(pk=run.job.subject_id).first()
    if leaving is None:  # the rights of who started it ended meanwhile
        raise jobs.Refused(_("You may not write for this leave-taking any more."))
    sent, last = 0, 0
    while True:
        count, last = _one_batch(leaving, run.job.kind, last, by)
        if not last:
            break
        sent += count
        run.report(done=min(sent, run.job.total), counts={"sent": sent})


@transaction.atomic
def _one_batch(leaving: LeaveTaking, kind: str, after: int, by) -> tuple[int, int]:
    """Return how many mails went into the outbox, and the last graduate looked at; 0 at the end, and when the
    programme was closed meanwhile."""
    leaving.programme.refresh_from_db()
    if not leaving.is_open:
        return 0, 0
    who, moment, letter = WORK[kind]
    rows = who(leaving).filter(pk__gt=after).select_for_update(no_key=True, skip_locked=True, of=("self",))
    leavers = list(rows.order_by("pk")[:BATCH])
    people = addressed_leavers(leavers)
    sent = []
    for row in leavers:
        row.leaving = leaving
        if _queued(row, people[row.alumnus_id], letter, f"{kind}:{row.pk}"):
            sent.append(row.alumnus_id)
    Leaver.objects.filter(pk__in=[row.pk for row in leavers]).update(**{moment: timezone.now()})
    if sent:
        record_access(
            action=AccessRecord.Action.SEND, target=LeaveTaking._meta.label_lower, target_id=leaving.pk, by=by,
            count=len(sent), people=sent, reason=kind,
        )  # fmt: skip
    return len(sent), leavers[-1].pk if leavers else 0


def _queued(row: Leaver, person, letter, key: str) -> Message | None:
    """An address that no mail can have is passed over."""
    subject, text = letter(row, person)
    try:
        return mail.queue(
            to=person.email, subject=subject, text=text, purpose=PURPOSE, person_id=person.pk, key=key
        )  # fmt: skip
    except ValidationError:
        return None
