"""The beginnings of name keys as terms: whoever has a key that a word begins has one of the word's beginnings."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from alumni.models import Alumnus, AlumnusTag, SearchDoc, SearchKey, Tag
from alumni.queries import search as queries
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, beginnings, kind_of
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_degree, make_user

pytestmark = pytest.mark.django_db

folded = st.text("abz09王伟𠮷é", min_size=1, max_size=6)


def beginning_of(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT alumni_beginning(%s)", [key])
        return cursor.fetchone()[0]


@settings(max_examples=300, deadline=None)
@given(folded, folded, st.integers(1, 6))
def test_a_word_has_the_beginning_of_every_key_that_it_begins(key, other, size):
    word = key[:size]
    found, says_all = beginnings(word)
    if not found:
        assert len(word) == 1
        assert word.isascii()
        return
    assert beginning_of(key) in found
    if says_all:
        assert (beginning_of(other) in found) == other.startswith(word)


def begun(person) -> set[int]:
    settle()
    terms = SearchDoc.objects.get(pk=person.pk).terms
    assert terms == sorted(set(terms))
    return {term for term in terms if kind_of(term) is Kind.BEGINNING}


def of_keys(person) -> set[int]:
    return {beginning_of(key) for key in SearchKey.objects.filter(person=person).values_list("key", flat=True)}


@pytest.mark.parametrize("name", ["王伟", "单小龍", "Anna Müller", "𠮷龙", "王伟(David)", "买买提·阿不都"])
def test_a_person_has_the_beginnings_of_all_keys_whatever_changes(name):
    person = make_alumnus(name, former_names=["乐行"], latin_name="Li Na")
    assert begun(person) == of_keys(person) != set()
    AlumnusTag.objects.create(alumnus=person, tag=Tag.objects.create(name="校董"))
    make_degree(person, graduation_year=2002)
    assert begun(person) == of_keys(person)
    Alumnus.objects.filter(pk=person.pk).update(name="李强", latin_name="", former_names=[])
    assert begun(person) == of_keys(person)
    assert beginnings("王")[0][0] not in begun(person)
    Alumnus.objects.filter(pk=person.pk).update(name="??")
    assert begun(person) == of_keys(person)


@pytest.mark.parametrize("words", ["王 伟", "wang wei", "wan 2002", "li 王", "伟 软件", "王 软件 2002", "wangx 小"])
def test_names_and_filters_are_found_in_the_index_of_terms_at_once(words):
    user = make_user()
    for name in ("王伟", "王小伟", "李王", "王强", "伟王"):
        make_degree(make_alumnus(name, province="37"), major="软件工程", graduation_year=2002)
    make_alumnus("万伟", province="37")
    people = reference.everyone()
    expected = {each.pk for each in people if reference.matches(each, words)}
    with reference.constants(CAP=4, FEW=50, RARE=50, COUNTED=4, SAMPLE=1, LEVELS=(1,)):
        reference.weigh(3, 7)
        asked = queries.Search(user, words, {"province": ["37"]})
        found = asked.look()
        assert len([*found.found, *found.seen]) > 1
        assert asked.few() is not None
        assert {person.pk for person in queries.page_of(asked).people} == expected
        assert {person.pk for person in queries.matches(asked, user)} == expected
        if expected:
            province = next(each for each in queries.facets(asked) if each.name == "province")
            assert [option.count for option in province.options] == [len(expected)]
