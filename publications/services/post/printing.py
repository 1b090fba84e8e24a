"""Many labels: printed in the background, taken away within a week."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import results
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from publications.models import Distribution, Parcel

from .labels import FORMATS, NothingToPrint, record, write
from .leaving import leave_out

PRINT = "publications.labels"
AT_ONCE = 500  # labels that a page prints while somebody waits
RIGHTS = [Permission.POST_SEND, Permission.CONTACT_VIEW]


def prints_at_once(distribution: Distribution) -> bool:
    return distribution.parcels.filter(state=Parcel.State.READY).count() <= AT_ONCE


@transaction.atomic
def start_printing(*, distribution: Distribution, form: str, skip: int, language: str, by) -> tuple[Job, bool]:
    """Queue the printing and return (job, whether this call made it): the same asked again while it is being printed is
    the first."""
    row = Distribution.objects.select_for_update(of=("self",)).select_related("print_job").get(pk=distribution.pk)
    params = {"form": form, "skip": skip, "language": language}
    if row.print_job and row.print_job.is_open and row.print_job.by_id == by.pk and _asks(row.print_job) == params:
        return row.print_job, False
    row.print_job = jobs.start(kind=PRINT, by=by, subject_id=row.pk, params=params)
    row.save(update_fields=["print_job"])
    return row.print_job, True


def _asks(job: Job) -> dict:
    return {name: job.params.get(name) for name in ("form", "skip", "language")}


def print_in_background(run: jobs.Run) -> None:
    assert run.job.by_id is not None
    by, params = User.objects.get(pk=run.job.by_id), run.job.params
    row = Distribution.objects.visible_to(by).filter(pk=run.job.subject_id).first()
    with translation.override(params["language"]), tempfile.TemporaryDirectory() as folder:
        if row is None or not all(by.may(right) for right in RIGHTS):
            raise jobs.Refused(_("You may no longer print these labels. Ask the head of office."))
        leave_out(distribution=row)
        total = row.parcels.filter(state=Parcel.State.READY).count()
        run.report(done=0, total=total)
        path = Path(folder) / f"labels.{FORMATS[params['form']]}"
        try:
            printed, people = write(
                distribution=row, path=path, form=params["form"], skip=params["skip"],
                report=lambda done: run.report(done=min(done, total)),
            )  # fmt: skip
        except NothingToPrint:
            raise jobs.Refused(_("No parcel is ready to be sent.")) from None
        counts = {"printed": printed.count, "cut": len(printed.cut)}
        run.report(done=printed.count, total=printed.count, counts=counts)
        results.publish(
            run, path, name=f"labels-{row.pk}{path.suffix}",
            record=lambda _params: record(distribution=row, form=params["form"], people=people, by=by),
        )  # fmt: skip


def may_download(job: Job, user) -> bool:
    """In time, by who asked for it and still may send by post and see addresses."""
    return user.pk == job.by_id and results.is_in_time(job) and all(user.reach(right).everyone for right in RIGHTS)


def delete_printed(distributions) -> None:
    """Delete the files of labels that somebody's name is to go from; they can be made again."""
    for job in Job.objects.filter(kind=PRINT, subject_id__in=distributions).exclude(result=""):
        results.remove(job.result.name or "")
        Job.objects.filter(pk=job.pk).update(result="")


def expire_labels() -> int:
    """Delete the files that nobody needs any more; return how many."""
    return results.expire(kind=PRINT)
