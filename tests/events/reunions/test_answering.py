"""Answers: by the link or signed in; the own word before that of the contact person; counts that add up."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, ChangeRequest
from alumni_office.mail import tokens
from events.models import Classmate
from events.queries.reunions.mine import counts_of
from events.services import reunions
from tests.factories import make_classmate, make_degree, make_member, make_reunion

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(degree, day):
    return make_reunion(degree, day=day, state="confirmed")


@pytest.fixture
def invited(reunion, friend):
    return make_classmate(reunion, friend, invited_at=timezone.now())


def link(row):
    return reverse("events:reunion-answer-link", args=[tokens.make("classmate", row.pk)])


def mark(reunion, degree, about, answer, word=""):
    return reunions.mark(
        reunion=reunion, degree=degree, about_id=about.pk, answer=answer, word=word, key=uuid.uuid4(),
        by=degree.alumnus.user,
    )  # fmt: skip


def test_opening_the_link_changes_nothing(client, invited):
    page = client.get(link(invited))
    assert page.status_code == 200
    assert "李敏" in page.content.decode()
    invited.refresh_from_db()
    assert (invited.answer, invited.answered_at) == ("none", None)


def test_a_classmate_answers_by_the_link_and_changes_the_answer(client, invited, reunion):
    page = client.post(link(invited), {"answer": "coming", "seats": "3", "word": "带孩子来"}, follow=True)
    assert "您的回答已记下" in page.content.decode()
    invited.refresh_from_db()
    assert (invited.answer, invited.seats, invited.word, invited.is_own) == ("coming", 3, "带孩子来", True)
    assert (counts_of(reunion).coming, counts_of(reunion).heads) == (1, 3)
    client.post(link(invited), {"answer": "not_coming", "seats": "3"})
    invited.refresh_from_db()
    assert (invited.answer, invited.seats) == ("not_coming", 1)
    assert (counts_of(reunion).heads, counts_of(reunion).not_coming) == (0, 1)


@pytest.mark.parametrize("sent", [{"answer": "not_found", "seats": "1"}, {"answer": "coming", "seats": "11"},
                                  {"answer": "coming", "seats": "0"}, {}])  # fmt: skip
def test_an_answer_that_nobody_can_give_is_refused_and_nothing_lost(client, invited, sent):
    assert client.post(link(invited), sent).status_code == 422
    invited.refresh_from_db()
    assert invited.answer == "none"


@pytest.mark.parametrize("make", [
    lambda row: tokens.make("registration", row.pk), lambda row: "A" * 32, lambda row: tokens.make("classmate", 10**9),
    lambda row: tokens.make("classmate", row.pk)[:-1] + "x",
])  # fmt: skip
def test_a_forged_link_leads_nowhere(client, invited, make):
    path = reverse("events:reunion-answer-link", args=[make(invited)])
    page = client.post(path, {"answer": "coming", "seats": "1"})
    assert page.status_code == 404
    assert "李敏" not in page.content.decode()
    invited.refresh_from_db()
    assert invited.answer == "none"


@pytest.mark.parametrize("over", ["cancelled", "past", "restricted"])
def test_the_link_of_what_is_over_says_so(client, invited, reunion, friend, over):
    if over == "cancelled":
        reunions.cancel_reunion(reunion=reunion, reason="改期", by=None)
    elif over == "past":
        type(reunion).objects.filter(pk=reunion.pk).update(day=timezone.localdate() - timedelta(days=1))
    else:
        Alumnus.objects.filter(pk=friend.pk).update(restricted_at=timezone.now())
    page = client.post(link(invited), {"answer": "coming", "seats": "1"})
    assert page.status_code == (404 if over == "restricted" else 410)
    invited.refresh_from_db()
    assert invited.answer == "none"


def test_a_classmate_who_was_not_invited_answers_signed_in(client, reunion, closed):
    client.force_login(closed.user)
    assert "您呢？" in client.get(reverse("events:reunion", args=[reunion.pk])).content.decode()
    client.post(reverse("events:reunion-answer", args=[reunion.pk]), {"answer": "unsure", "seats": "2"})
    row = Classmate.objects.get(alumnus=closed)
    assert (row.answer, row.seats, row.is_own) == ("unsure", 2, True)


def test_who_is_not_of_the_class_sees_nothing_of_its_reunion(client, reunion, college, day):
    stranger = make_member("外人")
    make_degree(stranger, college=college, major="数学", class_name="数学二班", graduation_year=day.year - 30)
    client.force_login(stranger.user)
    assert client.get(reverse("events:reunion", args=[reunion.pk])).status_code == 404
    path = reverse("events:reunion-answer", args=[reunion.pk])
    assert client.post(path, {"answer": "coming", "seats": "1"}).status_code == 404
    assert Classmate.objects.count() == 0


def test_a_classmate_who_is_not_the_contact_person_sees_counts_and_no_names(client, reunion, friend, closed):
    make_classmate(reunion, closed, "coming", is_own=True, seats=2)
    client.force_login(friend.user)
    page = client.get(reverse("events:reunion", args=[reunion.pk]))
    assert page.context["counts"].coming == 1
    assert "周平" not in page.content.decode()
    for name in ("change", "cancel"):
        assert client.get(reverse(f"events:reunion-{name}", args=[reunion.pk])).status_code == 404
    assert client.post(reverse("events:reunion-invite", args=[reunion.pk])).status_code == 404
    assert client.get(reverse("events:reunion-mark", args=[reunion.pk, closed.pk])).status_code == 404


def test_the_contact_person_sees_names_answers_and_no_address(client, reunion, degree, person, friend, closed, lost):
    make_classmate(reunion, closed, "coming", is_own=True, seats=2, word="一定到")
    client.force_login(person.user)
    page = client.get(reverse("events:reunion", args=[reunion.pk])).content.decode()
    assert all(word in page for word in ("李敏", "周平", "吴海", "一定到"))
    assert "@example.com" not in page.replace(person.user.email, "")


def test_not_found_of_somebody_missing_is_a_hint_to_the_college(reunion, degree, lost):
    row = mark(reunion, degree, lost, "not_found", "听说去了青岛")
    assert (row.answer, row.is_own) == ("not_found", False)
    hint = ChangeRequest.objects.get()
    assert (hint.alumnus, hint.kind, hint.asked_by) == (lost, "hint", degree.alumnus.user)
    day = reunion.day.isoformat()
    assert hint.statement == f"{day}班级返校聚会的联系人找不到这位同学。\n听说去了青岛"
    assert counts_of(reunion).not_found == 1


def test_not_found_of_somebody_whom_the_office_has_found_is_no_hint(reunion, degree, closed):
    mark(reunion, degree, closed, "not_found")
    assert ChangeRequest.objects.count() == 0


def test_the_own_word_stands_before_that_of_the_contact_person(reunion, degree, friend):
    mark(reunion, degree, friend, "not_coming", "听说不来")
    reunions.answer(reunion=reunion, person=friend, answer="coming", seats=2, word="我来")
    with pytest.raises(reunions.OwnWord):
        mark(reunion, degree, friend, "not_coming")
    row = Classmate.objects.get()
    assert (row.answer, row.seats, row.word, row.is_own) == ("coming", 2, "我来", True)


def test_the_contact_person_notes_nothing_of_who_is_not_of_the_class(reunion, degree):
    for who in (make_member("外人"), degree.alumnus):
        with pytest.raises(reunions.NotOfTheClass):
            mark(reunion, degree, who, "coming")
    assert Classmate.objects.count() == 0


def test_what_the_contact_person_noted_is_on_the_page(client, reunion, person, lost):
    client.force_login(person.user)
    path = reverse("events:reunion-mark", args=[reunion.pk, lost.pk])
    assert client.get(path).status_code == 200
    sent = {"answer": "not_found", "word": "去了青岛", "key": str(uuid.uuid4())}
    page = client.post(path, sent, follow=True).content.decode()
    assert "找不到" in page
    assert "去了青岛" in page


def test_somebody_merged_into_another_record_counts_once(reunion, friend, studied):
    twin = studied(make_member("李敏")).alumnus
    for who in (friend, twin):
        make_classmate(reunion, who, "coming", is_own=True)
    Alumnus.objects.filter(pk=twin.pk).update(merged_into=friend)
    assert counts_of(reunion).coming == 1
