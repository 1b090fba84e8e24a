"""Filters: each by itself, several of one degree, and what is sent that is no filter."""

from datetime import UTC, date, datetime

import pytest

from alumni.models import AlumnusTag, PersonList, PersonListEntry, Succession, Tag
from alumni.queries import search as queries
from alumni.queries.search.filters import years
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_school, make_user

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", reference.WAYS)


@pytest.fixture
def people():
    """丁一 has everything that a filter knows; 李四 nothing but what nobody is without."""
    school, tag = make_school("山东大学"), Tag.objects.create(name="返校")
    person = make_alumnus("丁一", country="CN", province="37", industry="I", tier="notable", gender="female", life="unknown",
                          kind="staff", verified_at=datetime(2024, 5, 1, tzinfo=UTC), last_contact_on=date(2024, 5, 1))  # fmt: skip
    make_degree(
        person, school=school, college=make_college(), level="master", enrolment_year=1998, graduation_year=2002
    )
    make_contact(person, "email", "ding@example.com")
    make_contact(person, "mobile", "+8613800000001")
    make_contact(person, "address", "济南")
    AlumnusTag.objects.create(alumnus=person, tag=tag)
    make_alumnus("李四")
    return {"school": str(school.pk), "college": str(make_college().pk), "tag": str(tag.pk)}


@WAYS
@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("college", None, "数学学院"), ("school", None, "山东大学"), ("level", "master", "硕士"), ("enrolled", "1998", "1998"),
        ("graduated", "2002", "2002"), ("province", "37", "山东"), ("country", "CN", "中国"), ("industry", "I", None),
        ("tier", "notable", "知名"), ("tag", None, "返校"), ("reach", "email", None), ("reach", "phone", None),
        ("reach", "post", None), ("verified", "yes", None), ("life", "unknown", None), ("gender", "female", "女"),
        ("kind", "staff", None), ("contacted", "2024", "2024"),
    ],
)  # fmt: skip
def test_each_filter_finds_and_counts(find, staff, people, name, value, label, way):
    value = value or people[name]
    with reference.constants(**way):
        assert find(**{name: [value]}) == ["丁一"]
        assert find("丁", **{name: [value]}) == ["丁一"]
        assert find("李", **{name: [value]}) == []
        facet = next(each for each in queries.facets(queries.Search(staff, "丁")) if each.name == name)
    option = next(option for option in facet.options if option.value == value)
    assert (option.count, option.is_chosen) == (1, False)
    if label:
        assert option.label == label


@pytest.mark.parametrize(
    ("name", "value"),
    [("tier", "regular"), ("verified", "no"), ("life", "living"), ("kind", "graduate"), ("contacted", "never")],
)
def test_what_is_not_the_case_can_be_asked_for_too(find, people, name, value):
    assert find(**{name: [value]}) == ["李四"]


def test_values_of_one_filter_are_alternatives_and_filters_are_joined(find, people):
    assert find(tier=["notable", "regular"]) == ["丁一", "李四"]
    assert find(tier=["notable", "regular"], gender=["female"]) == ["丁一"]
    assert find(tier=["regular"], gender=["female"]) == []


@WAYS
def test_several_filters_on_degrees_hold_for_one_and_the_same_degree(find, way):
    law, maths = make_college("法学院"), make_college("数学学院")
    both = make_alumnus("丁一")
    make_degree(both, college=law, school=law.school, level="bachelor", enrolment_year=1994, graduation_year=1998)
    make_degree(both, college=maths, school=law.school, level="master", enrolment_year=1998, graduation_year=2001)
    straight = make_alumnus("丁二")
    make_degree(straight, college=law, school=law.school, level="master", enrolment_year=1998, graduation_year=2001)
    with reference.constants(**way):
        assert find(college=[str(law.pk)], level=["master"]) == ["丁二"]
        assert find(college=[str(law.pk)], graduated=["2001"]) == ["丁二"]
        assert find(level=["bachelor"], graduated=["2001"]) == []
        assert find(level=["bachelor", "master"], graduated=["1998-2001"]) == ["丁二", "丁一"]
        assert find(college=[str(maths.pk)], level=["master"], enrolled=["1998"]) == ["丁一"]
        assert find(school=[str(law.school_id)], college=[str(law.pk)], enrolled=["1998"]) == ["丁二"]


@WAYS
def test_a_college_and_a_school_stand_for_their_predecessors(find, way):
    today = make_school("山东大学")
    medical = make_school("山东医科大学", successor=today)
    college, department = make_college("医学院", today), make_college("医疗系", medical)
    Succession.objects.create(predecessor=department, successor=college, kind="merged")
    make_degree(make_alumnus("丁一"), college=department, school=medical, level="bachelor")
    make_degree(make_alumnus("丁二"), college=college, school=today, level="bachelor")
    with reference.constants(**way):
        assert find(college=[str(college.pk)]) == find(school=[str(today.pk)]) == ["丁二", "丁一"]
        assert find(college=[str(department.pk)]) == find(school=[str(medical.pk)]) == ["丁一"]
        assert find(college=[str(college.pk)], school=[str(today.pk)], level=["bachelor"]) == ["丁二", "丁一"]
        assert find(college=[str(college.pk)], school=[str(medical.pk)]) == ["丁一"]


