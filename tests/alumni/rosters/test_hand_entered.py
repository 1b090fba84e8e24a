"""An import adds what is missing and leaves alone what people entered, unless told to overwrite."""

import pytest

from alumni.models import Consent, ContactPoint
from tests.factories import make_alumnus, make_contact, make_degree

from .steps import roster_file, take_in, upload

SAID = {
    "姓名": "王伟", "性别": "女", "出生日期": "1976-05", "学院": "数学学院", "专业": "应用数学", "毕业年份": "1998",
    "工作单位": "海尔集团", "职务": "经理", "手机": "13800138000", "邮箱": "new@163.com",
}  # fmt: skip


@pytest.fixture
def wang(university):
    """Entered by the office: no sex, a birth year, a major, a job, an e-mail that no longer reaches."""
    person = make_alumnus("王伟", birth_date="1976", source="staff")
    make_degree(person, college=university["数学学院"], major="数学与应用数学", source="staff")
    person.employments.create(employer="浪潮集团", job_title="工程师", source="staff")
    make_contact(person, value="+8613800138000", source="alumnus")
    make_contact(person, kind="email", value="new@163.com", state=ContactPoint.State.BAD, source="staff")
    return person


def test_what_is_missing_is_added_and_what_people_entered_stays(wang, university, officer, tmp_path):
    roster = take_in(upload(roster_file(tmp_path, SAID), officer), officer)

    row = roster.rows.get()
    wang.refresh_from_db()
    degree = wang.degrees.get()
    assert (row.outcome, row.alumnus) == ("updated", wang)
    assert (wang.gender, wang.birth_date) == ("female", "1976")
    assert wang.field_sources == {"gender": {"source": "roster", "row": row.pk}}
    assert (degree.major, degree.graduation_year) == ("数学与应用数学", 1998)
    assert list(wang.employments.order_by("pk").values_list("employer", "is_current", "source", "roster_row")) == [
        ("浪潮集团", True, "staff", None),
        ("海尔集团", True, "roster", row.pk),
    ]
    assert set(wang.contacts.values_list("kind", "value", "state", "source")) == {
        ("mobile", "+8613800138000", "unverified", "alumnus"),
        ("email", "new@163.com", "bad", "staff"),
    }
    assert {(change["column"], change["old"], change["new"]) for change in row.changes if change["op"] == "keep"} == {
        ("birth_date", "1976", "1976-05"),
        ("major", "数学与应用数学", "应用数学"),
    }


def test_told_to_overwrite_it_replaces_values_but_never_blanks_or_revives(wang, university, officer, tmp_path):
    said = SAID | {"性别": ""}
    take_in(upload(roster_file(tmp_path, said), officer, overwrite=True), officer)

    wang.refresh_from_db()
    assert (wang.gender, wang.birth_date, wang.degrees.get().major) == ("", "1976-05", "应用数学")
    assert list(wang.employments.order_by("pk").values_list("employer", "is_current")) == [
        ("浪潮集团", False),
        ("海尔集团", True),
    ]
    assert wang.contacts.get(kind="email").state == "bad"


def test_a_field_that_the_office_emptied_stays_empty(wang, university, officer, tmp_path):
    wang.field_sources = {"gender": {"source": "staff", "by": officer.pk}}
    wang.save()

    take_in(upload(roster_file(tmp_path, SAID), officer), officer)

    wang.refresh_from_db()
    assert wang.gender == ""


def test_consents_are_never_touched(wang, university, officer, tmp_path):
    Consent.objects.create(alumnus=wang, purpose="contact", given=False, source="alumnus")
    before = list(Consent.objects.values())

    take_in(upload(roster_file(tmp_path, SAID), officer, overwrite=True), officer)

    assert list(Consent.objects.values()) == before


def test_an_older_roster_does_not_bring_a_former_job_back(university, officer, tmp_path):
    base = {"姓名": "王伟", "学院": "数学学院", "手机": "13800138000"}
    old, new = base | {"工作单位": "浪潮集团", "职务": "工程师"}, base | {"工作单位": "海尔集团", "职务": "经理"}
    for number, said in enumerate([old, new, old]):
        roster = take_in(upload(roster_file(tmp_path, said, name=f"{number}.csv"), officer, again=True), officer)

    person = roster.rows.get().alumnus
    assert roster.rows.get().outcome == "unchanged"
    assert list(person.employments.order_by("pk").values_list("employer", "is_current")) == [
        ("浪潮集团", False),
        ("海尔集团", True),
    ]


def test_what_an_import_writes_knows_where_it_came_from(university, officer, tmp_path):
    roster = take_in(upload(roster_file(tmp_path, SAID), officer), officer)

    row = roster.rows.get()
    person = row.alumnus
    written = [person, person.degrees.get(), person.employments.get(), *person.contacts.all()]
    assert len(written) == 5
    assert {(one.source, one.roster_row_id, one.entered_by_id) for one in written} == {("roster", row.pk, officer.pk)}
