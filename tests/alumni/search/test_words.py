"""What a word may stand for, kind by kind. Words are joined by AND."""

import pytest

from alumni.models import AlumnusTag, Succession, Tag
from alumni.queries.search.words import full_year, split
from tests.factories import make_alumnus, make_college, make_degree, make_employment, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """王伟 and those who differ from him in one thing."""
    school = make_school("山东大学", english_name="Shandong University")
    computing = make_college(
        "计算机科学与技术学院", school, english_name="School of Computer Science", aliases=["计算机系"]
    )
    law = make_college("法学院", school)
    wei = make_alumnus("王伟", country="CN", province="37", city="济南")
    make_degree(wei, school=school, college=computing, major="软件工程", level="bachelor", enrolment_year=1998,
                graduation_year=2002, student_no="199800123")  # fmt: skip
    make_employment(wei, "浪潮集团有限公司")
    namesake = make_alumnus("王伟国", country="JP", city="東京")
    make_degree(namesake, school=school, college=law, major="经济法", level="master", enrolment_year=2002,
                graduation_year=2005, student_no="2002A0077")  # fmt: skip
    make_employment(namesake, "HP")
    return wei, namesake


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "王伟 计算机",
        "计算机 王伟",
        "王伟　计算机",
        "  王伟\t计算机\n",
        "王伟\u00a0计算机",
        "王伟 王伟 计算机",
        "王 伟 98级 软件 浪潮 济南",
    ],
)
def test_every_word_must_be_met_whatever_space_is_between_them(find, people, words):
    assert find(words) == ["王伟"]


def test_a_word_that_nobody_meets_leaves_nobody(find, people):
    assert find("王伟 海尔") == []
    assert find("王伟") == ["王伟", "王伟国"]


def test_two_words_may_be_met_by_different_degrees(find, people):
    make_degree(people[0], major="经济法", graduation_year=2005)
    assert find("软件 2005届") == ["王伟"]


def test_no_words_find_everybody_by_reading(find):
    for name in ("周涛", "Anna Li", "单伟", "王伟", "丁一"):
        make_alumnus(name)
    assert find("") == find("   　") == ["Anna Li", "丁一", "单伟", "王伟", "周涛"]


def test_at_most_eight_words_of_sixty_letters_are_read():
    assert split("a b c d e f g h i j") == list("abcdefgh")
    assert split("王" * 100_000) == ["王" * 60]
    assert split("王伟\x00济南") == ["王伟", "济南"]


# -- years ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["98级", "1998级", "98級", "９８级", "九八级", "一九九八级"])
def test_a_year_with_ji_is_the_year_of_enrolment(find, people, word):
    assert find(word) == ["王伟"]


@pytest.mark.parametrize("word", ["02届", "2002届", "02屆", "２００２届", "〇二届", "零二届", "二〇〇二届"])
def test_a_year_with_jie_is_the_year_of_graduation(find, people, word):
    assert find(word) == ["王伟"]


def test_a_bare_year_is_either(find, people):
    assert find("1998") == ["王伟"]
    assert find("2002") == ["王伟", "王伟国"]
    assert find("2005") == ["王伟国"]
    assert find("1999") == []


@pytest.mark.parametrize(("digits", "year"), [("98", 1998), ("02", 2002), ("00", 2000), ("49", 1949), ("1949", 1949)])
def test_two_figures_mean_the_hundred_years_up_to_four_from_now(digits, year, time_machine):
    time_machine.move_to("2026-03-01")
    assert full_year(digits) == year


def test_students_who_will_graduate_soon_are_meant_too(time_machine):
    time_machine.move_to("2026-03-01")
    assert (full_year("30"), full_year("31")) == (2030, 1931)


def test_a_figure_in_a_name_is_a_character(find):
    make_alumnus("赵九")
    make_alumnus("李〇")
    assert find("九") == ["赵九"]
    assert find("〇") == ["李〇"]


# -- colleges and schools ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "计算机科学与技术学院",
        "计算机",
        "科学与技术",
        "技术学院",
        "計算機",
        "计算机系",
        "computer science",
        "ｃｏｍｐｕｔｅｒ",
        "computersci",
    ],
)
def test_a_college_is_found_by_any_piece_of_any_of_its_names(find, people, word):
    assert find(word) == ["王伟"]


