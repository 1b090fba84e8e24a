"""What waits in a chapter, on its officers' first page."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from chapters.models import Duty, Gathering, Office, Term
from tests.factories import (
    make_chapter_member,
    make_congress,
    make_council_change,
    make_delegate,
    make_delegation,
    make_member,
)

pytestmark = pytest.mark.django_db


def text(client, chapter):
    return " ".join(client.get(reverse("chapters:my", args=[chapter.pk])).content.decode().split())


def test_where_nothing_waits_the_page_says_so(client, chapter, officer):
    assert "Nothing waits. Everything is in order." in text(client, chapter)


def test_duties_applicants_and_a_change_that_was_sent_back_wait(client, chapter, officer, today):
    Duty.objects.create(chapter=chapter, kind="summary", year=2026, due_on=today - timedelta(days=3))
    Duty.objects.create(chapter=chapter, kind="supervisor", year=2026, due_on=today + timedelta(days=12))
    Duty.objects.create(chapter=chapter, kind="activity", year=2026, due_on=today, state="done", done_on=today)
    make_chapter_member(chapter, "申请人", state="applied", joined_on=None)
    make_council_change(chapter, state="sent_back", answer="少一页", submitted_at=timezone.now())
    page = text(client, chapter)
    assert "Yearly summary and plan 2026" in page
    assert "overdue" in page
    assert "12 days" in page
    assert "One activity in the year 2026" not in page
    assert "1 alumnus asks to join" in page
    assert "The office sent the change of council back" in page
    assert "Nothing waits" not in page


def test_who_closed_themselves_to_the_chapter_are_not_counted(client, chapter, officer):
    make_chapter_member(chapter, "开放的人")
    make_chapter_member(chapter, "没有同意", laws=())
    answer = client.get(reverse("chapters:my", args=[chapter.pk]))
    assert answer.context["standing"].members == 1
    assert "没有同意" not in answer.content.decode()


def test_a_term_near_its_end_waits_and_says_how_many_days_are_left(client, chapter, in_days):
    from tests.factories import make_office

    person = make_member("会长")
    make_office(chapter, person, in_days(-900), in_days(20))
    client.force_login(person.user)
    page = text(client, chapter)
    assert "20 days" in page
    assert "First the audit of the books, then the election." in page


def test_an_empty_public_page_waits_for_words(client, chapter, officer):
    type(chapter).objects.filter(pk=chapter.pk).update(introduction="")
    assert "The public page says nothing yet" in text(client, chapter)


def test_seats_of_the_congress_wait_while_delegates_are_named(client, chapter, officer):
    congress = make_congress()
    row = make_delegation(congress, seats=3, chapter=chapter)
    make_delegate(row)
    page = text(client, chapter)
    assert "2 seats in the congress are free" in page
    assert reverse("chapters:my-congress", args=[chapter.pk]) in page
    type(congress).objects.update(state="open")
    assert "in the congress are free" not in text(client, chapter)


def test_a_chapter_that_is_silent_for_long_is_flagged(client, chapter, officer, in_days):
    Term.objects.update(starts_on=in_days(-300))
    Office.objects.update(from_on=in_days(-300))
    page = text(client, chapter)
    assert "No sign of life for 300 days." in page
    assert "After 300 days the office asks how the chapter is." in page
    Office.objects.update(from_on=in_days(-299))
    assert "No sign of life" not in text(client, chapter)


def test_each_thing_that_waits_leads_to_its_page(client, chapter, officer, today):
    duty = Duty.objects.create(chapter=chapter, kind="summary", year=today.year, due_on=today)
    make_chapter_member(chapter, "申请人", state="applied", joined_on=None)
    answer = client.get(reverse("chapters:my", args=[chapter.pk]))
    waiting = answer.content.decode().split('<ul class="waits">')[1].split("</ul>")[0]
    for name, *of in (("filing", duty.pk), ("my-members",)):
        assert f'href="{reverse(f"chapters:{name}", args=[chapter.pk, *of])}"' in waiting
    assert [str(tab["label"]) for tab in answer.context["tabs"]] == [
        "Overview", "Members", "Notices", "Gatherings", "Events with registration", "Duties", "Council", "Congress",
        "Public page",
    ]  # fmt: skip


@pytest.mark.parametrize("n", [1, 5])
def test_the_first_page_costs_the_same_for_one_row_and_for_five(
    client, chapter, officer, today, n, django_assert_num_queries
):
    for number in range(n):
        Duty.objects.create(chapter=chapter, kind="summary", year=2020 + number, due_on=today)
        make_chapter_member(chapter, f"会员{number}")
        Gathering.objects.create(
            chapter=chapter, title=f"聚会{number}", starts_at=timezone.now() - timedelta(days=number), key=uuid.uuid4()
        )
    # session, user, alumnus, the guard's chapter; then the ten of standing()
    with django_assert_num_queries(14):
        client.get(reverse("chapters:my", args=[chapter.pk]))
