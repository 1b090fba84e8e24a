"""The file that a job leaves behind, to be taken away within a week.

The file, its name in the job and what the caller records become visible in one commit: without the record there is
no file. A worker that is killed leaves nothing that anybody sees; the next one removes what the first one stored.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from . import services
from .models import Job

KEPT = timedelta(days=7)


def publish(run: services.Run, path: Path, *, name: str, record: Callable[[dict], None]) -> None:
    """Store `path` as `name` in a directory of its own; `record` gets the job's parameters, in the same commit."""
    params = Job.objects.values_list("params", flat=True).get(pk=run.job.pk)
    name = f"exports/{run.token.hex}/{name}"
    if earlier := params.get("file"):
        remove(earlier)  # of a worker that was killed between file and commit
    Job.objects.filter(pk=run.job.pk).update(params={**params, "file": name})
    with path.open("rb") as content:
        name = default_storage.save(name, File(content))
    try:
        with transaction.atomic():
            run.report()  # raises when the job has become another worker's
            record(params)
            Job.objects.filter(pk=run.job.pk).update(result=name)
    except Exception:
        remove(name)
        raise


def remove(name: str) -> None:
    default_storage.delete(name)
    default_storage.delete(str(PurePosixPath(name).parent))


def is_in_time(job: Job) -> bool:
    return job.finished_at is not None and job.finished_at > timezone.now() - KEPT


def expire(*, kind: str, older_than: timedelta = KEPT) -> int:
    """Delete the files of jobs of `kind` that nobody needs any more; return how many. The access log stays."""
    old = Job.objects.filter(kind=kind, finished_at__lt=timezone.now() - older_than).exclude(result="")
    expired = 0
    for job in old.iterator():
        name = job.result.name
        assert name
        if Job.objects.filter(pk=job.pk, result=name).update(result=""):
            remove(name)
            expired += 1
    return expired
