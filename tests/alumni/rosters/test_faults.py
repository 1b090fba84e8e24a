"""A worker killed at any moment loses nothing and repeats nothing; two imports at once make nobody twice."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Roster, RosterRow
from alumni.services import rosters
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from tests.waiting import PATIENCE, at_once, wait_until

from .steps import outcomes, roster_file, take_in, upload, work

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [f"{family}{given}" for family in "王李张刘陈" for given in ("伟", "芳", "娜", "建国", "晨曦")]
WORKER = textwrap.dedent(
    """
    import os, sys
    import django
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    settings.MEDIA_ROOT = sys.argv[3]
    django.setup()
    from alumni.services.rosters import checking, importing
    checking.BATCH = importing.BATCH = 20
    from alumni_office.jobs import services
    services.run(job_id=int(sys.argv[2]))
    """
)


def many(count):
    """People, some of them twice, some of them only by name."""
    for number in range(count):
        said = {"姓名": NAMES[number % len(NAMES)], "学院": "数学学院", "毕业年份": 1990 + number % 20}
        if number % 3:
            said |= {"手机": f"138{10000000 + number % (count - 40)}", "工作单位": f"单位{number % 7}"}
        yield said


def state_of_everybody():
    """A hash over who is there, without keys and moments."""
    said = []
    for person in Alumnus.objects.order_by("roster_row__number").prefetch_related("degrees", "employments", "contacts"):
        said.append(
            [
                person.roster_row.number, person.name, person.gender,
                sorted(str(degree) for degree in person.degrees.all()),
                sorted((job.employer, job.is_current) for job in person.employments.all()),
                sorted((contact.kind, contact.value) for contact in person.contacts.all()),
            ]
        )  # fmt: skip
    rows = list(RosterRow.objects.order_by("number").values_list("number", "outcome", "alumnus__roster_row__number"))
    return hashlib.sha256(repr((said, rows)).encode()).hexdigest()


def killed_at(job_id, done):
    """Start a worker of its own on the job and kill it without warning, soon after it began or did so many rows."""

    def far_enough():
        if done:
            return RosterRow.objects.filter(applied_at__isnull=False).count() >= done
        return Job.objects.filter(pk=job_id, state=Job.State.RUNNING).exists()

    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], str(job_id), str(settings.MEDIA_ROOT)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "alumni_office.settings"},
    )
    wait_until(lambda: worker.poll() is not None or far_enough(), f"{done} rows are done", pause=0.002)
    time.sleep(random.uniform(0, 0.05))
    worker.send_signal(signal.SIGKILL)
    worker.wait(PATIENCE)


def rescue(job_id):
    """What the sweep does when the dead worker's lease is over."""
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(lease_until=timezone.now())
    jobs.sweep()


def clear():
    for model in (ContactPoint, Employment, Degree):
        model.objects.all()._raw_delete(using="default")
    RosterRow.objects.update(alumnus=None)
    Alumnus.objects.all()._raw_delete(using="default")
    RosterRow.objects.all()._raw_delete(using="default")
    Roster.objects.all()._raw_delete(using="default")


@pytest.mark.slow
def test_a_worker_killed_at_any_moment_ends_like_an_undisturbed_one(university, officer, tmp_path):
    path = roster_file(tmp_path, *many(400))
    take_in(upload(path, officer), officer)
    undisturbed = state_of_everybody()
    clear()

    roster = upload(path, officer)
    job = rosters.start_import(roster=roster, by=officer)
    kills = 0
    for turn in range(8):
        killed_at(job.pk, 45 * turn if turn % 2 else 0)
        state = Job.objects.get(pk=job.pk).state
        if state != Job.State.RUNNING:
            break
        kills += 1
        Job.objects.filter(pk=job.pk).update(attempts=0)
        rescue(job.pk)
    job = work(job.pk)

    assert kills
    assert job.state == Job.State.DONE
    assert state_of_everybody() == undisturbed


def test_a_stopped_import_goes_on_where_it_stopped(university, officer, tmp_path, monkeypatch):
    from alumni.services.rosters import importing

    monkeypatch.setattr(importing, "BATCH", 10)
    path = roster_file(tmp_path, *many(100))
    take_in(upload(path, officer), officer)
    undisturbed = state_of_everybody()
    clear()
    roster = upload(path, officer)
    job = rosters.start_import(roster=roster, by=officer)
    report = jobs.Run.report

    def stop_after_thirty(self, *, done=None, **rest):
        if done == 30:
            jobs.ask_stop(job_id=self.job.pk)
        report(self, done=done, **rest)

    monkeypatch.setattr(jobs.Run, "report", stop_after_thirty)
    assert work(job.pk).state == Job.State.STOPPED
    assert roster.rows.filter(applied_at__isnull=False).count() == 30
    monkeypatch.setattr(jobs.Run, "report", report)

    assert jobs.resume(job_id=job.pk)
    assert work(job.pk).state == Job.State.DONE

    assert state_of_everybody() == undisturbed


def test_two_imports_of_the_same_people_at_once_make_nobody_twice(university, officer, tmp_path):
    said = [{"姓名": f"王伟{chr(0x4E00 + n)}", "学院": "数学学院", "手机": f"138{10000000 + n}"} for n in range(120)]
    first = upload(roster_file(tmp_path, *said, name="a.csv"), officer)
    second = upload(roster_file(tmp_path, *reversed(said), name="b.csv"), officer)
    queued = [rosters.start_import(roster=roster, by=officer).pk for roster in (first, second)]
    at_once(*[partial(jobs.run, job_id=job_id) for job_id in queued])

    assert {Job.objects.get(pk=pk).state for pk in queued} == {Job.State.DONE}
    assert Alumnus.objects.count() == 120
    assert ContactPoint.objects.count() == 120
    did = [*outcomes(first).values(), *outcomes(second).values()]
    assert (did.count("created"), did.count("unchanged")) == (120, 120)


def test_a_row_that_the_database_refuses_does_not_hold_up_the_others(university, officer, tmp_path):
    said = [{"姓名": f"王伟{chr(0x4E00 + n)}", "学院": "数学学院"} for n in range(5)]
    roster = upload(roster_file(tmp_path, *said), officer)
    broken = roster.rows.get(number=4)
    broken.fields["birth"] = "1976-13"  # what no reading would let pass, the database's own rule stops
    broken.save()

    take_in(roster, officer)

    assert outcomes(roster) == {2: "created", 3: "created", 4: "rejected", 5: "created", 6: "created"}
    assert roster.rows.get(number=4).reasons[0]["code"] == "not_storable"
    assert Alumnus.objects.count() == 4
