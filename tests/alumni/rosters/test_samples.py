"""The six sample rosters through the service into the database: every row and every field."""

import json

import pytest

from alumni.models import Alumnus, RosterRow
from alumni.services.rosters.record import PROVINCES
from tests.alumni.intake.samples import ROSTERS

from .steps import SAMPLES, outcomes, take_in, undo, upload

TRUTH = json.loads((ROSTERS / "expected.json").read_text(encoding="utf-8"))
GOOD = [name for name in SAMPLES if not name.startswith("06")]


def key(row):
    return row.roster.filename, row.sheet or None, row.number


def said(row):
    """What the database knows of a row's person, under the names of the written truth."""
    person = row.alumnus
    degree = person.degrees.select_related("school", "college").get()
    contacts = list(person.contacts.order_by("pk").values_list("kind", "value", "postcode"))
    known = {
        "name": person.name,
        "name_as_written": person.name_as_written or person.name,
        "english_name": person.latin_name,
        "gender": person.gender,
        "birth": person.birth_date,
        "country": person.country,
        "city": person.city,
        "school": degree.school and degree.school.name,
        "college": degree.college and degree.college.name,
        "mobiles": [value for kind, value, _ in contacts if kind == "mobile"],
        "emails": [value for kind, value, _ in contacts if kind == "email"],
        "wechat": next((value for kind, value, _ in contacts if kind == "wechat"), ""),
        "address": next((value for kind, value, _ in contacts if kind == "address"), ""),
        "postcode": next((postcode for kind, _, postcode in contacts if kind == "address"), ""),
    }
    job = person.employments.first()
    known |= {"employer": job.employer if job else "", "job_title": job.job_title if job else ""}
    for name in ("major", "level", "class_name", "student_no", "enrolment_year", "graduation_year"):
        known[name] = getattr(degree, name)
    return known


@pytest.mark.parametrize("filename", GOOD)
def test_every_row_and_field_of_a_sample_arrives_in_the_database(filename, university, officer):
    roster = take_in(upload(ROSTERS / filename, officer), officer)
    expected = {(row["file"], row["sheet"], row["row"]): row for row in TRUTH["rows"] if row["file"] == filename}

    rows = {key(row): row for row in roster.rows.select_related("roster", "alumnus")}
    assert rows.keys() == expected.keys()
    for where, row in rows.items():
        truth = expected[where]
        assert (where, row.status) == (where, truth["status"])
        wanted = {"ok": "created", "warning": "created", "error": "rejected", "skip": "skipped"}[truth["status"]]
        assert (where, row.outcome) == (where, wanted)
        if "expect" in truth:
            known = said(row)
            assert {name: known[name] for name in truth["expect"]} == truth["expect"]
        assert (row.alumnus is None) == (truth["status"] in ("error", "skip"))
        if truth["status"] != "ok":
            assert row.reasons
    assert Alumnus.objects.count() == sum(
        1 for row in TRUTH["rows"] if row["file"] == filename and row["status"] in ("ok", "warning")
    )


def test_six_files_in_a_row_recognise_repeated_people_and_merge_nobody_wrongly(university, officer):
    person = {}
    for filename in GOOD:
        roster = take_in(upload(ROSTERS / filename, officer), officer)
        person |= {key(row): row.alumnus_id for row in roster.rows.select_related("roster")}

    group_of = {}
    for number, group in enumerate(TRUTH["same_person"]):
        group_of |= {tuple(where): number for where in group}
    rows_of = {}
    for where, pk in person.items():
        if pk:
            rows_of.setdefault(pk, set()).add(where)
    wrong = [
        rows for rows in rows_of.values() if len(rows) > 1 and len({group_of.get(where, where) for where in rows}) > 1
    ]
    assert wrong == []
    recognised = [group for group in TRUTH["same_person"] if len({person[tuple(where)] for where in group}) == 1]
    assert len(recognised) == 44
    # The last one shares neither telephone nor e-mail with the earlier row: a person must say.
    assert list(person.values()).count(None) == 8
    assert list(RosterRow.objects.filter(outcome="ambiguous").values_list("sheet", "number")) == [("本科", 121)]
    first, second = (person[tuple(where)] for where in TRUTH["different_people"][0])
    assert first != second


def test_a_repeated_person_gets_the_newer_job_and_keeps_everything_else(university, officer):
    for filename in GOOD[:3]:
        take_in(upload(ROSTERS / filename, officer), officer)

    person = Alumnus.objects.get(name="黄佳峰")

    assert list(person.employments.order_by("pk").values_list("employer", "job_title", "is_current")) == [
        ("北京市海淀区人民法院", "总经理", False),
        ("中国科学院数学与系统科学研究院", "工程师", True),
    ]
    assert set(person.contacts.values_list("kind", "value", "postcode")) == {
        ("mobile", "+8613566261355", ""),
        ("email", "u759849@163.com", ""),
        ("email", "new1221@outlook.com", ""),
        ("address", "内蒙古自治区呼和浩特市新华大街5号", "010010"),
    }
    assert person.birth_date == "1976-09-09"
    assert person.degrees.get().school.name == "山东大学"
    assert person.degrees.get().student_no == "19945251436"


@pytest.mark.parametrize("filename", GOOD)
def test_the_same_file_again_changes_nothing(filename, university, officer):
    first = take_in(upload(ROSTERS / filename, officer), officer)
    before = list(Alumnus.objects.order_by("pk").values())

    second = upload(ROSTERS / filename, officer, again=True)
    preview = outcomes(second)
    take_in(second, officer)

    assert set(preview.values()) <= {"unchanged", "rejected", "skipped"}
    assert second.counts == first.counts | {"created": 0, "unchanged": first.counts["created"]}
    assert list(Alumnus.objects.order_by("pk").values()) == before


def test_the_preview_says_what_the_import_then_does(university, officer):
    for filename in GOOD:
        roster = upload(ROSTERS / filename, officer)
        preview = list(roster.rows.order_by("pk").values_list("sheet", "number", "outcome"))
        take_in(roster, officer)
        assert list(roster.rows.order_by("pk").values_list("sheet", "number", "outcome")) == preview


def test_a_truncated_workbook_is_refused_and_nothing_is_written(university, officer):
    roster = upload(ROSTERS / "06-坏文件.xlsx", officer)

    assert roster.state == "refused"
    assert json.loads(roster.refusal)["code"] == "truncated"
    assert RosterRow.objects.count() == 0
    assert Alumnus.objects.count() == 0


def test_undoing_all_six_imports_leaves_nobody(university, officer):
    done = [take_in(upload(ROSTERS / filename, officer), officer) for filename in GOOD]

    for roster in reversed(done):
        undo(roster, officer)

    assert Alumnus.objects.count() == 0
    assert {roster.state for roster in done} == {"undone"}


def test_a_code_stands_for_each_province():
    assert (PROVINCES["山东"], PROVINCES["北京"], PROVINCES["澳门"]) == ("37", "11", "82")
