"""An export holds exactly who was found, only what the asker may see, and leaves its reason on record."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus
from alumni.queries.selection import Selection
from alumni.services import exports
from alumni.services.exports import COLUMNS, lines
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_employment, make_user

pytestmark = pytest.mark.django_db
EXPORT = "admin:alumni_alumnus_export"
CONTACTS = {"birth_date", "mobile", "phone", "email", "wechat", "qq", "address", "postcode"}


@pytest.fixture
def officer(client):
    user = make_user(name="王主任")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def asked(**changes):
    return {"all": "1", "words": "", "columns": ["name", "mobile"], "file_format": "csv", "reason": "返校日邀请",
            "key": str(uuid4()), **changes}  # fmt: skip


def export(user, *, selection=None, columns=("name",), file_format="csv", reason="测试用途", language="zh-hans"):
    job, _new = exports.start_export(
        selection=selection or Selection(everyone=True), columns=list(columns), file_format=file_format,
        reason=reason, key=uuid4(), language=language, by=user,
    )  # fmt: skip
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def stored(settings):
    return [str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def rows_of(job):
    with job.result.open("rb") as file:
        return list(csv.reader(io.StringIO(file.read().decode("utf-8-sig"))))


def test_the_page_says_how_many_and_offers_the_columns(client, officer):
    make_alumnus("王伟")
    make_alumnus("李强")

    page = client.post(reverse(EXPORT), {"all": "1", "words": "王伟"})

    assert page.context["total"] == 1
    assert {name for name, _title in page.context["form"].fields["columns"].choices} == set(COLUMNS)
    assert Job.objects.count() == 0


def test_an_export_is_written_in_the_background_and_taken_away(client, officer, django_capture_on_commit_callbacks):
    make_contact(make_alumnus("王伟"), value="+8613805315678")

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(EXPORT), asked())
    job = Job.objects.get()
    file = client.get(reverse("admin:jobs_job_download", args=[job.pk]))
    content = b"".join(file.streaming_content).decode("utf-8-sig")

    assert response["location"] == reverse("admin:jobs_job_change", args=[job.pk])
    assert (job.state, job.done, job.total, job.counts) == ("done", 1, 1, {"exported": 1})
    assert content == "Name,Mobile\r\n王伟,13805315678\r\n"
    assert file["content-disposition"] == f'attachment; filename="alumni-{timezone.localdate()}.csv"'


def test_the_reason_the_count_and_the_search_are_on_record_without_any_value(officer):
    make_alumnus("王伟", tier="active")
    make_alumnus("王伟")
    selection = Selection(everyone=True, words="王伟", filters={"tier": ["active"]})

    job = export(officer, selection=selection, columns=["name", "email"], reason="返校日邀请")

    record = AccessRecord.objects.get()
    assert (record.action, record.by, record.count, record.reason) == ("export", officer, 1, "返校日邀请")
    assert record.criteria == {
        "words": "王伟", "filters": {"tier": ["active"]}, "columns": ["name", "email"], "format": "csv", "job": job.pk
    }  # fmt: skip


@pytest.mark.parametrize("reason", ["", "   ", "abc"])
def test_without_a_reason_nothing_is_exported(client, officer, reason):
    make_alumnus()

    response = client.post(reverse(EXPORT), asked(reason=reason))

    assert (response.status_code, Job.objects.count()) == (422, 0)


def test_without_the_access_log_there_is_no_file(officer, monkeypatch, settings):
    make_alumnus()

    def full_disk(**kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(exports, "record_access", full_disk)
    job = export(officer)

    assert (job.state, job.result.name, AccessRecord.objects.count()) == ("failed", "", 0)
    assert stored(settings) == []


@pytest.mark.parametrize("words", ["", "王", "wang wei", "98级"])
def test_the_file_holds_as_many_as_the_search_found(officer, words):
    from alumni.queries import search

    for number in range(7):
        person = make_alumnus("王伟" if number % 2 else "李强")
        make_degree(person, enrolment_year=1998 if number % 3 else 1999)
    make_alumnus("王伟", archived_at=timezone.now())

    job = export(officer, selection=Selection(everyone=True, words=words))

    found = search.search(officer, words).count.value
    assert found > 0
    assert (len(rows_of(job)) - 1, job.counts["exported"], AccessRecord.objects.get().count) == (found, found, found)


def test_only_ticked_people_are_in_the_file(officer):
    ticked = [make_alumnus("王伟"), make_alumnus("李强")]
    make_alumnus("赵敏")

    job = export(officer, selection=Selection(ids=tuple(person.pk for person in ticked)))

    assert {row[0] for row in rows_of(job)[1:]} == {"王伟", "李强"}


def test_an_officer_exports_the_own_college_only(client):
    own = make_college("数学学院")
    make_degree(make_alumnus("本院人"), college=own)
    make_degree(make_alumnus("外院人"), college=make_college("文学院"))
    officer = make_user(Role.COLLEGE_OFFICER, college=own)

    assert [row[0] for row in rows_of(export(officer))[1:]] == ["本院人"]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.HEAD, 200), (Role.STAFF, 200), (Role.FINANCE, 403), (Role.EDITOR, 403), (Role.VOLUNTEER_COORDINATOR, 403),
     (Role.AUDITOR, 403)],
)  # fmt: skip
def test_who_may_export(client, role, status):
    make_alumnus()
    client.force_login(make_user(role))

    assert client.post(reverse(EXPORT), {"all": "1"}).status_code == status
    assert client.post(reverse("admin:alumni_alumnus_act"), {"all": "1", "action": "export"}).status_code == status


@pytest.fixture
def exporter_without_contacts(monkeypatch):
    """A role that exports but sees no contacts; none has this today."""
    from alumni_office.accounts.roles import DEFINITIONS, Permission

    definition = DEFINITIONS[Role.EDITOR]
    wider = type(definition)(definition.sentence, definition.permissions | {Permission.ALUMNI_EXPORT})
    monkeypatch.setitem(DEFINITIONS, Role.EDITOR, wider)
    return make_user(Role.EDITOR)


def test_contact_columns_are_neither_offered_nor_written_without_the_right(client, exporter_without_contacts):
    person = make_alumnus("王伟", birth_date="1976-09-23")
    make_contact(person, value="+8613805315678")
    client.force_login(exporter_without_contacts)

    offered = client.post(reverse(EXPORT), {"all": "1"}).context["form"].fields["columns"].choices
    forged = client.post(reverse(EXPORT), asked(columns=["name", "mobile"]))
    job = export(exporter_without_contacts, columns=["name", "birth_date", "mobile"])

    assert {name for name, _title in offered} == set(COLUMNS) - CONTACTS
    assert forged.status_code == 422
    assert rows_of(job) == [["姓名" if rows_of(job)[0][0] == "姓名" else "Name"], ["王伟"]]


def test_contacts_are_written_only_for_people_whose_contacts_the_asker_sees(exporter_without_contacts):
    """An editor for all who is officer of one college gets the telephones of that college."""
    own = make_college("数学学院")
    mine, theirs = make_alumnus("本院人", birth_date="1976"), make_alumnus("外院人", birth_date="1977")
    make_degree(mine, college=own)
    make_contact(mine, value="+8613800000001")
    make_contact(theirs, value="+8613800000002")
    RoleGrant.objects.create(user=exporter_without_contacts, role=Role.COLLEGE_OFFICER, college=own)

    rows = rows_of(export(exporter_without_contacts, columns=["name", "birth_date", "mobile"]))[1:]

    assert sorted(rows) == [["外院人", "", ""], ["本院人", "1976", "13800000001"]]


def test_a_number_that_does_not_reach_is_left_out(officer):
    person = make_alumnus()
    make_contact(person, value="+8613800000001", state="bad")
    make_contact(person, value="+8613800000002")

    assert rows_of(export(officer, columns=["name", "mobile"]))[1] == ["王伟", "13800000002"]


def test_formulas_in_any_field_are_harmless(officer):
    person = make_alumnus('=HYPERLINK("http://x")', city="＋1", notes="@SUM(A1)", latin_name=" -2+3")
    make_employment(person, "'=cmd|' /C calc'!A0", job_title="经理")

    row = rows_of(export(officer, columns=["name", "latin_name", "employer", "job_title", "city", "notes"]))[1]

    assert row == ['\'=HYPERLINK("http://x")', "' -2+3", "''=cmd|' /C calc'!A0", "经理", "'＋1", "'@SUM(A1)"]


def test_one_form_sent_twice_is_one_export(client, officer):
    make_alumnus()
    data = asked()

    first, second = client.post(reverse(EXPORT), data), client.post(reverse(EXPORT), data)

    assert first["location"] == second["location"]
    assert Job.objects.count() == 1


def test_a_killed_export_starts_again_and_leaves_one_file(officer, monkeypatch, settings):
    for _number in range(5):
        make_alumnus()
    monkeypatch.setattr(lines, "BATCH", 2)
    report, calls = jobs.Run.report, []

    def dies(self, **progress):
        calls.append(progress)
        if len(calls) == 3:
            raise KeyboardInterrupt  # as if the process were killed
        report(self, **progress)

    monkeypatch.setattr(jobs.Run, "report", dies)
    with pytest.raises(KeyboardInterrupt):
        export(officer)
    monkeypatch.setattr(jobs.Run, "report", report)
    job = Job.objects.get()
    assert (job.state, job.result.name) == ("running", "")
    Job.objects.update(state="queued", token=None, lease_until=None)

    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, len(rows_of(job)) - 1) == ("done", 5)
    assert AccessRecord.objects.count() == 1
    assert stored(settings) == [job.result.name]


def test_killed_between_file_and_commit_there_is_still_one_file_and_one_record(officer, monkeypatch, settings):
    make_alumnus()

    def dies(**kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(exports, "record_access", dies)
        with pytest.raises(KeyboardInterrupt):
            export(officer)
    Job.objects.update(state="queued", token=None, lease_until=None)
    job = Job.objects.get()

    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, AccessRecord.objects.count()) == ("done", 1)
    assert stored(settings) == [job.result.name]


def test_the_job_writes_in_the_scope_of_who_asked_as_it_is_now(officer):
    own = make_college("数学学院")
    make_degree(make_alumnus("本院人"), college=own)
    make_alumnus("外人")
    job, _new = exports.start_export(
        selection=Selection(everyone=True), columns=["name"], file_format="csv", reason="测试用途", key=uuid4(),
        language="en", by=officer,
    )  # fmt: skip
    officer.grants.all().delete()
    RoleGrant.objects.create(user=officer, role=Role.COLLEGE_OFFICER, college=own)

    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert rows_of(job)[1:] == [["本院人"]]


def test_the_job_writes_nothing_for_someone_who_may_no_longer(officer):
    make_alumnus()
    job, _new = exports.start_export(
        selection=Selection(everyone=True), columns=["name"], file_format="csv", reason="测试用途", key=uuid4(),
        language="en", by=officer,
    )  # fmt: skip
    officer.grants.all().delete()

    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.result.name, AccessRecord.objects.count()) == ("failed", "", 0)


def download(client, job, user):
    client.force_login(user)
    response = client.get(reverse("admin:jobs_job_download", args=[job.pk]))
    if response.status_code == 200:
        b"".join(response.streaming_content)  # a response read to its end is closed
    return response.status_code


def test_only_who_asked_takes_the_file_away(client, officer):
    make_alumnus()
    job = export(officer)
    root = make_user(None, is_superuser=True)

    assert [download(client, job, user) for user in (officer, make_user(Role.HEAD), root)] == [200, 404, 404]
    assert list(AccessRecord.objects.filter(action="download").values_list("by", flat=True)) == [officer.pk]


@pytest.mark.parametrize(
    ("role", "columns", "status"),
    [(Role.STAFF, ["name", "mobile"], 200), (Role.COLLEGE_OFFICER, ["name"], 404), (Role.FINANCE, ["name"], 404)],
)
def test_the_file_goes_no_further_than_the_rights_of_the_day(client, officer, role, columns, status):
    make_alumnus()
    job = export(officer, columns=columns)
    officer.grants.all().delete()
    RoleGrant.objects.create(user=officer, role=role, college=make_college() if role == Role.COLLEGE_OFFICER else None)

    assert download(client, job, officer) == status


def test_a_file_with_telephones_needs_the_right_to_see_them(client, exporter_without_contacts, monkeypatch):
    make_alumnus()
    grant = RoleGrant.objects.create(user=exporter_without_contacts, role=Role.STAFF)
    job = export(exporter_without_contacts, columns=["name", "mobile"])
    grant.delete()

    assert download(client, job, exporter_without_contacts) == 404


def test_the_file_is_gone_after_seven_days_and_the_record_stays(client, officer):
    make_alumnus()
    old, new = export(officer), export(officer)
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=7, minutes=1))

    late = download(client, old, officer)
    expired = exports.expire_exports()

    assert (late, expired, exports.expire_exports()) == (404, 1, 0)
    assert not default_storage.exists(old.result.name)
    assert default_storage.exists(new.result.name)
    assert AccessRecord.objects.filter(action="export").count() == 2


def test_stopping_keeps_no_file(officer, monkeypatch):
    for _number in range(5):
        make_alumnus()
    monkeypatch.setattr(lines, "BATCH", 2)
    report = jobs.Run.report

    def stops(self, **progress):
        jobs.ask_stop(job_id=self.job.pk)
        report(self, **progress)

    monkeypatch.setattr(jobs.Run, "report", stops)
    job = export(officer)

    assert (job.state, job.result.name, AccessRecord.objects.count()) == ("stopped", "", 0)


@pytest.mark.parametrize("n", [1, 5])
def test_a_batch_costs_the_same_however_many_people(officer, django_assert_num_queries, n):
    for number in range(n):
        person = make_alumnus()
        make_degree(person, college=make_college(f"第{number}学院"), school=make_college(f"第{number}学院").school)
        make_contact(person)
        make_employment(person)
    ids = list(Alumnus.objects.values_list("pk", flat=True))

    with django_assert_num_queries(8):
        lines.batch(ids, by=officer, wants_contacts=True)
