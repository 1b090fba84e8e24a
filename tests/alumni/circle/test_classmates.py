"""Who finds whom, and what of each other they see."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Profile
from alumni.queries import circle
from alumni.services import looking
from alumni_office.history.models import AccessRecord
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db

CLASS = {"major": "数学", "class_name": "1班", "graduation_year": 2002, "level": "bachelor"}


@pytest.fixture
def me():
    person = make_member("张三")
    make_degree(person, college=make_college("数学学院"), **CLASS)
    return person


def classmate_of(person, name="李四", **changes):
    other = make_member(name, **{"listed": "classmates", **changes})
    make_degree(other, college=person.degrees.get().college, **CLASS)
    return other


def names(viewer, **asked):
    return [card.name for card in circle.classmates(viewer, **asked).cards]


@pytest.mark.parametrize(
    ("listed", "seen_by_classmate", "seen_by_others"),
    [
        ("nobody", False, False), ("office", False, False), ("classmates", True, False), ("alumni", True, True),
        ("public", True, True),
    ],
)  # fmt: skip
def test_whom_a_person_opened_to_is_who_finds_the_person(me, listed, seen_by_classmate, seen_by_others):
    classmate_of(me, listed=listed)
    stranger = make_member("赵六")
    assert ("李四" in names(me)) is seen_by_classmate
    assert ("李四" in names(stranger)) is seen_by_others
    assert "张三" not in names(me)


def test_nobody_is_found_without_an_account_a_verification_or_against_a_restriction(me):
    make_alumnus("无账号", verified_at=timezone.now())
    unverified = make_member("未认证")
    restricted = make_member("已限制", restricted_at=timezone.now())
    archived = make_member("已归档", archived_at=timezone.now())
    Alumnus.objects.filter(pk=unverified.pk).update(verified_at=None)
    assert names(me) == []
    for person in (unverified, restricted, archived):
        assert circle.classmate(me, person.pk) is None


@pytest.mark.parametrize(
    ("changes", "is_classmate"),
    [
        ({}, True), ({"class_name": "2班"}, False), ({"class_name": ""}, True), ({"graduation_year": 2003}, False),
        ({"level": ""}, True), ({"level": "master"}, False), ({"class_name": "", "major": "物理"}, False),
    ],
)  # fmt: skip
def test_a_class_is_one_place_one_year_and_one_class_or_else_one_major(me, changes, is_classmate):
    other = make_member("李四", listed="classmates")
    make_degree(other, college=make_college("数学学院"), **CLASS | changes)
    assert ("李四" in names(me)) is is_classmate


def test_who_has_no_class_has_no_classmates():
    college = make_college("数学学院")
    one, other = make_member("甲"), make_member("乙", listed="classmates")
    for person in (one, other):
        make_degree(person, college=college, graduation_year=2002)
    assert names(one) == []
    assert circle.classes_of(one) == []


def test_each_piece_is_shown_as_far_as_it_was_opened(me):
    other = classmate_of(
        me, profile={"place_audience": "classmates", "career_audience": "alumni", "offer_audience": "office",
                     "offer": "实习岗位", "languages": ["de"], "languages_audience": "nobody"},
        city="青岛", industry="I", listed="alumni",
    )  # fmt: skip
    make_employment(other, "浪潮集团")
    make_contact(other, value="+8613800000001", audience="classmates")
    make_contact(other, kind="email", value="li@example.com", audience="office")
    stranger = make_member("赵六")

    near, far = circle.classmate(me, other.pk), circle.classmate(stranger, other.pk)

    assert (near.place, near.works, near.offer, near.languages) == ("青岛", ["浪潮集团"], "", [])
    assert [value for _kind, value in near.contacts] == ["13800000001"]
    assert (far.place, far.works, far.contacts) == ("", ["浪潮集团"], [])


def test_a_closed_piece_does_not_find_its_owner(me):
    closed = make_member("甲", city="青岛", industry="I")
    make_member("乙", city="青岛", industry="I", profile={"place_audience": "alumni", "career_audience": "alumni"})
    assert names(me, place="青岛") == ["乙"]
    assert names(me, industry="I") == ["乙"]
    assert closed.name in names(me)


def test_former_names_and_pieces_of_names_find_nobody(me):
    make_member("王小明", former_names=["李建国"])
    assert names(me, name="李建国") == []
    assert names(me, name="小明") == []
    assert names(me, name="wangxiao") == names(me, name="wxm") == names(me, name="王小") == ["王小明"]


def test_conditions_on_studies_hold_of_one_degree(me):
    other = make_member("李四")
    law, physics = make_college("法学院"), make_college("物理学院")
    make_degree(other, college=law, graduation_year=1998)
    make_degree(other, college=physics, graduation_year=2001, class_name="物理2班")
    assert names(me, college=law, year=1998) == ["李四"]
    assert names(me, college=law, year=2001) == []
    assert names(me, year=2001, class_name="2班") == ["李四"]


def test_pages_follow_each_other_and_leave_nobody_out(me, monkeypatch):
    monkeypatch.setattr(circle, "PAGE", 2)
    for name in ("丁一", "安二", "包三", "陈四", "丁一"):
        make_member(name)
    found, after = [], ""
    while True:
        page = circle.classmates(me, after=after)
        found += [card.name for card in page.cards]
        after = page.after
        if not after:
            break
    assert found == ["安二", "包三", "陈四", "丁一", "丁一"]


@pytest.mark.parametrize("n", [1, 5])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_five(client, me, n, django_assert_num_queries):
    for number in range(n):
        classmate_of(me, f"同学{number}")
    client.force_login(me.user)
    with django_assert_num_queries(11):
        page = client.get(reverse("alumni:classmates"), {"year": "2002"})
    assert len(page.context["page"].cards) == n


def test_only_members_come_in(client):
    address = reverse("alumni:classmates")
    assert client.get(address).url.startswith(reverse("account_login"))
    client.force_login(make_user())
    assert client.get(address).url == reverse("alumni:claim")


def test_the_page_of_someone_closed_is_not_there(client, me):
    other = make_member("李四", listed="nobody")
    client.force_login(me.user)
    assert client.get(reverse("alumni:classmate", args=[other.pk])).status_code == 404
    assert client.get(reverse("alumni:classmate", args=[me.pk + 10_000])).status_code == 404
    Profile.objects.filter(alumnus=other).update(listed="alumni")
    assert "李四" in client.get(reverse("alumni:classmate", args=[other.pk])).content.decode()


def test_bad_questions_get_a_sentence_at_their_field(client, me):
    client.force_login(me.user)
    page = client.get(reverse("alumni:classmates"), {"year": "12", "college": "x", "industry": "zz"})
    assert set(page.context["form"].errors) == {"year", "college", "industry"}
    assert page.context["page"] is None
    assert client.get(reverse("alumni:classmates"), {"after": "%%%", "name": "\x00'%_"}).status_code == 200


def test_an_account_looks_at_sixty_pages_an_hour_and_a_thousand_people_a_day(client, me, monkeypatch):
    monkeypatch.setattr(looking, "PAGES_AN_HOUR", 2)
    client.force_login(me.user)
    address = reverse("alumni:classmates")
    assert [client.get(address, {"year": "2002"}).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(address).status_code == 200

    other = make_user(role=None)
    monkeypatch.setattr(looking, "PAGES_AN_HOUR", 99)
    monkeypatch.setattr(looking, "PEOPLE_A_DAY", 30)
    looking.count_page(user=other, people=24)
    for _ in range(2):
        with pytest.raises(looking.TooMuch):
            looking.count_page(user=other, people=24)
    assert [(row.by, row.count, row.action) for row in AccessRecord.objects.all()] == [(other, 48, "search")]


def test_the_class_names_the_found_the_missing_and_the_dead_to_its_members_only(client, me):
    college = me.degrees.get().college
    opened, closed = classmate_of(me, "李开"), classmate_of(me, "李关", listed="nobody")
    for name, fields in [("李失", {}), ("李逝", {"life": "deceased"}), ("李限", {"restricted_at": timezone.now()})]:
        make_degree(make_alumnus(name, **fields), college=college, **CLASS)
    make_degree(make_alumnus("隔壁"), college=college, **CLASS | {"class_name": "2班"})

    page = circle.class_page(me, me.degrees.get())

    assert [(person.name, is_open) for person, is_open in page.found] == [
        (closed.name, False), (opened.name, True), ("张三", True),
    ]  # fmt: skip
    assert [person.name for person in page.missing] == ["李失"]
    assert [person.name for person in page.remembered] == ["李逝"]
    address = reverse("alumni:class", args=[me.degrees.get().pk])
    client.force_login(me.user)
    assert client.get(address).status_code == 200
    client.force_login(make_member("外人").user)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("n", [1, 5])
def test_the_class_asks_the_same_number_of_questions(client, me, n, django_assert_num_queries):
    for number in range(n):
        classmate_of(me, f"同学{number}")
    client.force_login(me.user)
    with django_assert_num_queries(11):
        client.get(reverse("alumni:class", args=[me.degrees.get().pk]))