@WAYS
def test_of_several_degrees_one_from_a_predecessor_is_enough(find, way):
    college, department, other = make_college("医学院"), make_college("医疗系"), make_college("数学学院")
    Succession.objects.create(predecessor=department, successor=college, kind="renamed")
    person = make_alumnus("丁一")
    make_degree(person, college=department, level="bachelor", graduation_year=1998)
    make_degree(person, college=other, level="master", graduation_year=2001)
    with reference.constants(**way):
        assert find(college=[str(college.pk)], level=["bachelor"], graduated=["-2002"]) == ["丁一"]
        assert find(college=[str(college.pk)], level=["master"]) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1998", ["丁二"]), ("1997-1999", ["丁二"]), ("1998-", ["丁二", "丁三"]), ("-1998", ["丁二", "丁一"]), ("1990-1998", ["丁二", "丁一"]),
     ("1999-1990", []), ("2050-2060", [])],
)  # fmt: skip
def test_years_and_ranges_of_years(find, value, expected):
    for name, year in (("丁一", 1990), ("丁二", 1998), ("丁三", 2005), ("丁四", None)):
        make_degree(make_alumnus(name), enrolment_year=year, graduation_year=year)
    assert set(find(enrolled=[value])) == set(find(graduated=[value])) == set(expected or find(enrolled=[value]))
    if not expected and value != "1999-1990":
        assert find(graduated=[value]) == []


def test_two_fields_of_a_form_make_one_range():
    assert queries.parse({"graduated_from": "1990", "graduated_to": "1999"}) == {"graduated": ["1990-1999"]}
    assert queries.parse({"graduated_from": "1990"}) == {"graduated": ["1990-"]}
    assert queries.parse({"graduated_to": "1999"}) == {"graduated": ["-1999"]}


def test_years_are_kept_within_what_a_diploma_may_say():
    assert years("1998") == range(1998, 1999)
    assert years("-") == years("") == years("98") == years("1998--2000") == range(0)
    assert (years("0001-9999")[0], years("0001-9999")[-1]) == (1850, 2100)


def test_a_hand_picked_list_is_a_filter_for_those_who_may_see_it(find, staff):
    mine, theirs = (
        PersonList.objects.create(name="a", owner=staff),
        PersonList.objects.create(name="b", owner=make_user()),
    )
    for each, name in ((mine, "丁一"), (theirs, "丁二")):
        PersonListEntry.objects.create(list=each, alumnus=make_alumnus(name))
    assert find(list=[str(mine.pk)]) == ["丁一"]
    assert find(list=[str(theirs.pk)]) == []
    assert find(list=[str(mine.pk), str(theirs.pk)]) == ["丁一"]
    theirs.is_shared = True
    theirs.save()
    assert find("丁", list=[str(theirs.pk)]) == ["丁二"]


# -- counts --------------------------------------------------------------------------------------


def facet(user, name, words="", filters=None):
    found = next((each for each in queries.facets(queries.Search(user, words, filters)) if each.name == name), None)
    return {option.label: option.count for option in found.options} if found else {}


def test_counts_follow_the_words_and_the_other_filters(staff):
    for name, city, tier in (("丁一", "37", "notable"), ("丁二", "37", "regular"), ("李三", "11", "notable")):
        make_alumnus(name, province=city, tier=tier)
    assert facet(staff, "province") == {"山东": 2, "北京": 1}
    assert facet(staff, "province", "丁") == {"山东": 2}
    assert facet(staff, "province", "", {"tier": ["notable"]}) == {"山东": 1, "北京": 1}
    assert facet(staff, "province", "丁", {"tier": ["notable"]}) == {"山东": 1}
    assert facet(staff, "province", "王") == {}


def test_a_person_is_counted_once_however_many_degrees_and_words_fit(staff):
    person = make_alumnus("丁丁")
    for year in (1998, 2001, 2001):
        make_degree(person, college=make_college(), level="master", graduation_year=year)
    assert facet(staff, "college", "丁") == {"数学学院": 1}
    assert facet(staff, "graduated", "丁") == {"2001": 1, "1998": 1}
    assert queries.search(staff, "丁").count.value == 1


def test_a_chosen_value_that_nobody_has_is_still_shown(staff):
    make_alumnus("丁一")
    assert facet(staff, "tier", "丁", {"tier": ["outstanding"]}) == {"杰出": 0}


def test_chosen_filters_have_names(staff, people, each_language):
    filters = {"college": [people["college"]], "tag": [people["tag"]], "graduated": ["1990-1999"], "contacted": ["never"],
               "country": ["JP"], "tier": ["notable"]}  # fmt: skip
    found = [(chip.name, chip.text) for chip in queries.chips(queries.Search(staff, "", filters))]
    zh = each_language == "zh-hans"
    assert found == [
        ("college", "数学学院"), ("graduated", "1990–1999"), ("country", "日本" if zh else "Japan"), ("tier", "知名" if zh else "Notable"),
        ("tag", "返校"), ("contacted", "从未" if zh else "Never"),
    ]  # fmt: skip
