"""How fast a whole result is tagged, and how much memory that takes."""

import time

from .apart import run_apart
from .measuring import Result

MOST = 50_000


def measure(site):
    number = min(site.people, MOST)
    for action, what in (("tag", "tags"), ("untag", "tags taken away")):
        done = run_apart("tags", action, number)
        seconds = (done["client"] + done["server"]) / 1000
        yield Result(
            f"{what}: {number:,} people", number / seconds, "/s",
            note=f"by CPU of both sides; {number / done['seconds']:,.0f}/s by the clock",
        )  # fmt: skip
        yield Result(f"{what}: {number:,} people: peak memory", done["memory"], "MB")


def work(action: str, number: str) -> dict:
    from alumni.models import Alumnus
    from alumni.queries.selection import Selection
    from alumni.services import lists
    from alumni_office.accounts.models import User
    from alumni_office.jobs import services as jobs
    from alumni_office.jobs.models import Job

    staff, tag = User.objects.get(email="staff@demo.example"), lists.tag_named(name="benchmark")
    ids = tuple(Alumnus.objects.present().order_by("pk").values_list("pk", flat=True)[: int(number)])
    job = lists.start_acting_on(
        selection=Selection(ids=ids), action=action, subject_id=tag.pk, total=len(ids), by=staff
    )
    began = time.perf_counter()
    jobs.run(job_id=job.pk)
    job = Job.objects.get(pk=job.pk)
    if job.state != Job.State.DONE or job.counts["changed"] != len(ids):
        raise RuntimeError(f"the job ended as {job.state} with {job.counts}: {job.error}")
    return {"seconds": time.perf_counter() - began}
