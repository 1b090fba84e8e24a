"""What the box offers while someone types."""

import pytest

from alumni.models import AlumnusTag, Tag
from alumni.queries import search as queries
from alumni.queries.search.suggestions import Suggestion
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_degree, make_employment, make_user

pytestmark = pytest.mark.django_db


def texts(found):
    return [each.text for each in found]


def test_people_come_first_then_words_that_complete_the_last_one(staff):
    person = make_alumnus("王浪", city="王浪镇")
    make_degree(person, college=make_college("法学院"), graduation_year=2002)
    make_employment(person, "浪潮集团")
    assert queries.suggestions(staff, "王浪") == [
        Suggestion("王浪", "王浪", person.pk, "法学院 · 2002 · 浪潮集团"),
        Suggestion("王浪镇", "王浪镇", label="城市"),
    ]


def test_where_nobody_is_called_so_the_completions_come_first(staff):
    make_employment(make_alumnus("丁一"), "浪潮集团")
    assert texts(queries.suggestions(staff, "浪潮")) == ["浪潮集团", "丁一"]


def test_a_chosen_completion_keeps_the_words_before_it_and_is_one_word(staff):
    make_employment(make_alumnus("丁一", latin_name="Ding"), "IBM 中国 研究院")
    (found,) = [each for each in queries.suggestions(staff, "98级 丁 ibm") if each.pk is None]
    assert (found.text, found.query) == ("IBM 中国 研究院", "98级 丁 IBM中国研究院")


def test_what_a_completion_stands_for_finds_the_people(staff, find):
    make_employment(make_alumnus("丁一"), "IBM 中国 研究院")
    (found,) = [each for each in queries.suggestions(staff, "ibm") if each.pk is None]
    assert find(found.query) == ["丁一"]


def test_one_character_offers_people_only(staff):
    make_employment(make_alumnus("浪一"), "浪潮集团")
    assert texts(queries.suggestions(staff, "浪")) == ["浪一"]


def test_eight_at_most_and_nothing_for_nothing(staff):
    for at in range(12):
        make_alumnus("王伟")
        make_employment(make_alumnus("丁一"), f"王伟{at}公司")
    found = queries.suggestions(staff, "王伟")
    assert (len(found), sum(each.pk is not None for each in found)) == (8, 5)
    assert queries.suggestions(staff, "  \u3000 ") == []


def test_a_college_officer_is_offered_own_people_and_their_terms_only(staff):
    law, medicine = make_college("法学院"), make_college("医学院")
    tag = Tag.objects.create(name="浪花诗社")
    for name, college, employer in (("浪一", law, "浪潮集团"), ("浪二", medicine, "浪涛医院")):
        person = make_alumnus(name, city="浪琴市" if college is medicine else "济南")
        make_degree(person, college=college, major="浪漫主义" if college is medicine else "法律")
        make_employment(person, employer)
        AlumnusTag.objects.get_or_create(alumnus=person, tag=tag) if college is medicine else None
    officer = make_user(Role.COLLEGE_OFFICER, college=law)
    assert texts(queries.suggestions(officer, "浪")) == ["浪一"]
    assert texts(queries.suggestions(officer, "浪潮")) == ["浪潮集团", "浪一"]
    for word in ("浪涛", "浪琴", "浪漫", "浪花", "医学"):
        assert queries.suggestions(officer, word) == [], word
        assert queries.suggestions(staff, word) != [], word


def test_who_may_see_nobody_is_offered_nothing():
    make_employment(make_alumnus("浪一"), "浪潮集团")
    for user in (make_user(role=None), make_user(is_active=False)):
        assert queries.suggestions(user, "浪潮") == []


def test_a_tag_or_college_that_is_gone_is_not_offered(staff):
    tag, college = Tag.objects.create(name="返校一百"), make_college("返校学院")
    assert sorted(texts(queries.suggestions(staff, "返校"))) == ["返校一百", "返校学院"]
    tag.delete()
    college.delete()
    assert queries.suggestions(staff, "返校") == []
