"""An officer's rights begin and end with the office, by the calendar of the chapter's place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from chapters.models import Office, Post
from tests.factories import make_chapter, make_member, make_office, make_term

pytestmark = pytest.mark.django_db

PAGES = [
    "my", "my-page", "my-council", "my-post-add", "my-office-fill", "council-change", "my-notices", "my-notice-add",
    "my-gatherings", "my-gathering-add",
]  # fmt: skip
NOON = datetime(2026, 6, 15, 4, 0, tzinfo=UTC)  # 15 June in Shanghai, and in Auckland


def at(monkeypatch, moment):
    """Python's clock and the database's: the second by asking about a day that is as far away."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def status(client, chapter, page="my"):
    return client.get(reverse(f"chapters:{page}", args=[chapter.pk])).status_code


def held(chapter, *, first, last, today, **fields):
    person = make_member("周会长")
    make_office(chapter, person, today + timedelta(days=first), today + timedelta(days=last), **fields)
    return person


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_opens_each_page_of_the_own_chapter_and_none_of_another(client, chapter, officer, page):
    other = make_chapter("北京校友会", province="11")
    expected = 302 if page == "my-office-fill" and not chapter.terms.exists() else 200
    assert status(client, chapter, page) == expected
    assert status(client, other, page) == 404


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(1, 100, 404), (0, 100, 200), (-100, 0, 200), (-100, -1, 404)],
    ids=["before", "first-day", "last-day", "after"],
)
def test_the_right_begins_on_the_first_day_and_ends_with_the_last(client, chapter, today, first, last, expected):
    client.force_login(held(chapter, first=first, last=last, today=today).user)
    assert status(client, chapter) == expected


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_that_of_the_chapters_own_zone(client, zone):
    from zoneinfo import ZoneInfo

    where = {"kind": "overseas", "province": "", "country": "KI", "city": zone[-6:], "time_zone": zone}
    chapter = make_chapter(f"校友会{zone}", **where)
    there = datetime.now(UTC).astimezone(ZoneInfo(zone)).date()
    begins, over = held(chapter, first=0, last=9, today=there), held(chapter, first=-20, last=-1, today=there)
    client.force_login(begins.user)
    assert status(client, chapter) == 200
    client.force_login(over.user)
    assert status(client, chapter) == 404


@pytest.mark.parametrize(("manages", "expected"), [(True, 200), (False, 404)], ids=["with-right", "without"])
def test_a_post_of_the_chapters_own_gives_the_right_if_it_says_so(client, chapter, in_days, manages, expected):
    post = Post.objects.create(chapter=chapter, name="秘书处主任", manages=manages)
    term = make_term(chapter, in_days(-10), in_days(10))
    person = make_member("吴主任")
    Office.objects.create(
        term=term, alumnus=person, seat="other", post=post, from_on=term.starts_on, until_on=term.ends_on
    )
    client.force_login(person.user)
    assert status(client, chapter) == expected


def test_a_council_member_keeps_no_pages(client, chapter, today):
    client.force_login(held(chapter, first=0, last=9, today=today, seat="member").user)
    assert status(client, chapter) == 404


def test_the_chapter_of_a_stranger_and_one_that_does_not_exist_answer_alike(client, chapter, officer):
    other = make_chapter("北京校友会", province="11")
    answers = [client.get(reverse("chapters:my", args=[pk])).status_code for pk in (other.pk, 999_999)]
    assert answers == [404, 404]


def test_a_dissolved_chapter_has_no_officers(client, chapter, officer):
    from chapters.services.recognition import change_recognition

    change_recognition(chapter=chapter, to="dissolved", reason="x", by=None, on=date(2026, 1, 1))
    assert status(client, chapter) == 404
