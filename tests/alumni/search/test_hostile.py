"""Whatever is sent: nothing breaks, nothing leaks, nothing is taken for SQL."""

import base64
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.queries import search as queries
from alumni.queries.search.filters import FILTERS
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_college, make_degree, make_employment, make_user

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", reference.WAYS)

NAMES = [
    "password__startswith", "alumnus__contacts__value__startswith", "__class__", "_connector", "_negated", "pk", "id", "name",
    "name__regex", "contacts__value", "degrees__alumnus__entered_by__password", "q", "o", "e", "p", "all", "-1", "terms",
    "college__in", "college_id", "graduated__gte", "tag)", "tag'--", "\x00", "word\x00s", "ｔａｇ", "", " ", "list__owner",
]  # fmt: skip
VALUES = ["1", "a", "' OR 1=1 --", "%", "pbkdf2", "[]", "{}", "null", "\x00", "1" * 400, "١٩٩٨", "²"]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_no_filters_are_left_out(find, name):
    make_alumnus("丁一")
    assert queries.parse({name: VALUES}) == {}
    assert find("丁", **{name: VALUES}) == ["丁一"]


@pytest.mark.parametrize("name", [*FILTERS, "list"])
def test_values_that_a_filter_does_not_know_are_left_out(find, name):
    make_alumnus("丁一")
    unknown = [value for value in VALUES if value not in ("1", "a")]
    assert queries.parse({name: unknown}) == {}
    assert find("丁", **{name: unknown}) == ["丁一"]
    assert find("丁", **{name: [], f"{name}_from": ["x"], f"{name}_to": "' --"}) == ["丁一"]


def test_a_number_too_large_for_the_database_is_harmless(find):
    make_alumnus("丁一")
    for name in ("college", "school", "tag", "list"):
        assert find(**{name: ["9" * 15]}) == []
        assert find("丁", **{name: ["9" * 16]}) == ["丁一"]


@WAYS
@pytest.mark.parametrize(
    "word",
    [
        "%",
        "_",
        "\\",
        "'",
        '"',
        ";",
        "--",
        "%%",
        "%s",
        "%(x)s",
        "{}",
        "{0}",
        "*",
        "?",
        ".",
        "'; DROP TABLE alumni_alumnus; --",
        "|",
        "&",
        "!",
        ":*",
    ],
)
def test_signs_are_plain_text(find, word, way):
    person = make_alumnus("丁一")
    make_employment(person, "浪潮")
    with reference.constants(**way):
        assert find(word) == []
        assert find("丁 " + word) == []
        if not any(char.isalnum() for char in word):
            assert find(f"浪{word}潮") == ["丁一"]  # left out as a dot or a hyphen is


def test_signs_inside_a_word_stand_for_nothing(find):
    make_alumnus("王伟")
    assert find("王%") == find("%伟") == ["王伟"]  # the sign is no letter of a name: it is left out, as a dot is
    assert find("王_国") == find("w%i") == find("王.*")[1:] == []


def test_a_fragment_of_very_many_employers_is_no_pattern(find, staff):
    for at, name in enumerate(("丁一", "丁二", "丁三")):
        make_employment(make_alumnus(name), f"{'一二三'[at]}号浪潮")
    with reference.constants(MOST_TERMS=1):
        assert sorted(find("浪潮")) == ["丁一", "丁三", "丁二"]
        assert find("二号浪") == ["丁二"]
        assert sorted(each.name for each in queries.people(staff, "浪潮")) == ["丁一", "丁三", "丁二"]
        assert find("浪%") == find("浪_") == []


@pytest.mark.parametrize(
    "words",
    ["王" * 100_000, "w" * 100_000, "9" * 100_000, "王 " * 50_000, "\u0301" * 100_000, "ﷺ" * 100_000, "a@" * 50_000],
)
def test_very_long_words_end_soon(find, words):
    make_alumnus("王伟")
    with CaptureQueriesContext(connection) as captured:
        assert find(words) in ([], ["王伟"])
    assert sum(len(query["sql"]) for query in captured) < 60_000


def test_null_and_broken_characters_separate_or_vanish(find):
    make_alumnus("王伟")
    assert find("王\x00伟") == ["王伟"]
    assert find("\x00") == ["王伟"]
    assert find("王伟\ud800") == find("\udfff王伟") == ["王伟"]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=40), filters=st.dictionaries(st.sampled_from([*FILTERS, "list", "x"]), st.lists(st.text(max_size=8), max_size=3)),
       after=st.text(max_size=60))  # fmt: skip
def test_any_text_is_answered(words, filters, after):
    user = make_user(name="x")
    with reference.constants(**reference.WAYS[len(words) % 4]):
        page = queries.search(user, words, filters, after=after)
        assert (page.people, page.after) == ([], "")
        assert list(queries.people(user, words, filters)) == []
        assert all(each.pk is None for each in queries.suggestions(user, words))


# -- cursors -------------------------------------------------------------------------------------


def cursor(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def raw(text):
    return base64.urlsafe_b64encode(text.encode()).decode()


@WAYS
@pytest.mark.parametrize(
    "after",
    ["x", "....", "é", "-", "0" * 5000, cursor(), cursor(1), cursor(1, "a", 2), cursor(None, None, None, None), cursor([], {}, [], {}),
     raw("[1e999, 1, 1, 1]"), raw("[1, 1, Infinity, NaN]"), raw("[" * 3000), raw('{"a": 1}'), raw("[true, false, null, 1]"),
     cursor(10**30, "a", 1, 1), cursor(1, "a", 10**9, 1), cursor(1, "a", 1, 10**40), cursor(-(10**9), "", 0, 0)],
)  # fmt: skip
def test_a_cursor_that_is_none_begins_at_the_start(staff, after, way):
    people = {make_alumnus("王伟").pk, make_alumnus("王伟国").pk}
    with reference.constants(**way):
        for words in ("王", "", "wang wei"):
            assert {each.pk for each in queries.search(staff, words, after=after).people} == people


@WAYS
@pytest.mark.parametrize(
    "after", [cursor(1, "' OR 1=1 --", 0, 0), cursor(1, "\x00", 1, 1), raw(r'[1, "\ud800", 1, 1]'), cursor(5, "%s", 1, 1), cursor(9, "~", 0, 2**62),
              cursor(-3, "王", 1, 1), cursor(True, ["a"], False, 1)]
)  # fmt: skip
def test_a_forged_cursor_shows_no_more_than_its_user_may_see(staff, after, way):
    college_officer = make_user(
        "college_officer", college=make_degree(make_alumnus("李四"), college=make_college()).college
    )
    make_alumnus("王伟")
    with reference.constants(**way):
        for words in ("王", "", "wang wei"):
            assert {each.name for each in queries.search(staff, words, after=after).people} <= {"王伟", "李四"}
            assert queries.search(college_officer, words, after=after).people in (
                [],
                queries.search(college_officer, words).people,
            )
            assert {each.name for each in queries.search(college_officer, words, after=after).people} <= {"李四"}
