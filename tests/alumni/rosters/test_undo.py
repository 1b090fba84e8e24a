"""Undoing an import takes back what it wrote and nothing else, also after further edits."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.models import Alumnus, ContactPoint, Degree, Employment, RosterRow
from tests.factories import make_alumnus, make_contact, make_degree

from .steps import outcomes, roster_file, take_in, undo, upload

WANG = {
    "姓名": "王伟", "性别": "男", "出生日期": "1976-05-03", "学院": "数学学院", "专业": "统计学", "毕业年份": "1998",
    "工作单位": "海尔集团", "职务": "经理", "手机": "13800138000", "邮箱": "wang@163.com",
}  # fmt: skip
LI = {"姓名": "李娜", "性别": "女", "学院": "文学院", "毕业年份": "2001", "手机": "13900139000", "工作单位": "浪潮集团"}
VOLATILE = {"updated_at"}


@pytest.fixture
def wang(university):
    """Known before, from a roster, with little."""
    person = make_alumnus("王伟", source="roster")
    make_degree(person, college=university["数学学院"], source="roster")
    make_contact(person, value="+8613800138000", source="roster")
    person.employments.create(employer="浪潮集团", job_title="工程师", source="roster")
    return person


def everything():
    """All columns of all people, without the moment of the last change."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in VOLATILE}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (Alumnus, Degree, Employment, ContactPoint)
    }


def test_undo_gives_back_every_value_and_deletes_every_new_person(wang, officer, tmp_path):
    before = everything()
    roster = take_in(upload(roster_file(tmp_path, WANG, LI), officer), officer)
    assert outcomes(roster) == {2: "updated", 3: "created"}
    assert everything() != before

    undo(roster, officer)

    assert everything() == before
    assert roster.state == "undone"
    assert roster.rows.filter(undone_at__isnull=True).count() == 0


def test_a_value_changed_since_stays_and_is_listed(wang, officer, tmp_path):
    roster = take_in(upload(roster_file(tmp_path, WANG), officer), officer)
    wang.refresh_from_db()
    wang.gender = "female"
    wang.save()

    undo(roster, officer)

    wang.refresh_from_db()
    row = roster.rows.get()
    assert (wang.gender, wang.birth_date) == ("female", "")
    assert row.journal["kept"] == [{"table": "alumnus", "pk": wang.pk, "column": "gender", "why": "changed"}]


def test_a_new_person_on_whom_the_office_worked_stays_without_the_imported_values(university, officer, tmp_path):
    roster = take_in(upload(roster_file(tmp_path, LI), officer), officer)
    person = Alumnus.objects.get()
    own = make_contact(person, kind="email", value="li@163.com")

    undo(roster, officer)

    person.refresh_from_db()
    assert (person.name, person.gender) == ("李娜", "")
    assert list(person.contacts.all()) == [own]
    assert (person.degrees.count(), person.employments.count()) == (0, 0)
    assert roster.rows.get().journal["kept"] == [{"table": "alumnus", "pk": person.pk, "why": "in_use"}]


def test_an_earlier_import_can_be_undone_while_a_later_one_stays(university, officer, tmp_path):
    first = take_in(upload(roster_file(tmp_path, LI, name="a.csv"), officer), officer)
    more = {"姓名": "李娜", "学院": "文学院", "手机": "13900139000", "邮箱": "li@163.com"}
    second = take_in(upload(roster_file(tmp_path, more, name="b.csv"), officer), officer)
    assert outcomes(second) == {2: "updated"}

    undo(first, officer)
    person = Alumnus.objects.get()
    assert list(person.contacts.values_list("value", flat=True)) == ["li@163.com"]

    undo(second, officer)
    assert person.contacts.count() == 0


def test_a_row_that_said_nothing_new_does_not_hold_a_person(university, officer, tmp_path):
    first = take_in(upload(roster_file(tmp_path, LI), officer), officer)
    again = take_in(upload(roster_file(tmp_path, LI), officer, again=True), officer)
    assert outcomes(again) == {2: "unchanged"}

    undo(first, officer)

    assert Alumnus.objects.count() == 0
    assert again.rows.get().alumnus is None


EDITS = {
    "gender": lambda person: Alumnus.objects.filter(pk=person).update(gender="female"),
    "city": lambda person: Alumnus.objects.filter(pk=person).update(city="青岛"),
    "major": lambda person: Degree.objects.filter(alumnus=person).update(major="应用数学"),
    "year": lambda person: Degree.objects.filter(alumnus=person).update(enrolment_year=1994),
    "no more e-mails": lambda person: ContactPoint.objects.filter(alumnus=person, kind="email").delete(),
    "verified": lambda person: ContactPoint.objects.filter(alumnus=person).update(state="bad"),
    "new telephone": lambda person: ContactPoint.objects.get_or_create(
        alumnus_id=person, kind="phone", value="+8653188364701"
    ),
    "new job": lambda person: Employment.objects.create(alumnus_id=person, employer="山东大学"),
    "job ended": lambda person: Employment.objects.filter(alumnus=person).update(is_current=False, ended_on="2020"),
}


class Rollback(Exception):
    pass


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), max_size=4))
def test_after_any_edits_undo_leaves_each_value_as_edited_or_as_before_the_import(edits, wang, officer, tmp_path):
    """Every row that was there before has, in each column, the value it had before, or the one it was edited to; every
    other row is one that an edit made or touched."""
    before = {(table, row["id"]): row for table, rows in everything().items() for row in rows}
    try:
        with transaction.atomic():
            roster = take_in(upload(roster_file(tmp_path, WANG, LI), officer, again=True), officer)
            imported = {(table, row["id"]): row for table, rows in everything().items() for row in rows}
            for edit in edits:
                for person in Alumnus.objects.values_list("pk", flat=True):
                    EDITS[edit](person)
            edited = {(table, row["id"]): row for table, rows in everything().items() for row in rows}

            undo(roster, officer)

            after = {(table, row["id"]): row for table, rows in everything().items() for row in rows}
            for key, row in after.items():
                check(key, row, before.get(key), imported.get(key), edited[key])
            for key in edited.keys() - after.keys():
                assert key not in before
                assert edited[key] == imported[key]
            assert before.keys() & edited.keys() <= after.keys()
            if not edits:
                assert after == before
            raise Rollback
    except Rollback:
        pass


def check(key, row, before, imported, edited):
    if before is None and imported is None:  # made by an edit
        assert row == edited
        return
    for column, value in row.items():
        if column == "field_sources" or (column == "is_current" and row["ended_on"]):  # an ended job is not current
            continue
        if imported is not None and edited[column] != imported[column]:
            assert (key, column, value) == (key, column, edited[column])
        elif before is not None:
            assert (key, column, value) == (key, column, before[column])
    if before is None:  # imported, and still there: because it was edited, or because its person was
        touched = RosterRow.objects.filter(journal__has_key="kept").exists()
        assert touched
