"""The sure lines of a statement at once: each in a transaction of its own, so that a job that dies goes on."""

from alumni_office.jobs import services as jobs
from donations.models import BankLine, BankStatement
from donations.queries import bank as queries
from donations.services.refusals import Refused

from .deciding import confirm_line

KIND = "bank_confirm"


def start_confirming(*, statement: BankStatement, by) -> jobs.Job:
    """Queue the confirmation of every line that is sure and that `by` may confirm."""
    return jobs.start(kind=KIND, by=by, subject_id=statement.pk, total=queries.sure(statement, by).count())


def confirm_sure(run: jobs.Run) -> None:
    """The job. Lines that are refused stay open, to be looked at one by one."""
    statement = BankStatement.objects.get(pk=run.job.subject_id or 0)
    ids = list(queries.sure(statement, run.job.by).values_list("pk", flat=True))
    run.report(done=0, total=len(ids))
    done, refused = confirm_each(ids, by=run.job.by, tick=lambda count: run.report(done=count))
    run.report(done=len(ids), counts={"created": done, "rejected": refused})


def confirm_each(line_ids, *, by, tick=lambda count: None) -> tuple[int, int]:
    """(how many became gifts, how many were refused)."""
    done = refused = 0
    for count, line_id in enumerate(line_ids, 1):
        try:
            confirm_line(line_id=line_id, by=by)
        except Refused:
            refused += 1
        else:
            done += 1
        if count % 50 == 0:
            tick(count)
    return done, refused


def chosen(statement: BankStatement, ids) -> list[int]:
    """Those of `ids` that are open lines of this statement."""
    lines = statement.lines.filter(pk__in=ids, state=BankLine.State.OPEN)
    return list(lines.order_by("row").values_list("pk", flat=True))
