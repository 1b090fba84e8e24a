"""The wizard's steps, as tests take them."""

from django.core.files import File

from alumni.models import Roster
from alumni.services import rosters
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from tests.alumni.intake.samples import ROSTERS

SAMPLES = sorted(path.name for path in ROSTERS.iterdir() if path.suffix != ".json")


def work(job_id):
    """Do a job as the worker does, and return it."""
    jobs.run(job_id=job_id)
    return Job.objects.get(pk=job_id)


def upload(path, by, *, college=None, **options) -> Roster:
    """Upload a file and check it."""
    with path.open("rb") as file:
        roster = rosters.upload_roster(
            file=File(file, name=path.name), filename=path.name, college=college, by=by, **options
        )
    work(roster.job_id)
    roster.refresh_from_db()
    return roster


def take_in(roster, by) -> Roster:
    job = work(rosters.start_import(roster=roster, by=by).pk)
    assert (job.state, job.error) == (Job.State.DONE, "")
    roster.refresh_from_db()
    return roster


def undo(roster, by) -> Roster:
    job = work(rosters.start_undo(roster=roster, by=by).pk)
    assert (job.state, job.error) == (Job.State.DONE, "")
    roster.refresh_from_db()
    return roster


def outcomes(roster):
    """{row number: outcome} of a file with one sheet."""
    return dict(roster.rows.exclude(outcome="").values_list("number", "outcome"))


TITLES = (
    "姓名",
    "性别",
    "出生日期",
    "学号",
    "学院",
    "专业",
    "班级",
    "入学年份",
    "毕业年份",
    "学历",
    "工作单位",
    "职务",
    "手机",
    "邮箱",
)


def roster_file(folder, *rows, name="名册.csv", titles=TITLES):
    """A roster with one row for each dict of titles and texts."""
    lines = [",".join(titles), *(",".join(str(row.get(title, "")) for title in titles) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