def test_in_letters_a_piece_begins_where_a_word_begins(find, people):
    assert find("puter") == []
    assert find("science") == ["王伟"]


def test_todays_college_finds_the_graduates_of_all_its_predecessors(find):
    course, department, college = make_college("医学专修科"), make_college("医疗系"), make_college("临床学院")
    Succession.objects.create(predecessor=course, successor=department, kind="renamed")
    Succession.objects.create(predecessor=department, successor=college, kind="merged")
    for name, each in (("丁一", course), ("丁二", department), ("丁三", college)):
        make_degree(make_alumnus(name), college=each)
    assert find("临床学院") == ["丁二", "丁三", "丁一"]
    assert find("医疗系") == ["丁二", "丁一"]
    assert find("医学专修科") == ["丁一"]


def test_todays_school_finds_the_graduates_of_its_predecessors(find):
    today = make_school("山东大学", english_name="Shandong University")
    medical = make_school("山东医科大学", successor=today)
    institute = make_school("山东医学院", successor=medical)
    for name, each in (("丁一", institute), ("丁二", medical), ("丁三", today)):
        make_degree(make_alumnus(name), school=each)
    assert find("山东大学") == find("shandong university") == ["丁二", "丁三", "丁一"]
    assert find("医科大学") == ["丁二", "丁一"]
    assert find("山东医学院") == ["丁一"]


# -- the rest ------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["软件工程", "软件", "件工", "工程", "軟件"])
def test_a_major_by_any_piece(find, people, word):
    assert find(word) == ["王伟"]


@pytest.mark.parametrize("word", ["浪潮集团有限公司", "浪潮", "潮集", "集团", "有限公司", "浪潮集團"])
def test_an_employer_by_any_piece(find, people, word):
    assert find(word) == ["王伟"]


def test_a_former_employer_too(find, people):
    make_employment(people[0], "青岛海尔", is_current=False)
    assert find("海尔") == ["王伟"]


@pytest.mark.parametrize(
    ("employer", "word"), [("360集团", "360"), ("58同城", "58"), ("HP", "hp"), ("IBM 中国", "ibm"), ("3M", "3m")]
)
def test_an_employer_whose_name_is_short_or_a_figure(find, employer, word):
    make_employment(make_alumnus("丁一"), employer)
    make_employment(make_alumnus("丁二"), "Hpc Ibmx")
    assert find(word) == (["丁二", "丁一"] if word == "ibm" else ["丁一"])


@pytest.mark.parametrize("word", ["济南", "濟南", "山东", "shandong", "中国", "china"])
def test_a_place_in_either_language(find, people, word):
    assert "王伟" in find(word)


@pytest.mark.parametrize("word", ["东京", "東京", "日本", "japan", "JAPAN"])
def test_a_city_or_country_abroad(find, people, word):
    assert find(word) == ["王伟国"]


@pytest.mark.parametrize("word", ["本科", "bachelor"])
def test_a_level_in_either_language(find, people, word):
    assert find(word) == ["王伟"]


def test_a_tag_by_any_piece(find, people):
    tag = Tag.objects.create(name="2024 返校捐赠")
    AlumnusTag.objects.create(alumnus=people[1], tag=tag)
    assert find("返校") == find("捐赠") == find("2024") == find("捐贈") == ["王伟国"]


@pytest.mark.parametrize("word", ["199800123", "1998001", "１９９８００", "199"])
def test_a_student_number_whole_or_its_beginning(find, people, word):
    assert find(word) == ["王伟"]


def test_a_student_number_with_letters_in_either_case(find, people):
    assert find("2002A0077") == find("2002a00") == ["王伟国"]


def test_the_middle_of_a_student_number_is_nothing(find, people):
    assert find("800123") == []


# -- those who are gone --------------------------------------------------------------------------


def test_merged_and_archived_people_are_not_found(find, people):
    from django.utils import timezone

    wei, namesake = people
    wei.merged_into = namesake
    wei.save()
    assert find("王伟") == ["王伟国"]
    namesake.archived_at = timezone.now()
    namesake.save()
    assert find("王伟") == find("") == []
    wei.merged_into = None
    wei.save()
    assert find("王伟") == ["王伟"]
