"""After an erasure nothing that was the person's is anywhere, and everything that was counted still counts."""

import json
import uuid

import pytest
import xlsxwriter
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from alumni.models import Alumnus, DataRequest, Erasure, PersonList, Roster, RosterRow, SavedSearch, Verification
from alumni.privacy import TABLES, Erase
from alumni.queries.selection import Selection
from alumni.services import erasing, exports, merging, people
from alumni.services.erasing import rows
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from tests.alumni.rosters.steps import TITLES, roster_file, take_in, undo, upload, work
from tests.canaries import files_with, places_of
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.web_role import as_role

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _log(settings, tmp_path):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"


@pytest.fixture
def staff(db):
    return make_user(name="李老师")


@pytest.fixture
def college(db):
    return make_college("数学学院")


def kept_by_law(places: list[str]) -> list[str]:
    """Those but the receipt, which says for thirty years to whom it was given."""
    receipts = [place for place in places if place.startswith("donations_receipt:")]
    assert len(receipts) == 1
    return [place for place in places if place not in receipts]


def erase(person, by):
    assert erasing.erase_person(person_id=person.pk, by=by)


def test_a_person_with_a_row_in_every_table_leaves_none(staff, settings):
    person, other = world.make_person(staff), make_alumnus("李娜")
    world.fill(person, other, staff)
    user = person.user
    # Earlier versions of rows, which only the history knows.
    person.notes, person.name = f"{world.CANARY}-later", f"{world.NAME}改"
    person.save()
    person.contacts.filter(kind="email").update(value=f"{world.CANARY}-second@example.com")
    person.employments.update(employer=f"{world.CANARY}-next")
    assert len(places_of(world.TRACES)) > 40
    assert len(files_with(settings, world.TRACES)) == 2
    erase(person, staff)
    assert kept_by_law(places_of(world.TRACES)) == []
    assert files_with(settings, world.TRACES) == []
    assert not Alumnus.objects.filter(pk=person.pk).exists()
    user.refresh_from_db()
    assert (user.is_active, user.name, user.has_usable_password()) == (False, "", False)
    assert user.email.endswith("@erased.invalid")
    # What the other person has is still there, and what is counted counts.
    assert Alumnus.objects.filter(name="李娜").exists()
    assert Verification.objects.filter(user=user).count() == 0
    kept = DataRequest.objects.order_by("pk").values_list("kind", "state", "alumnus", "statement")
    assert list(kept) == [("deletion", "done", None, ""), ("deletion", "refused", None, "")]
    assert list(RosterRow.objects.values_list("outcome", "raw", "fields", "alumnus")) == [("updated", [], {}, None)]
    assert not SavedSearch.objects.exists()
    assert sorted(PersonList.objects.values_list("name", flat=True))[1] == "名单"


def test_who_looked_is_kept_without_words_that_name_the_person(staff):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜"), staff)
    erase(person, staff)
    view, search, erased = AccessRecord.objects.order_by("pk")
    assert (view.action, view.target_id) == ("view", person.pk)
    assert (search.count, search.criteria, search.reason) == (3, {"job": 7, "cleared": True}, "")
    assert (erased.action, erased.target_id, erased.by) == ("erase", person.pk, staff)


def test_the_history_of_others_and_of_those_on_record_cannot_be_taken_away(staff):
    person = make_alumnus("王伟")
    person.name = "王炜"
    person.save()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT alumni_forget_history(%s, '{}')", [person.pk])
    assert person.versions.count() == 1
    erase(make_alumnus("李娜"), staff)
    assert person.versions.count() == 1
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        person.versions.all().delete()
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        AccessRecord.objects.all().delete()


def test_the_role_of_the_application_may_erase_and_may_not_change_the_history(staff, web_role):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜"), staff)
    with as_role(web_role) as cursor:
        for table in ("alumni_alumnusevent", "history_accessrecord"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"DELETE FROM {table}")
        erase(person, staff)
        assert kept_by_law(places_of(world.TRACES)) == []


