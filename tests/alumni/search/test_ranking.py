"""Who comes first."""

import pytest
from django.db import connection

from alumni.models import Succession
from alumni.queries import search as queries
from alumni.queries.search.condition import Condition
from alumni.queries.search.terms import Kind, number
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_college, make_degree, make_employment, make_school

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", reference.WAYS)
def test_exact_then_beginning_then_piece_then_the_rest(find, way):
    make_employment(make_alumnus("丁一"), "王伟律师事务所")
    for name in ("赵王伟", "王伟国", "王伟"):
        make_alumnus(name)
    with reference.constants(**way):
        assert find("王伟") == ["王伟", "王伟国", "赵王伟", "丁一"]


@pytest.mark.parametrize("way", reference.WAYS)
def test_readings_rank_in_the_same_way(find, way):
    for name in ("赵万伟", "王伟国", "王伟", "汪威"):
        make_alumnus(name)
    make_employment(make_alumnus("丁一"), "Wangwei Ltd")
    with reference.constants(**way):
        found = find("wangwei")
    assert set(found[:2]) == {"王伟", "汪威"}
    assert found[2:] == ["王伟国", "丁一"]


def test_two_words_in_letters_are_first_taken_for_one_name(find):
    for name in ("王大为", "王小卫", "王伟"):
        make_alumnus(name)
    assert find("wang wei")[0] == "王伟"
    assert set(find("wang wei")) == {"王伟", "王大为", "王小卫"}


def test_whole_initials_come_before_initials_inside(find):
    make_alumnus("赵万伟")
    make_alumnus("王伟")
    assert find("ww") == ["王伟", "赵万伟"]


def test_of_one_name_the_youngest_graduate_comes_first(staff):
    for name, year in (("王伟", 1988), ("王伟", 2008), ("王伟", 1998)):
        make_degree(make_alumnus(name, city=str(year)), graduation_year=year)
    make_alumnus("王伟", city="none")
    found = queries.search(staff, "王伟").people
    assert [person.city for person in found] == ["2008", "1998", "1988", "none"]


def test_pages_stay_while_people_come_and_go_behind_them(staff):
    people = [make_alumnus("王伟") for _ in range(7)]
    first = queries.search(staff, "王伟", limit=3)
    assert [each.pk for each in first.people] == [each.pk for each in people[:3]]
    make_alumnus("王伟国")
    people[0].delete()
    second = queries.search(staff, "王伟", after=first.after, limit=3)
    assert [each.pk for each in second.people] == [each.pk for each in people[3:6]]


def test_the_second_page_may_be_found_in_another_way_than_the_first(staff):
    for at in range(9):
        make_alumnus("王伟" if at % 2 else "王伟国")
    whole = [each.pk for each in queries.search(staff, "wang", limit=20).people]
    first = queries.search(staff, "wang", limit=4)
    with reference.constants(**reference.WALK):
        second = queries.search(staff, "wang", after=first.after, limit=4)
    third = queries.search(staff, "wang", after=second.after, limit=4)
    assert [each.pk for page in (first, second, third) for each in page.people] == whole
    assert third.after == ""


# -- counts --------------------------------------------------------------------------------------


def make_every_sixteenth(names):
    """People of whom the sample holds all: their primary keys are multiples of 16."""
    return [make_alumnus(name, pk=16_000 + 16 * at) for at, name in enumerate(names)]


def test_a_small_count_is_exact(staff):
    make_every_sixteenth(["王伟"] * 3)
    assert queries.search(staff, "王").count == queries.Count(3, True)


def test_a_count_beyond_the_cap_is_from_a_sample_and_says_so(staff):
    make_every_sixteenth(["王伟"] * 6)
    make_alumnus("王伟", pk=17)
    with reference.constants(CAP=6, FEW=6, RARE=0, COUNTED=6, SAMPLE=6):
        assert queries.search(staff, "王").count == queries.Count(6 * 16, False)
        facet = next(each for each in queries.facets(queries.Search(staff, "王")) if each.name == "tier")
        assert (facet.is_exact, [option.count for option in facet.options]) == (False, [6 * 16])


def test_a_count_up_to_the_cap_is_exact_to_the_last(staff):
    make_every_sixteenth(["王伟"] * 4)
    with reference.constants(CAP=4, FEW=4, RARE=0, COUNTED=4, SAMPLE=4):
        assert queries.search(staff, "王").count == queries.Count(4, True)
        facet = next(each for each in queries.facets(queries.Search(staff, "王")) if each.name == "tier")
        assert (facet.is_exact, [option.count for option in facet.options]) == (True, [4])


def test_two_filters_that_go_together_more_than_expected_are_not_cut(staff):
    """The plan for two terms trusts that they are independent; where they are not, nobody may be lost."""
    for at in range(12):
        make_alumnus("王伟" if at < 3 else "李四", gender="male", tier="notable")
    reference.weigh(50, everyone=1000)
    filters = {"gender": ["male"], "tier": ["notable"]}
    with reference.constants(CAP=4, FEW=4, RARE=0, COUNTED=4, SAMPLE=4, LEVELS=(1,)):
        for words, expected in (("", 12), ("四", 9), ("李", 9)):
            page = queries.search(staff, words, filters, limit=20)
            assert (len(page.people), page.count.value) == (expected, expected), words
            assert queries.people(staff, words, filters).count() == expected
            tiers = next(each for each in queries.facets(queries.Search(staff, words, filters)) if each.name == "tier")
            assert [option.count for option in tiers.options] == [expected]


def test_filters_on_degrees_that_must_hold_for_one_of_them_reach_the_predecessors_too(staff):
    school = make_school()
    old, today = make_college("医学专修科", school), make_college("医学院", school)
    Succession.objects.create(predecessor=old, successor=today, kind="renamed")
    person = make_alumnus("王伟")
    make_degree(person, college=old, school=school)
    make_degree(person)
    filters = {"college": [str(today.pk)], "school": [str(school.pk)]}
    assert [each.pk for each in queries.search(staff, "王", filters).people] == [person.pk]


def test_names_that_exclude_each_other_are_counted_exactly_and_not_walked_for(staff):
    """Of two names that many people have each, nobody may have both: a sample shows it before anyone walks to the end."""
    make_every_sixteenth(["王伟", "李伟"] * 15)
    reference.believe(300)
    with reference.constants(CAP=4, FEW=4, RARE=120, COUNTED=4, SAMPLE=50):
        asked = queries.Search(staff, "王 李")
        assert asked.few() is None
        assert queries.page_of(asked).count == queries.Count(0, True)
        make_alumnus("王李", pk=7)
        asked = queries.Search(staff, "王 李")
        assert [person.name for person in queries.page_of(asked).people] == ["王李"]
        tiers = next(each for each in queries.facets(queries.Search(staff, "王 李")) if each.name == "tier")
        assert (tiers.is_exact, [option.count for option in tiers.options]) == (True, [1])


@pytest.mark.parametrize(
    ("condition", "is_by_person"), [(Condition(terms=[number(Kind.COLLEGE, 1)]), False), (None, True)]
)
def test_only_a_sample_of_everybody_is_read_in_the_order_of_people(staff, condition, is_by_person):
    """A sample of a college read so was two hundred times dearer: all of the sample was looked at."""
    asked = queries.Search(staff)
    if condition:
        condition.terms_found = 100
        asked.conditions = [condition]
    sql, params = asked.sampled()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert ("alumni_searchdoc_id_16" in plan) == is_by_person
