"""Whom a row means: sure where the evidence is, a question where it contradicts, else someone new."""

import pytest

from alumni.models import Alumnus
from alumni.services import rosters
from tests.factories import make_alumnus, make_contact, make_degree

from .steps import outcomes, roster_file, take_in, upload

WANG = {"姓名": "王伟", "性别": "男", "学院": "数学学院", "毕业年份": "1998"}


@pytest.fixture
def wang(university):
    person = make_alumnus("王伟", gender="male", birth_date="1976-05-03", source="roster")
    make_degree(
        person, college=university["数学学院"], major="统计学", class_name="94级1班", student_no="199412345",
        graduation_year=1998, enrolment_year=1994, level="bachelor", source="roster",
    )  # fmt: skip
    make_contact(person, value="+8613800138000", source="roster")
    return person


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        # the number, a telephone: sure, unless something contradicts
        (WANG | {"学号": "199412345"}, "unchanged"),
        (WANG | {"手机": "13800138000"}, "unchanged"),
        (WANG | {"手机": "13800138000", "性别": "女"}, "ambiguous"),
        (WANG | {"学号": "199412345", "出生日期": "1975-01-01"}, "ambiguous"),
        # the number of someone else of that year: perhaps a typing error
        (WANG | {"姓名": "王炜", "学号": "199412345"}, "ambiguous"),
        (WANG | {"姓名": "王炜", "学号": "199412345", "毕业年份": "2008"}, "created"),
        # somebody else's telephone says nothing
        (WANG | {"姓名": "李娜", "性别": "女", "手机": "13800138000"}, "created"),
        # name and day of birth, backed by the college or the year
        ({"姓名": "王伟", "出生日期": "1976-05-03", "学院": "数学学院"}, "unchanged"),
        ({"姓名": "王伟", "出生日期": "1976-05-03", "学院": "法学院", "毕业年份": "2001"}, "ambiguous"),
        # the same course of study, backed by major or class, and nothing against it
        (WANG | {"专业": "统计学"}, "unchanged"),
        (WANG | {"班级": "94级1班", "职务": "经理"}, "updated"),
        (WANG, "ambiguous"),
        (WANG | {"专业": "统计学", "手机": "13900139000"}, "ambiguous"),
        (WANG | {"专业": "应用数学"}, "created"),
        (WANG | {"专业": "统计学", "出生日期": "1977-01"}, "created"),
        (WANG | {"专业": "统计学", "学号": "199412346"}, "created"),
        (WANG | {"专业": "统计学", "性别": "女"}, "created"),
        (WANG | {"专业": "统计学", "毕业年份": "1999"}, "created"),
        # a name alone is no evidence
        ({"姓名": "王伟"}, "created"),
        (WANG | {"学院": "法学院"}, "created"),
    ],
)
def test_a_row_is_taken_for_a_known_person_only_with_evidence(said, outcome, wang, officer, tmp_path):
    roster = upload(roster_file(tmp_path, said), officer)

    assert outcomes(roster) == {2: outcome}
    take_in(roster, officer)
    assert Alumnus.objects.count() == (2 if outcome == "created" else 1)


def test_two_candidates_as_good_as_each_other_are_asked_about(wang, university, officer, tmp_path):
    other = make_alumnus("王伟", gender="male")
    make_degree(other, college=university["数学学院"], major="统计学", graduation_year=1998)

    row = upload(roster_file(tmp_path, WANG | {"专业": "统计学"}), officer).rows.get()

    assert (row.outcome, row.candidates) == ("ambiguous", [{"pk": wang.pk}, {"pk": other.pk}])


def test_an_undecided_row_stays_out_and_a_decided_one_goes_where_the_officer_said(wang, officer, tmp_path):
    roster = take_in(upload(roster_file(tmp_path, WANG | {"职务": "经理"}), officer), officer)
    row = roster.rows.get()
    assert (row.outcome, row.alumnus, Alumnus.objects.count()) == ("ambiguous", None, 1)

    rosters.decide_row(row=row, decision=wang.pk, by=officer)
    take_in(roster, officer)

    row.refresh_from_db()
    assert (row.outcome, row.alumnus) == ("updated", wang)
    assert list(wang.employments.values_list("job_title", flat=True)) == ["经理"]


def test_an_ambiguous_row_may_be_someone_new(wang, officer, tmp_path):
    roster = upload(roster_file(tmp_path, WANG), officer)
    rosters.decide_row(row=roster.rows.get(), decision=0, by=officer)

    take_in(roster, officer)

    assert roster.rows.get().outcome == "created"
    assert Alumnus.objects.filter(name="王伟").count() == 2


def test_only_a_candidate_can_be_chosen(wang, officer, tmp_path):
    stranger = make_alumnus("张三")
    row = upload(roster_file(tmp_path, WANG), officer).rows.get()

    with pytest.raises(rosters.NoSuchChoice):
        rosters.decide_row(row=row, decision=stranger.pk, by=officer)


def test_namesakes_of_one_class_in_one_file_stay_two(university, officer, tmp_path):
    twins = [
        WANG | {"班级": "94级2班", "学号": "19948364892", "出生日期": "1976-02"},
        WANG | {"班级": "94级2班", "学号": "19947529323", "出生日期": "1976-09"},
    ]

    roster = take_in(upload(roster_file(tmp_path, *twins), officer), officer)

    assert outcomes(roster) == {2: "created", 3: "created"}
    assert Alumnus.objects.count() == 2


def test_a_line_twice_in_a_file_is_one_person_only_when_a_telephone_proves_it(university, officer, tmp_path):
    with_phone, without = (
        WANG | {"手机": "13800138000"},
        {"姓名": "李娜", "学院": "文学院", "毕业年份": "2001", "专业": "汉语言"},
    )

    roster = upload(roster_file(tmp_path, with_phone, with_phone, without, without), officer)

    assert outcomes(roster) == {2: "created", 3: "unchanged", 4: "created", 5: "ambiguous"}
    first = roster.rows.get(number=4)
    assert roster.rows.get(number=5).candidates == [{"row": first.pk}]
    rosters.decide_row(row=roster.rows.get(number=5), decision=-first.pk, by=officer)
    take_in(roster, officer)
    assert outcomes(roster) == {2: "created", 3: "unchanged", 4: "created", 5: "unchanged"}
    assert Alumnus.objects.count() == 2


def test_a_second_degree_is_added_to_the_person_whom_the_telephone_proves(wang, university, officer, tmp_path):
    said = {"姓名": "王伟", "学院": "法学院", "毕业年份": "2003", "学历": "硕士", "手机": "13800138000"}

    take_in(upload(roster_file(tmp_path, said), officer), officer)

    assert list(wang.degrees.order_by("pk").values_list("college__name", "level", "graduation_year")) == [
        ("数学学院", "bachelor", 1998),
        ("法学院", "master", 2003),
    ]