LINE = {
    "姓名": world.NAME, "性别": "女", "出生日期": "1976-09-23", "学号": world.NUMBER, "学院": "数学学院",
    "专业": "金丝雀学", "班级": "金丝雀班", "毕业年份": "2002", "手机": "13912345678",
    "邮箱": world.EMAIL, "工作单位": "canary-works",
}  # fmt: skip
OTHER = {"姓名": "李娜", "性别": "女", "学号": "200012345678", "学院": "数学学院", "毕业年份": "2002", "专业": "数学"}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_person_from_a_roster_edited_merged_exported_and_mailed_leaves_nothing(
    staff, college, tmp_path, settings, suffix
):
    roster = take_in(
        upload(file_of(tmp_path, suffix, OTHER, LINE, OTHER | {"姓名": "赵磊"}), staff, college=college), staff
    )
    person = Alumnus.objects.get(name=world.NAME)
    people.record_interaction(
        person_id=person.pk, kind="visit", happened_on="2020-01-01", summary="canary-visit", by=staff
    )
    people.archive_person(person_id=person.pk, reason="canary-reason", by=staff)
    people.restore_person(person_id=person.pk, by=staff)
    twin = make_alumnus(world.NAME, notes="canary-twin")
    make_contact(twin, kind="qq", value="9912345678")
    merging.merge_alumni(keep=person, drop=twin, by=staff)
    job, _new = exports.start_export(
        selection=Selection(everyone=True, words=world.NAME), columns=["name", "mobile"], file_format=suffix,
        reason=f"给{world.NAME}写信", key=uuid.uuid4(), language="en", by=staff,
    )  # fmt: skip
    assert work(job.pk).state == Job.State.DONE
    words = [*world.TRACES, "金丝雀", "9912345678"]
    assert len(files_with(settings, words)) == 2
    counts = dict(roster.counts)
    erase(twin, staff)  # the merged record stands for the same person
    assert places_of(words) == []
    assert files_with(settings, words) == []
    assert not any(word.encode() in said for said in _in_redis() for word in words)
    roster.refresh_from_db()
    assert roster.counts == counts
    assert dict(roster.rows.values_list("number", "outcome")) == {2: "created", 3: "created", 4: "created"}
    job.refresh_from_db()
    assert not job.result
    # The file that is left is the same file without the person.
    again = upload(_stored(roster, tmp_path), staff, college=college)
    assert list(again.rows.order_by("number").values_list("number", "fields__name")) == [(2, "李娜"), (4, "赵磊")]
    undo(roster, staff)
    assert Alumnus.objects.count() == 0


def file_of(folder, suffix, *rows):
    path = roster_file(folder, *rows)
    if suffix == "csv":
        return path
    book_path = folder / "名册.xlsx"
    with xlsxwriter.Workbook(book_path) as book:
        page = book.add_worksheet("在册")
        for number, row in enumerate([dict(zip(TITLES, TITLES, strict=True)), *rows]):
            for column, title in enumerate(TITLES):
                page.write_string(number, column, str(row.get(title, "")))
    return book_path


def _stored(roster, folder):
    path = folder / f"again{'.csv' if roster.filename.endswith('csv') else '.xlsx'}"
    with roster.file.open("rb") as stored:
        path.write_bytes(stored.read())
    return path


def _in_redis() -> list[bytes]:
    client = cache._cache.get_client()
    keys = list(client.scan_iter("*"))
    return [*keys, *(client.dump(key) or b"" for key in keys)]


def test_the_next_roster_does_not_bring_the_person_back(staff, college, tmp_path, settings):
    take_in(upload(file_of(tmp_path, "csv", LINE, OTHER), staff, college=college), staff)
    erase(Alumnus.objects.get(name=world.NAME), staff)
    changed = LINE | {"工作单位": "另一家", "手机": "13700000000"}  # the student number is still the same
    again = upload(roster_file(tmp_path, changed, OTHER, name="新名册.csv"), staff, college=college)
    row = again.rows.get(number=2)
    assert (row.outcome, row.raw, row.fields) == ("rejected", [], {})
    assert [reason["code"] for reason in row.reasons] == ["erased"]
    assert again.counts["rejected"] == 1
    take_in(again, staff)
    assert list(Alumnus.objects.values_list("name", flat=True)) == ["李娜"]
    assert places_of([world.NAME, world.NUMBER]) == []
    assert files_with(settings, [world.NAME, world.NUMBER]) == []


def test_a_namesake_comes_in(staff, college, tmp_path):
    take_in(upload(file_of(tmp_path, "csv", LINE), staff, college=college), staff)
    erase(Alumnus.objects.get(name=world.NAME), staff)
    namesake = {"姓名": world.NAME, "学院": "数学学院", "毕业年份": "2010", "专业": "数学", "手机": "13600000001"}
    take_in(upload(roster_file(tmp_path, namesake, name="另.csv"), staff, college=college), staff)
    assert Alumnus.objects.filter(name=world.NAME).count() == 1


