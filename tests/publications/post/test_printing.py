"""Many labels: in the background, under the same record, gone after a week; codes that a scanner reads."""

import shutil
import subprocess
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from alumni.services import erasing
from alumni_office.accounts.roles import Role
from alumni_office.documents.labels import LAYOUTS
from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from publications.services import post
from publications.services.post import printing
from tests.factories import make_user
from tests.waiting import PATIENCE

from .makers import make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def much(monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 1)


@pytest.fixture
def printed(staff, much):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff)
    job = post.start_printing(distribution=row, form="A4-24", skip=2, language="zh-hans", by=staff)[0]
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    return row, job


def test_many_labels_are_a_job_with_a_file_and_a_record_of_everybody(printed, staff):
    row, job = printed
    assert (job.state, job.done, job.counts) == ("done", 3, {"printed": 3, "cut": 0})
    with job.result.open() as file:
        assert file.read(5) == b"%PDF-"
    record = AccessRecord.objects.get(criteria__format="A4-24")
    assert (record.count, record.by, record.reason) == (3, staff, row.title)
    assert AccessedPerson.objects.filter(record=record).count() == 3
    row.refresh_from_db()
    assert row.labels_printed_at is not None


def test_the_page_queues_them_once_and_offers_the_file_to_who_asked(client, staff, much):
    for number in range(2):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff)
    client.force_login(staff)
    address = reverse("admin:publications_distribution_labels", args=[row.pk])
    for _again in range(2):
        assert client.post(address, {"form": "L7163"}).status_code == 302
    job = Job.objects.get(kind=post.PRINT)
    jobs.run(job_id=job.pk)
    download = reverse("admin:jobs_job_download", args=[job.pk])
    assert download in client.get(reverse("admin:publications_distribution_change", args=[row.pk])).content.decode()
    assert b"".join(client.get(download).streaming_content)[:5] == b"%PDF-"
    client.force_login(make_user())
    assert client.get(download).status_code == 404


def test_the_file_is_gone_after_a_week(printed, staff):
    _row, job = printed
    name = job.result.name
    assert post.may_download(job, staff)
    assert post.expire_labels() == 0
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=7, minutes=1))
    job.refresh_from_db()
    assert not post.may_download(job, staff)
    assert post.expire_labels() == 1
    assert not default_storage.exists(name)


def test_who_may_no_longer_see_addresses_takes_nothing_away(printed):
    _row, job = printed
    job.by = make_user(Role.EDITOR)
    assert not post.may_download(job, job.by)


def test_an_erasure_takes_the_printed_file_with_it(printed):
    row, job = printed
    name = job.result.name
    person = row.readers.first().alumnus
    erasing.erase_person(person_id=person.pk, by=make_user(Role.HEAD), report=lambda **_figures: None)
    assert not default_storage.exists(name)
    job.refresh_from_db()
    assert job.result.name == ""


@pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")), reason="needs poppler-utils, zbar-tools"
)
@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_every_barcode_is_read_by_a_scanner(staff, tmp_path, form):
    for number in range(26):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff)
    post.labels_pdf(distribution=row, path=tmp_path / "labels.pdf", form=form, by=staff)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "labels.pdf", "page"], cwd=tmp_path, check=True, timeout=PATIENCE)
    pages = sorted(map(str, tmp_path.glob("page*")))
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Scode128.enable", *pages],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert set(read.stdout.split()) == set(row.parcels.values_list("code", flat=True))
