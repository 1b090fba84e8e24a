"""A chapter's page on the desk: its council, members, duties and congresses; and the list of those that need a look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from tests.factories import (
    make_chapter,
    make_chapter_member,
    make_college,
    make_congress,
    make_council_change,
    make_delegate,
    make_delegation,
    make_duty,
    make_member,
    make_office,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def officer(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def today():
    return timezone.localdate()


def page(client, chapter):
    answer = client.get(reverse("admin:chapters_chapter_change", args=[chapter.pk]))
    return " ".join(answer.content.decode().split())


def listed(client, **query):
    answer = client.get(reverse("admin:chapters_chapter_changelist"), query)
    return [chapter.name for chapter in answer.context["cl"].result_list]


def test_the_page_shows_council_members_duties_and_delegates(client, officer, today):
    chapter = make_chapter()
    make_office(chapter, make_member("会长甲"), today - timedelta(days=100), today + timedelta(days=200))
    change = make_council_change(chapter, state="submitted", submitted_at=timezone.now())
    make_chapter_member(chapter, "会员甲")
    make_chapter_member(chapter, "会员乙", laws=())
    make_chapter_member(chapter, "申请人", state="applied", joined_on=None)
    duty = make_duty(chapter, due_on=today - timedelta(days=3))
    row = make_delegation(make_congress(), seats=3, chapter=chapter)
    make_delegate(row)
    text = page(client, chapter)
    assert "会长甲" in text
    assert "A change of council waits for the office." in text
    assert reverse("admin:chapters_councilchange_change", args=[change.pk]) in text
    assert reverse("admin:chapters_term_chapter", args=[chapter.pk]) in text
    facts = text.split("Members and invitations")[0].rsplit("<dl", 1)[1]
    assert [part.split("</dd>")[0] for part in facts.split("<dd>")[1:]] == ["2", "1", "1"]
    assert reverse("admin:chapters_duty_change", args=[duty.pk]) in text
    assert "3 days late" in text
    assert "1 of 3 seats taken" in text
    assert "会员甲" not in text


def test_a_page_without_any_of_it_says_what_would_stand_there(client, officer):
    text = page(client, make_chapter())
    assert "A term begins when the office recognises a new chapter or accepts a change of council." in text
    assert "Nothing is due of this chapter." in text
    assert "When a congress is planned" in text


def test_a_chapter_without_a_sign_of_life_is_flagged_on_its_page(client, officer, today):
    chapter = make_chapter(founded_on=today - timedelta(days=400))
    assert "No sign of life for 400 days." in page(client, chapter)


def test_a_college_officer_sees_no_congress_before_it_is_announced(client):
    college = make_college()
    chapter = make_chapter("数学学院校友会", kind="college", college=college, province="", city="")
    make_delegation(make_congress(state="planned"), chapter=chapter)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    assert "When a congress is planned" in page(client, chapter)


def test_the_list_finds_overdue_terms_and_silent_chapters(client, officer, today):
    overdue = make_chapter("甲校友会", province="41", founded_on=today - timedelta(days=10))
    make_office(overdue, make_member("前会长"), today - timedelta(days=800), today - timedelta(days=1))
    silent = make_chapter("乙校友会", province="42", founded_on=today - timedelta(days=300))
    make_chapter("丙校友会", province="43", founded_on=today - timedelta(days=299))
    make_chapter("丁校友会", province="44", founded_on=today - timedelta(days=900), recognition="dormant")
    assert listed(client, care="term") == [overdue.name]
    assert listed(client, care="silent") == [silent.name]
    assert len(listed(client)) == 4


@pytest.mark.parametrize("n", [1, 5])
def test_the_page_costs_the_same_for_one_row_of_each_and_for_five(client, officer, today, n, django_assert_num_queries):
    chapter = make_chapter()
    for number in range(n):
        make_office(
            chapter, make_member(f"会长{number}"), today - timedelta(days=1000 * number + 900),
            today - timedelta(days=1000 * number + 1),
        )  # fmt: skip
        make_chapter_member(chapter, f"会员{number}")
        make_duty(chapter, due_on=today.replace(month=1, day=31) - timedelta(days=366 * number))
        make_delegation(make_congress(f"第{number}次"), chapter=chapter)
        make_council_change(chapter, state="accepted", submitted_at=timezone.now())
    with django_assert_num_queries(22):
        page(client, chapter)
