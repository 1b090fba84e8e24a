"""What is mailed to those of a consultation: the question, reminders to the silent, what became of it. Each by a job,
in batches: the row of who was asked says what was queued, so that a worker that dies says nothing twice."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import services as mail
from events.emails import consultations as emails
from events.models import Asked, Consultation
from events.models.consultations import MOST_REMINDERS
from events.queries.consultations import circle

ASK, REMIND, REPORT = "events.ask", "events.remind", "events.report"
PURPOSE = "events.consultation"
BATCH = 100
State = Consultation.State


class RemindedAlready(Exception):
    """Somebody reminded since the page was opened, or it was done as often as it may be, or it is closed."""


def ask(*, consultation: Consultation, by) -> Job:
    """Queue the mails to all who were not asked yet. Wake it with `jobs.tasks.run.delay_on_commit(job.pk)`."""
    return _job(ASK, consultation, by, to_be_asked(consultation.pk))


@transaction.atomic
def remind(*, consultation: Consultation, times: int, by) -> Job:
    """Queue a reminder to the silent. `times`: how often it was done when the person decided. Raises
    RemindedAlready."""
    now = timezone.now()
    due = Consultation.objects.filter(pk=consultation.pk, state=State.OPEN, closes_at__gt=now, reminders=times)
    if not due.filter(reminders__lt=MOST_REMINDERS).update(reminders=times + 1):
        raise RemindedAlready
    return _job(REMIND, consultation, by, to_be_reminded(consultation.pk))


def tell(*, consultation: Consultation, by) -> Job:
    """Queue what became of it, once to each who was asked."""
    return _job(REPORT, consultation, by, to_be_told(consultation.pk))


@transaction.atomic
def _job(kind: str, consultation: Consultation, by, rows) -> Job:
    """The job that is at work, or a new one."""
    Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    working = [Job.State.QUEUED, Job.State.RUNNING]
    standing = Job.objects.filter(kind=kind, subject_id=consultation.pk, state__in=working)
    return standing.first() or jobs.start(kind=kind, by=by, subject_id=consultation.pk, total=rows.count())


def _rows(consultation_id: int, *states: str):
    return Asked.objects.filter(
        consultation=consultation_id, consultation__state__in=states, alumnus__merged_into__isnull=True
    ).exclude(alumnus=None)


def to_be_asked(consultation_id: int):
    return _rows(consultation_id, State.OPEN).filter(asked_at=None, consultation__closes_at__gt=timezone.now())


def to_be_reminded(consultation_id: int):
    """Those who are silent and have fewer reminders than were decided on."""
    times = Consultation.objects.values_list("reminders", flat=True).get(pk=consultation_id)
    open_rows = _rows(consultation_id, State.OPEN).filter(consultation__closes_at__gt=timezone.now())
    return open_rows.silent().filter(reminders__lt=times)


def to_be_told(consultation_id: int):
    return _rows(consultation_id, State.REPORTED).filter(told_at=None, asked_at__isnull=False)


def send_asking(run: jobs.Run) -> None:
    _send(run, to_be_asked, emails.asked, "asked", lambda held: {"asked_at": timezone.now()})


def send_reminders(run: jobs.Run) -> None:
    def marks(held: Consultation) -> dict:
        return {"reminded_at": timezone.now(), "reminders": held.reminders}

    _send(run, to_be_reminded, emails.reminder, "reminder", marks)


def send_report(run: jobs.Run) -> None:
    _send(run, to_be_told, emails.report, "report", lambda held: {"told_at": timezone.now()})


def _send(run: jobs.Run, due: Callable, write: Callable, what: str, marks: Callable[[Consultation], dict]) -> None:
    assert run.job.subject_id is not None
    sent, last = 0, 0
    while True:
        count, last = _one_batch(run.job.subject_id, last, due, write, what, marks)
        if not last:
            return
        sent += count
        run.report(done=min(sent, run.job.total), counts={"sent": sent})


@transaction.atomic
def _one_batch(pk: int, after: int, due: Callable, write: Callable, what: str, marks: Callable) -> tuple[int, int]:
    """Return how many mails went into the outbox, and the last row looked at; 0 at the end. Whoever answers waits for
    the consultation's row, so that nobody is reminded who has answered."""
    held = Consultation.objects.select_for_update(no_key=True).get(pk=pk)
    rows = list(due(pk).filter(pk__gt=after).order_by("pk").select_related("alumnus")[:BATCH])
    readers = {reader.person_id: reader for reader in circle.judged([row.alumnus_id for row in rows]).readers}
    reached = [(row, readers[row.alumnus_id]) for row in rows if row.alumnus_id in readers]
    done = [row.pk for row, reader in reached if _queue(held, row, reader, write, what)]
    Asked.objects.filter(pk__in=done).update(**marks(held))
    return len(done), rows[-1].pk if rows else 0


def _queue(held: Consultation, row: Asked, reader: circle.Reader, write: Callable, what: str) -> bool:
    """False for an address that no mail can have."""
    subject, text = write(held, row, reader.language or settings.LANGUAGE_CODE)
    key = f"consultation-{what}:{row.pk}" + (f":{held.reminders}" if what == "reminder" else "")
    try:
        mail.queue(
            to=reader.address, subject=subject, text=text, purpose=PURPOSE, person_id=row.alumnus_id, key=key
        )  # fmt: skip
    except ValidationError:
        return False
    return True
