"""A job's life: start -> claim -> report ... -> finish, with stop, resume and rescue.

Every change is a conditional UPDATE; the worker's token is its proof that the job is still
its own. A worker may die at any moment: the sweep gives its job back when the lease is over,
and the handler goes on from what is already in the database.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .models import Job

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5

handlers: dict[str, Callable[["Run"], None]] = {}


class Stopped(Exception):
    """A person asked the job to stop; the handler lets it pass."""


class Lost(Exception):
    """The job belongs to another worker by now; the handler lets it pass."""


class Refused(Exception):
    """The work cannot be done; the message is a sentence for the person who watches."""


def register(kind: str, handler: Callable[["Run"], None]) -> None:
    handlers[kind] = handler


def start(*, kind: str, by, subject_id: int | None = None, params: dict | None = None, total: int = 0) -> Job:
    """Queue a job. The view wakes a worker with `tasks.run.delay_on_commit(job.pk)`; the sweep
    finds it when that was lost."""
    assert kind in handlers, kind
    return Job.objects.create(kind=kind, by=by, subject_id=subject_id, params=params or {}, total=total)


def ask_stop(*, job_id: int) -> None:
    """Ask a job to stop at its next report; one that never ran stops at once."""
    Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(state=Job.State.STOPPED, finished_at=timezone.now())
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(stop_asked=True)


def resume(*, job_id: int) -> bool:
    """Queue a stopped or failed job again; return whether this call did."""
    return bool(
        Job.objects.filter(pk=job_id, state__in=[Job.State.STOPPED, Job.State.FAILED]).update(
            state=Job.State.QUEUED, stop_asked=False, error="", finished_at=None, attempts=0
        )
    )


class Run:
    """A worker's hold on one job: report progress, learn of a stop."""

    def __init__(self, job: Job, token: uuid.UUID):
        self.job = job
        self.token = token

    def _mine(self):
        return Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, token=self.token)

    def report(self, *, done: int | None = None, total: int | None = None, counts: dict | None = None) -> None:
        """Store progress and renew the lease. Raises Stopped or Lost when the work must end."""
        changes: dict[str, object] = {"lease_until": timezone.now() + LEASE}
        if done is not None:
            changes["done"] = done
        if total is not None:
            changes["total"] = total
        if counts is not None:
            changes["counts"] = counts
        if not self._mine().update(**changes):
            raise Lost(self.job.pk)
        if self._mine().filter(stop_asked=True).exists():
            raise Stopped(self.job.pk)


def run(*, job_id: int) -> bool:
    """Claim one queued job and work it to an end; return whether this call did."""
    token = uuid.uuid4()
    now = timezone.now()
    with transaction.atomic():
        claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING,
            token=token,
            lease_until=now + LEASE,
            started_at=now,
            attempts=F("attempts") + 1,
        )
    if not claimed:
        return False
    job = Job.objects.get(pk=job_id)
    held = Run(job, token)
    try:
        handlers[job.kind](held)
    except Stopped:
        _end(held, Job.State.STOPPED)
    except Lost:
        logger.warning("job lost to another worker", extra={"job": job_id})
    except Refused as refusal:
        _end(held, Job.State.FAILED, error=str(refusal))
    except Exception as error:
        logger.exception("job failed", extra={"job": job_id})
        _end(held, Job.State.FAILED, error=type(error).__name__)
    else:
        _end(held, Job.State.DONE)
    return True


def _end(held: Run, state: str, error: str = "") -> None:
    held._mine().update(
        state=state, error=error, finished_at=timezone.now(), token=None, lease_until=None, stop_asked=False
    )


def sweep() -> list[int]:
    """Give back jobs whose worker died, park those that died too often, and return the ids of
    all that wait for a worker."""
    dead = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())
    dead.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED, error="WorkerLost", finished_at=timezone.now(), token=None, lease_until=None
    )
    dead.update(state=Job.State.QUEUED, token=None, lease_until=None)
    return list(Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True))
