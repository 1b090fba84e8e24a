"""Circles of readers, alone and together."""

from itertools import combinations

import pytest

from alumni.models import PersonList, PersonListEntry, SavedSearch
from chapters.models import Membership
from publications.queries.audience import Audience, Part, Unknown
from publications.queries.reach import Rules, reach
from tests.factories import make_alumnus, make_chapter, make_college, make_degree, make_user

from .makers import make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def circles():
    """(user, {part: names of the people in it})."""
    user, college = make_user(), make_college()
    people = {name: make_alumnus(name) for name in ("甲", "乙", "丙", "丁")}
    make_degree(people["甲"], college=college, graduation_year=1998, class_name="一班")
    make_degree(people["乙"], college=college, graduation_year=1998, class_name="二班")
    chosen = PersonList.objects.create(name="名单", owner=user)
    for name in "乙丙":
        PersonListEntry.objects.create(list=chosen, alumnus=people[name])
    chapter = make_chapter()
    for name, state in (("丙", "member"), ("甲", "applied")):
        joined = "2026-01-01" if state == "member" else None
        Membership.objects.create(chapter=chapter, alumnus=people[name], state=state, joined_on=joined)
    saved = SavedSearch.objects.create(name="甲", words="甲", owner=user)
    return user, {
        Part("everyone"): set("甲乙丙丁"),
        Part("list", id=chosen.pk): set("乙丙"),
        Part("chapter", id=chapter.pk): set("丙"),
        Part("class", id=college.pk, year=1998): set("甲乙"),
        Part("class", id=college.pk, year=1998, class_name="二班"): set("乙"),
        Part("people", ids=(people["丁"].pk,)): set("丁"),
        Part("search", id=saved.pk): set("甲"),
    }


def names(audience, user):
    return set(audience.people(user).values_list("name", flat=True))


def test_every_circle_alone_together_and_without_another(circles):
    user, parts = circles
    for one in parts:
        assert names(Audience((one,)), user) == parts[one]
    for one, other in combinations(parts, 2):
        assert names(Audience((one, other)), user) == parts[one] | parts[other]
        assert names(Audience((one,), (other,)), user) == parts[one] - parts[other]


def test_what_is_written_down_is_read_back(circles):
    _user, parts = circles
    audience = Audience(tuple(parts)[:4], tuple(parts)[4:])
    assert Audience.from_json(audience.as_json()) == audience


def test_nobody_is_meant_by_no_circle(circles):
    user, parts = circles
    assert names(Audience(), user) == set()
    assert names(Audience((), tuple(parts)), user) == set()


@pytest.mark.parametrize(
    "data",
    [
        None, [], {"include": "everyone"}, {"include": [{"kind": "sql"}]},
        {"include": [{"kind": "list", "id": "1 OR 1"}]}, {"include": [{"kind": "list", "id": True}]},
        {"include": [{"kind": "people", "ids": [-1]}]},
        {"include": [{"kind": "everyone"}] * 31},
    ],
    ids=range(8),
)  # fmt: skip
def test_what_no_page_writes_is_refused(data):
    with pytest.raises(Unknown):
        Audience.from_json(data)


def test_a_college_officer_reaches_only_the_own_college_and_no_colleagues_list(circles):
    _user, parts = circles
    officer = make_user("college_officer", make_college())
    assert names(Audience((Part("everyone"),)), officer) == set("甲乙")
    for part in parts:
        if part.kind in ("list", "search", "chapter"):
            with pytest.raises(Unknown):
                Audience((part,)).people(officer)


def test_a_large_audience_is_counted_from_a_sample_and_says_so(monkeypatch):
    monkeypatch.setattr("publications.queries.reach.SAMPLE_BEYOND", 10)
    monkeypatch.setattr("publications.queries.reach.SAMPLE", 4)
    user = make_user()
    for number in range(64):
        make_reader(f"读者{number}", f"某路{number}号", given=number % 2 == 0)
    found = reach(Audience((Part("everyone"),)).people(user), Rules("contact", "post"))
    assert (found.people, found.one_in) == (64, 16)
    assert sum(found.left_out.values()) % 16 == 0
