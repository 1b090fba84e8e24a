"""A batch is written only by the worker that still holds the job, for someone who may import."""

from django.utils.translation import gettext as _

from alumni.models import Roster
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.jobs.models import Job
from alumni_office.jobs.services import Lost, Refused, Run


def hold(run: Run) -> None:
    """Inside a transaction: nobody takes the job over before it commits. Raises Lost."""
    mine = Job.objects.select_for_update().filter(pk=run.job.pk, token=run.token, state=Job.State.RUNNING)
    if not mine.values_list("pk", flat=True).first():
        raise Lost(run.job.pk)


def roster_of(run: Run) -> Roster:
    assert run.job.subject_id is not None
    return Roster.objects.select_related("college").get(pk=run.job.subject_id)


def importer(run: Run) -> User:
    """Who asked for the job, if that person still may."""
    user = run.job.by
    if user is None or not user.may(Permission.ROSTER_IMPORT):
        raise Refused(_("You may no longer import rosters."))
    return user