def test_rows_that_were_checked_only_are_never_imported(staff, college, tmp_path):
    person = make_alumnus(world.NAME)
    make_degree(person, college=college, student_no=world.NUMBER, graduation_year=2002)
    roster = upload(file_of(tmp_path, "csv", LINE, OTHER), staff, college=college)
    erase(person, staff)
    take_in(roster, staff)
    assert list(Alumnus.objects.values_list("name", flat=True)) == ["李娜"]
    assert (roster.counts["rejected"], roster.counts["created"]) == (1, 1)


@pytest.mark.parametrize(("start", "is_kept"), [(b"", True), (b"PK\x03\x04", False)])
def test_a_refused_file_that_names_the_person_is_rewritten_or_deleted(
    staff, college, tmp_path, settings, start, is_kept
):
    person = make_alumnus(world.NAME)
    make_contact(person, value=world.PHONE)
    path = tmp_path / "坏.csv"
    path.write_bytes(start + f"别人,1\n{world.NAME},13912345678\n".encode("gb18030"))
    roster = upload(path, staff, college=college)
    assert roster.state == Roster.State.REFUSED
    erase(person, staff)
    roster.refresh_from_db()
    assert bool(roster.file) == is_kept
    assert files_with(settings, [world.NAME]) == []


def test_erasing_twice_does_it_once_and_a_colleague_keeps_the_account(staff):
    person = make_alumnus("王伟", user=staff)
    erase(person, staff)
    assert not erasing.erase_person(person_id=person.pk, by=staff)
    staff.refresh_from_db()
    assert (staff.is_active, staff.name) == (True, "李老师")
    assert Erasure.objects.count() == 1


def test_an_erasure_that_fails_leaves_the_person_whole(staff, monkeypatch):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜"), staff)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(rows, "forget_history", fail)
    with pytest.raises(RuntimeError):
        erasing.erase_person(person_id=person.pk, by=staff)
    assert person.contacts.count() == 3
    assert not Erasure.objects.exists()


def test_the_forecast_says_in_numbers_what_will_go(staff):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜"), staff)
    told = dict(erasing.forecast(person.pk))
    assert told[str(Alumnus.contacts.rel.related_model._meta.verbose_name_plural)] == 3
    silent = {"alumni.SearchKey", "alumni.SearchDoc"}
    tables = [table for table in TABLES.values() if table.person and table.label not in silent]
    assert len(told) == len(tables)
    assert all(table.because for table in tables if table.erase is Erase.KEEP)


def test_after_a_restore_the_list_outside_the_database_erases_again(staff, settings):
    person = world.make_person(staff)
    world.fill(person, make_alumnus("李娜"), staff)
    pk = person.pk
    with transaction.atomic():
        backup = transaction.savepoint()  # the backup
        erase(person, staff)
        transaction.savepoint_rollback(backup)  # the restore
    assert Alumnus.objects.filter(pk=pk).exists()
    assert not Erasure.objects.exists()
    lines = [json.loads(line) for line in settings.ERASURE_LOG.read_text().splitlines()]
    assert [line["record"] for line in lines if "record" in line] == [pk]
    done = erasing.replay()
    assert (done.erased, done.noted, done.others) == (1, 0, 0)
    assert kept_by_law(places_of(world.TRACES)) == []
    assert Erasure.objects.get().hashes
    assert erasing.replay() == erasing.Replayed(0, 0, 0)
    assert make_alumnus("赵磊").pk > pk


def test_a_replay_leaves_alone_who_has_the_number_now(staff, settings):
    settings.ERASURE_LOG.write_text(
        json.dumps({"record": 987_654, "account": None, "hashes": ["aa"], "at": "2026-01-01T00:00:00+08:00"}) + "\n"
    )
    make_alumnus("别人", pk=987_654)
    assert erasing.replay() == erasing.Replayed(0, 0, 1)
    assert Alumnus.objects.filter(pk=987_654).exists()


def test_settings_name_a_place_outside_of_the_media():
    assert not str(django_settings.ERASURE_LOG).startswith(str(django_settings.MEDIA_ROOT))
