"""A batch is written only by the worker that still holds the job."""

from alumni_office.jobs.models import Job
from alumni_office.jobs.services import Lost, Run


def hold(run: Run) -> None:
    """Inside a transaction: nobody takes the job over before it commits. Raises Lost."""
    mine = Job.objects.select_for_update().filter(pk=run.job.pk, token=run.token, state=Job.State.RUNNING)
    if not mine.values_list("pk", flat=True).first():
        raise Lost(run.job.pk)
