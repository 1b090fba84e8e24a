"""Open jobs of somebody who leaves. An export is nobody else's: it ends by itself, as its owner may export no more."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.hooks import Handover

from .kinds import kinds
from .models import Job

OPEN = [Job.State.QUEUED, Job.State.RUNNING, Job.State.STOPPED]


def open_jobs() -> QuerySet:
    taken_away = [name for name, kind in kinds.items() if kind.may_download]
    return Job.objects.filter(state__in=OPEN).exclude(kind__in=taken_away)


def take(jobs: QuerySet, taker) -> int:
    """The work goes on with the rights of who takes it."""
    return jobs.update(by=taker)


HANDOVER = Handover("jobs", _("Jobs at work"), open_jobs, "by", take)
