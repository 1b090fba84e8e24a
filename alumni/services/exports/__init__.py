"""Exports: asked for with a reason, written in the background, taken away within a week.

File and access log appear in one commit (`jobs.results`); a worker that comes after a killed one starts from the
beginning.
"""

import tempfile
from array import array
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation

from alumni.models import Alumnus
from alumni.queries.selection import Selection
from alumni_office.accounts.models import Reach, User
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import results
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job

from . import files, lines
from .columns import COLUMNS, allowed

__all__ = ["COLUMNS", "KIND", "expire_exports", "may_download", "start_export", "write_export"]

KIND = "alumni.export"


def start_export(
    *, selection: Selection, columns: list[str], file_format: str, reason: str, key: UUID, language: str, by
) -> tuple[Job, bool]:
    """Queue an export and return (job, whether this call made it): one form, `key`, is one export."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"export {key}"])
        if job := Job.objects.filter(kind=KIND, by=by, params__key=str(key)).first():
            return job, False
        total = selection.people(by, Permission.ALUMNI_EXPORT).count()
        reach = by.reach(Permission.ALUMNI_EXPORT)
        params = {
            "reach": {"everyone": reach.everyone, "colleges": sorted(reach.college_ids)},
            "key": str(key), "selection": selection.as_json(), "columns": columns, "format": file_format,
            "reason": reason, "language": language,
        }  # fmt: skip
        return jobs.start(kind=KIND, by=by, params=params, total=total), True


def write_export(run: jobs.Run) -> None:
    assert run.job.by_id is not None
    by = User.objects.get(pk=run.job.by_id)
    if not by.may(Permission.ALUMNI_EXPORT):
        raise jobs.Refused(translation.gettext("You may no longer export alumni. Ask the head of office."))
    params = run.job.params
    with translation.override(params["language"]), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{params['format']}"
        try:
            written = _write(path, run, by)
        except files.TooManyRows:
            message = translation.gettext("A workbook holds at most 1,048,575 people. Choose CSV, or select fewer.")
            raise jobs.Refused(message) from None
        _publish(path, run, by, written)


def _write(path: Path, run: jobs.Run, by) -> array:
    """Write the file and return the primary keys of the people in it."""
    params = run.job.params
    columns = allowed(params["columns"], may_see_contacts=by.may(Permission.CONTACT_VIEW))
    wants_contacts = any(column.is_sensitive for column in columns)
    ids = lines.chosen_ids(Selection.from_json(params["selection"]).people(by, Permission.ALUMNI_EXPORT))
    run.report(done=0, total=len(ids))
    table = files.FORMATS[params["format"]](
        path, [str(column.title) for column in columns], [column.width for column in columns]
    )
    written, looked_at = array("q"), 0
    try:
        for batch in lines.batches(ids, by=by, wants_contacts=wants_contacts):
            for line in batch:
                table.write([column.value(line) for column in columns])
                written.append(line.person.pk)
            looked_at = min(looked_at + lines.BATCH, len(ids))
            run.report(done=looked_at, total=len(ids))
    finally:
        table.close()
    return written


def _publish(path: Path, run: jobs.Run, by, written: array) -> None:
    """Store the file, then let file, log and result appear in one commit."""
    count = len(written)
    run.report(done=count, total=count)

    def record(params: dict) -> None:
        run.report(counts={"exported": count})
        _record(params, run.job, by, written)

    name = f"alumni-{timezone.localdate()}.{run.job.params['format']}"
    results.publish(run, path, name=name, record=record)


def _record(params: dict, job: Job, by, written: array) -> None:
    chosen = {"columns": params["columns"], "format": params["format"], "job": job.pk}
    record_access(
        action=AccessRecord.Action.EXPORT, target=Alumnus._meta.label_lower, count=len(written), by=by, people=written,
        reason=params["reason"], criteria={**Selection.from_json(params["selection"]).criteria, **chosen},
    )  # fmt: skip


def may_download(job: Job, user) -> bool:
    """Whether the result may still be taken away: in time, by who asked for it, by someone whose
    rights still reach as far as when it was written."""
    asked = Reach(job.params["reach"]["everyone"], frozenset(job.params["reach"]["colleges"]))
    permissions = [Permission.ALUMNI_EXPORT]
    if any(column.is_sensitive for column in allowed(job.params["columns"], may_see_contacts=True)):
        permissions.append(Permission.CONTACT_VIEW)
    return (
        user.pk == job.by_id
        and results.is_in_time(job)
        and all(_covers(user.reach(permission), asked) for permission in permissions)
    )


def _covers(reach: Reach, asked: Reach) -> bool:
    return reach.everyone or (not asked.everyone and asked.college_ids <= reach.college_ids)


def expire_exports(*, older_than: timedelta = results.KEPT) -> int:
    """Delete the files of exports that nobody needs any more; return how many. The log stays."""
    return results.expire(kind=KIND, older_than=older_than)
