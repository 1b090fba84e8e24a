"""A chapter without a sign of life for 300 days."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from chapters.models import CouncilChange, Filing, Notice
from chapters.queries.silence import silence_of
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_duty,
    make_gathering_at,
    make_joined,
    make_office,
    make_officer,
)

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-000000000004"
NOW = datetime(2026, 11, 1, 4, tzinfo=UTC)
SIGN = datetime(2026, 5, 1, 4, tzinfo=UTC)


def filing(chapter):
    Filing.objects.create(duty=make_duty(chapter), state="submitted", summary="x", filed_at=SIGN)


def notice(chapter):
    with time_machine.travel(SIGN):
        Notice.objects.create(chapter=chapter, audience="public", title="x", text="x", key=KEY)


def council_change(chapter):
    CouncilChange.objects.create(chapter=chapter, key=KEY, submitted_at=SIGN)


@pytest.mark.parametrize(
    "sign",
    [
        filing,
        notice,
        council_change,
        lambda chapter: make_gathering_at(chapter, SIGN),
        lambda chapter: make_joined(chapter, make_alumnus(), date(2026, 5, 1)),
        lambda chapter: make_office(chapter, make_alumnus(), date(2026, 5, 1), date(2030, 1, 1)),
    ],
    ids=["filing", "notice", "council-change", "gathering", "member", "office"],
)
def test_each_of_these_is_a_sign_of_life(sign):
    chapter = make_chapter()
    assert silence_of(chapter, now=NOW).last_sign_on == date(2020, 1, 1)
    sign(chapter)
    assert silence_of(chapter, now=NOW).last_sign_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    "sign",
    [
        lambda chapter: make_gathering_at(chapter, SIGN, cancelled_at=SIGN),
        lambda chapter: make_gathering_at(chapter, NOW + timedelta(days=1)),
        lambda chapter: make_joined(chapter, make_alumnus(), None, "applied"),
        lambda chapter: make_office(chapter, make_alumnus(), date(2027, 5, 1), date(2030, 1, 1)),
        lambda chapter: make_duty(chapter),
    ],
    ids=["cancelled", "not-yet", "only-asked", "later-office", "a-duty"],
)
def test_none_of_these_is_one(sign):
    chapter = make_chapter()
    sign(chapter)
    assert silence_of(chapter, now=NOW).last_sign_on == date(2020, 1, 1)


@pytest.mark.parametrize(("days", "is_flagged"), [(299, False), (300, True)])
def test_it_is_flagged_after_300_days(days, is_flagged):
    chapter = make_chapter()
    make_gathering_at(chapter, NOW - timedelta(days=days))
    silence = silence_of(chapter, now=NOW)
    assert (silence.days, silence.is_flagged) == (days, is_flagged)


def test_a_chapter_that_was_just_founded_is_not_silent_and_one_that_sleeps_has_no_flag():
    assert silence_of(make_chapter(founded_on=date(2026, 9, 1)), now=NOW).is_flagged is False
    assert silence_of(make_chapter(name="沉睡", province="11", recognition="dormant"), now=NOW) is None


def test_the_flag_stands_on_the_officers_page(client):
    chapter = make_chapter()
    person = make_officer(chapter)
    client.force_login(person.user)
    page = reverse("chapters:my-duties", args=[chapter.pk])
    assert client.get(page).context["silence"].is_flagged is False  # the office began 100 days ago
    chapter.terms.update(starts_on=date(2021, 1, 1))
    person.chapter_offices.update(from_on=date(2021, 1, 1))
    response = client.get(page)
    assert response.context["silence"].is_flagged is True
    assert 'class="alert alert-warning"' in response.content.decode()
