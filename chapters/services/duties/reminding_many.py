"""Reminders that the office sends to the officers of many chapters: a job, once for each form."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from chapters.models import Chapter
from chapters.models.duties import Due
from chapters.queries.officers import keepers
from chapters.queries.reminders import open_of, readers_of

from .reminding import BATCH, send

KIND = "chapters.remind"


def start_reminding(*, chapters: list[int], what: str, key: UUID, by) -> tuple[Job, bool]:
    """Queue the reminders and return (job, whether this call made it): one form, `key`, is one sending."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{KIND} {key}"])
        if job := Job.objects.filter(kind=KIND, by=by, params__key=str(key)).first():
            return job, False
        params = {"key": str(key), "chapters": sorted(chapters), "what": what}
        return jobs.start(kind=KIND, by=by, params=params, total=len(chapters)), True


def remind_in_background(run: jobs.Run) -> Iterator[int]:
    """Yields the mails to wake a worker for. Whatever a killed worker sent is not sent again."""
    assert run.job.by_id is not None
    by, params = User.objects.get(pk=run.job.by_id), run.job.params
    if not by.may(Permission.CHAPTER_EDIT):
        raise jobs.Refused(_("You may no longer write to chapters. Ask the head of office."))
    allowed = Chapter.objects.editable_by(by).filter(pk__in=params["chapters"]).values_list("pk", flat=True)
    due = open_of(allowed, params["what"])
    people = keepers({each.chapter_id for each in due})
    counts = {"reminded": 0, "unreached": 0}
    for start in range(0, len(due), BATCH):
        batch = due[start : start + BATCH]
        yield from _send(batch, people, by, UUID(params["key"]), params["what"])
        unreached = sum(not readers_of(each, people) for each in batch)
        counts = {
            "reminded": counts["reminded"] + len(batch) - unreached, "unreached": counts["unreached"] + unreached,
        }  # fmt: skip
        run.report(done=min(start + BATCH, run.job.total), counts=counts)
    run.report(done=run.job.total, counts=counts)


@transaction.atomic
def _send(due: list[Due], people, by, key: UUID, what: str) -> list[int]:
    mails = [pk for sent in send(due, people, now=timezone.now(), by=by, batch=key) for pk in sent]
    if mails:
        record_access(
            action=AccessRecord.Action.SEND, target=Chapter._meta.label_lower, count=len(mails), by=by,
            criteria={"what": what, "chapters": sorted({each.chapter_id for each in due})},
            people=sorted({reader.person_id for each in due for reader in readers_of(each, people)}),
        )  # fmt: skip
    return mails
