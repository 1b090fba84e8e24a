"""Circles of readers, alone and together."""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus, Consent, ContactPoint, PersonList, PersonListEntry, SavedSearch
from alumni.queries.consents import ALLOWED
from chapters.models import Membership
from publications.models import Delivery, LetterLimit, Subscription, Suppression
from publications.queries.audience import Audience, Part, Unknown, sampled
from publications.queries.reach import Rules, about, reach, with_reason
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_contact,
    make_degree,
    make_mailing,
    make_periodical,
    make_user,
)

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


@pytest.fixture
def many(monkeypatch):
    """64 readers, of whom two in three agreed: a large audience."""
    monkeypatch.setattr("publications.queries.reach.SAMPLE_BEYOND", 10)
    for number in range(64):
        make_reader(f"读者{number}", f"某路{number}号", given=number % 3 > 0)


def test_a_large_audience_is_counted_from_a_sample_and_says_so(many):
    user, everyone, rules = make_user(), Audience((Part("everyone"),)), Rules("contact", "post")
    found = about(everyone, user, rules)
    assert (found.people, found.one_in) == (64, 16)
    assert {number % 16 for number in found.left_out.values()} == {0}
    exact = reach(everyone.people(user), rules)
    assert (exact.people, exact.left_out, exact.one_in, len(exact.some)) == (64, {"refused": 22}, 1, 20)


def test_a_small_audience_is_counted_exactly():
    for number in range(5):
        make_reader(f"读者{number}", f"某路{number}号")
    found = about(Audience((Part("everyone"),)), make_user(), Rules("contact", "post"))
    assert (found.people, found.reached, found.one_in) == (5, 5, 1)


def test_where_the_sample_reaches_nobody_everybody_is_counted(many):
    for person in sampled(Alumnus.objects.all(), "pk", 16):
        person.consents.all().delete()
    found = about(Audience((Part("everyone"),)), make_user(), Rules("contact", "post"))
    assert (found.people, found.one_in) == (64, 1)
    assert found.reached > 0


def test_a_sample_of_any_circle_is_of_that_circle(circles):
    user, parts = circles
    keys = dict(Alumnus.objects.values_list("name", "pk"))
    for one, other in combinations(parts, 2):
        meant = parts[one] - parts[other]
        found = Audience((one,), (other,)).people(user, one_in=16).values_list("name", flat=True)
        assert set(found) == {name for name in meant if keys[name] % 16 == 0}


STATES = ("unverified", "verified", "bad", "ended")
WORDS = (("any", True), ("any", False), ("email", True), ("email", False), ("post", True))


def test_all_are_counted_by_the_reasons_of_each_one():
    """In one pass, person by person, and by the rule of sending: people of every kind."""
    dice, newsletter, other = Random(7), make_periodical("简报", "newsletter"), make_mailing()
    people = [make_alumnus(f"某{number}", life=dice.choice(["living"] * 9 + ["deceased"])) for number in range(240)]
    now = timezone.now()
    for person in people:
        for place in range(dice.choice((0, 1, 1, 2))):
            state = dice.choice(STATES)
            make_contact(
                person, "email", f"{person.pk}.{place}@example.com", state=state,
                verified_at=now if state == "verified" else None,
            )  # fmt: skip
        for channel, given in dice.sample(WORDS, dice.choice((0, 1, 1, 2, 3))):
            Consent.objects.create(alumnus=person, purpose="contact", channel=channel, given=given)
        if dice.random() < 0.2:
            LetterLimit.objects.create(alumnus=person, days=dice.choice((7, 30)))
        if dice.random() < 0.2:
            Subscription.objects.create(alumnus=person, periodical=newsletter, channel="email", ended_at=now)
        if dice.random() < 0.3:
            at = now - timedelta(days=dice.choice((2, 10, 40)))
            Delivery.objects.create(
                mailing=other, alumnus=person, address=f"{person.pk}@example.com", due_at=at, sending_at=at,
                ended_at=at, state=dice.choice(("sent", "in_doubt")),
            )  # fmt: skip
    for address in ContactPoint.objects.values_list("value", flat=True):
        if dice.random() < 0.3:
            suppress(address, dice.choice(("hard", "complaint", "unsubscribed")), since=dice.choice((-1, 1)))
    everyone = Audience((Part("everyone"),)).people(make_user())
    for rules in (
        Rules("contact", "email"), Rules("contact", "email", also_never_asked=True), Rules("contact", "post"),
        Rules("contact", "email", periodical=newsletter.pk, quiet_days=5), Rules("fundraising", "email"),
        Rules("contact", "email", quiet_days=5, mailing=other.pk),
    ):  # fmt: skip
        one_by_one = Counter(with_reason(everyone, rules).values_list("reason", flat=True))
        found = reach(everyone, rules)
        assert (found.reached, found.left_out) == (one_by_one.pop("", 0), dict(one_by_one))
    allowed = with_reason(everyone, Rules("contact", "email")).filter(allowed_since__isnull=False)
    assert reach(everyone, Rules("contact", "email", also_never_asked=True)).people == 240
    with connection.cursor() as cursor:
        people = "people AS (SELECT id FROM alumni_alumnus)"
        cursor.execute(f"WITH {people} {ALLOWED.format(besides='')}", ["contact", "email"])
        said = {person: since for person, since in cursor.fetchall() if since}
    assert said == dict(allowed.values_list("pk", "allowed_since"))


def suppress(address, kind, *, since):
    purpose = "contact" if kind == "unsubscribed" else ""
    at = timezone.now() + timedelta(minutes=since)
    Suppression.objects.create(address=address, kind=kind, purpose=purpose, reason="-", since=at)
