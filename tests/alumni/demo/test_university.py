from alumni.demo import university
from alumni.demo.university import COLLEGES, SCHOOLS, SUCCESSIONS, TODAY, diplomas, majors

NINE = {
    "医学院", "数学学院", "机械工程学院", "外国语学院", "经济学院",
    "文学院", "法学院", "计算机科学与技术学院", "物理学院",
}  # fmt: skip


def test_the_university_has_forty_colleges_today_with_the_nine_of_the_rosters():
    names = {college.name for college in TODAY}

    assert len(TODAY) == len(names) == 40
    assert names >= NINE
    assert {college.school for college in TODAY} == {university.MAIN}
    assert {college.closed_on for college in TODAY} == {""}


def test_two_schools_became_part_of_it_on_one_day():
    merged = {(s.name, s.successor) for s in SCHOOLS if s.closed_on == "2000-07-22"}

    assert merged == {("山东医科大学", "main"), ("山东工业大学", "main")}


def test_every_college_that_closed_went_into_another_at_the_time_of_its_closing():
    closed = {college.key for college in COLLEGES.values() if college.closed_on and college.school != "ocean"}
    last = {s.predecessor: s for s in SUCCESSIONS if COLLEGES[s.predecessor].closed_on}

    assert last.keys() == closed
    assert all(s.happened_on == COLLEGES[s.predecessor].closed_on for s in SUCCESSIONS if s.predecessor in closed)
    assert {s.successor for s in SUCCESSIONS} <= COLLEGES.keys()


def test_a_diploma_of_1987_carries_the_name_that_the_department_had_then():
    assert set(diplomas("main/计算机科学与技术学院", 1987)) == {"main/计算机系", "eng/计算机科学与工程系"}
    assert diplomas("main/医学院", 1962) == ["med1952/医疗系"]
    assert diplomas("main/医学院", 1990) == ["med/医学系"]
    assert diplomas("main/医学院", 2001) == ["main/医学院"]
    assert diplomas("main/微电子学院", 1999) == []


def test_majors_come_and_go():
    assert "人工智能" not in majors("main/计算机科学与技术学院", 2010)
    assert "人工智能" in majors("main/计算机科学与技术学院", 2020)
    assert university.MAJORS.keys() == {college.key for college in TODAY}
