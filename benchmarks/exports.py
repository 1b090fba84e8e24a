"""How fast people are exported, and how much memory that takes."""

import time
import uuid

from django.core.files.storage import default_storage

from .apart import run_apart
from .measuring import Result

MOST = 100_000
COLUMNS = ["name", "gender", "college", "major", "graduation_year", "employer", "city", "mobile", "email"]


def measure(site):
    number = min(site.people, MOST)
    for file_format in ("csv", "xlsx"):
        found = run_apart("exports", file_format, number)
        seconds = (found["client"] + found["server"]) / 1000
        yield Result(
            f"export of {found['people']:,} people as {file_format}",
            found["people"] / seconds,
            "/s",
            note="by CPU of both sides",
        )
        yield Result(f"export of {found['people']:,} as {file_format}: peak memory", found["memory"], "MB")


def work(file_format: str, number: str) -> dict:
    from alumni.models import Alumnus
    from alumni.queries.selection import Selection
    from alumni.services import exports
    from alumni_office.accounts.models import User
    from alumni_office.jobs import services as jobs
    from alumni_office.jobs.models import Job

    staff = User.objects.get(email="staff@demo.example")
    ids = tuple(Alumnus.objects.present().order_by("pk").values_list("pk", flat=True)[: int(number)])
    columns = [name for name in COLUMNS if name in exports.COLUMNS] or list(exports.COLUMNS)[:9]
    job, _ = exports.start_export(
        selection=Selection(ids=ids), columns=columns, file_format=file_format, reason="benchmark", key=uuid.uuid4(),
        language="zh-hans", by=staff,
    )  # fmt: skip
    began = time.perf_counter()
    jobs.run(job_id=job.pk)
    job = Job.objects.get(pk=job.pk)
    if job.state != Job.State.DONE:
        raise RuntimeError(f"the export ended as {job.state}: {job.error}")
    default_storage.delete(job.result.name)
    return {"people": len(ids), "seconds": time.perf_counter() - began}
