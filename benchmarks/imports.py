"""A roster from file to findable people, against COPY of the finished rows: 40% of its rate, under 400 MB."""

import csv
import os
import tempfile
from io import StringIO
from pathlib import Path

from django.db import connection, transaction

from .apart import run_apart
from .measuring import Result, cost_of

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
FIRST = 20_000_000  # numbers of people whom no demonstration has
RATE, MEMORY = 0.4, 400
TABLES = ["alumni_alumnus", "alumni_degree", "alumni_employment", "alumni_contactpoint"]
LEVELS = {
    "certificate": "结业",
    "college": "专科",
    "bachelor": "本科",
    "master": "硕士",
    "doctor": "博士",
    "postdoc": "博士后",
}
GENDERS = {"male": "男", "female": "女", "": ""}
HEADER = [
    "姓名", "性别", "出生年月", "学院", "专业", "学历", "班级", "学号", "入学年份", "毕业年份", "工作单位", "职务",
    "手机", "邮箱", "通讯地址", "邮编",
]  # fmt: skip


def measure(site):
    rows = min(ROWS, site.people)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        write_roster(path, rows)
        done = run_apart("imports", "import", path)
    roster, ours = done["roster"], done["client"] + done["server"]
    try:
        finished = finished_rows(roster)
    finally:
        undone = run_apart("imports", "undo", roster)
    limit = cost_of(lambda: copy_back(finished)).cpu
    created = finished["alumni_alumnus"].count("\n")
    rate = limit / ours
    yield Result(
        f"import of {rows:,} rows against COPY", rows / ours * 1000, "/s", created / limit * 1000, rate,
        f">= {RATE} x the rate", rate >= RATE,
        f"by CPU; {created:,} created; {rows / done['seconds']:,.0f}/s by the clock",
    )  # fmt: skip
    judged = rows >= 100_000
    yield Result(
        f"import of {rows:,} rows: peak memory", done["memory"], "MB", target=f"< {MEMORY} MB",
        is_met=done["memory"] < MEMORY if judged else None,
    )  # fmt: skip
    yield Result(f"undo of {rows:,} rows", rows / (undone["client"] + undone["server"]) * 1000, "/s", note="by CPU")
    yield Result(f"undo of {rows:,} rows: peak memory", undone["memory"], "MB")


def write_roster(path: Path, rows: int) -> None:
    from alumni.demo.people import people
    from alumni.demo.university import COLLEGES

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        number = 0
        for person in people(seed=1, first=FIRST, count=rows * 2, university="山东大学"):
            if number == rows:
                break
            if not person.degrees or person.number % 50 == 37:
                continue
            number += 1
            degree, job = person.degrees[0], person.jobs[-1] if person.jobs else None
            reach = {contact.kind: contact for contact in person.contacts}
            address = reach.get("address")
            out.writerow([
                person.name, GENDERS[person.gender], person.birth_date, COLLEGES[degree.college].name, degree.major,
                LEVELS[degree.level], degree.class_name, degree.student_no, degree.enrolment_year,
                degree.graduation_year,
                job.employer if job else "", job.title if job else "",
                *(reach[kind].value.removeprefix("+86") if kind in reach else "" for kind in ("mobile", "email")),
                address.value if address else "", address.postcode if address else "",
            ])  # fmt: skip


def work(step: str, what: str) -> dict:
    import time

    from django.core.files import File

    from alumni.models import Roster
    from alumni.services import rosters
    from alumni_office.accounts.models import User
    from alumni_office.jobs import services as jobs

    staff = User.objects.get(email="staff@demo.example")
    began = time.perf_counter()
    if step == "import":
        with Path(what).open("rb") as file:
            roster = rosters.upload_roster(file=File(file), filename="roster.csv", college=None, by=staff, again=True)
        jobs.run(job_id=roster.job_id)
        roster.refresh_from_db()
        if roster.state != Roster.State.CHECKED:
            raise RuntimeError(f"the check ended as {roster.state}: {roster.refusal}")
        jobs.run(job_id=rosters.start_import(roster=roster, by=staff).pk)
        wanted = Roster.State.APPLIED
    else:
        roster = Roster.objects.get(pk=what)
        jobs.run(job_id=rosters.start_undo(roster=roster, by=staff).pk)
        wanted = Roster.State.UNDONE
    roster.refresh_from_db()
    if roster.state != wanted:
        raise RuntimeError(f"{step} ended as {roster.state}")
    return {"roster": roster.pk, "seconds": time.perf_counter() - began}


def finished_rows(roster: int) -> dict[str, str]:
    """What the import wrote, as the text of COPY."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            text = StringIO()
            cursor.copy_expert(
                f"COPY (SELECT * FROM {table} WHERE roster_row_id IN "
                f"(SELECT id FROM alumni_rosterrow WHERE roster_id = {roster}) ORDER BY id) TO STDOUT",
                text,
            )
            found[table] = text.getvalue()
    return found


def copy_back(rows: dict[str, str]) -> None:
    """Copy the rows into their tables with all indexes and triggers, the deferred ones too; then forget it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table, text in rows.items():
                cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO(text))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
