"""What the database refuses, whoever asks."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError, IntegrityError, InternalError, transaction
from django.utils import timezone

from chapters.models import Chapter, CivilChange, Office, RecognitionChange, led_by
from chapters.services.recognition import AlreadyThere, ImpossibleStep, change_civil, change_recognition
from tests.factories import make_alumnus, make_chapter, make_office, make_term, make_user

pytestmark = pytest.mark.django_db


def refused(name, make, error=IntegrityError):
    with pytest.raises(error) as caught, transaction.atomic():
        make()
    assert name in str(caught.value)


def step(chapter, before, after):
    day = date(2026, 1, 1)
    return {"chapter": chapter, "from_state": before, "to_state": after, "reason": "x", "happened_on": day}


def test_a_step_moves_the_chapter_and_says_since_when():
    chapter = make_chapter(recognition="active")
    change_recognition(chapter=chapter, to="dormant", reason="一年没有活动", by=make_user(), on=date(2026, 5, 1))
    assert (chapter.recognition, chapter.recognition_since) == ("dormant", date(2026, 5, 1))
    assert [str(step.reason) for step in chapter.recognition_changes.all()] == ["一年没有活动"]


def test_an_impossible_step_is_refused_by_the_service_and_by_the_database():
    chapter = make_chapter(recognition="active")
    with pytest.raises(ImpossibleStep):
        change_recognition(chapter=chapter, to="preparing", reason="x", by=None)
    row = {
        "chapter": chapter,
        "from_state": "active",
        "to_state": "preparing",
        "reason": "x",
        "happened_on": date(2026, 1, 1),
    }
    refused("recognition_change_possible", lambda: RecognitionChange.objects.create(**row))


def test_a_step_from_a_state_that_is_over_is_refused():
    chapter = make_chapter(recognition="active")
    stale = Chapter.objects.get(pk=chapter.pk)
    change_recognition(chapter=chapter, to="dormant", reason="x", by=None)
    with pytest.raises(AlreadyThere):
        change_recognition(chapter=stale, to="dissolved", reason="x", by=None)
    assert Chapter.objects.get().recognition == "dormant"


def test_nothing_but_a_step_changes_the_two_facts():
    chapter = make_chapter(recognition="active")
    for field, value in [("recognition", "dissolved"), ("civil", "revoked")]:
        refused("rows of their own", lambda: Chapter.objects.filter(pk=chapter.pk).update(**{field: value}))  # noqa: B023


def test_steps_are_neither_changed_nor_deleted_and_a_chapter_is_never_deleted():
    chapter = make_chapter(recognition="active")
    step = change_recognition(chapter=chapter, to="dormant", reason="x", by=None)
    refused("", lambda: RecognitionChange.objects.filter(pk=step.pk).update(reason="y"), InternalError)
    refused("", lambda: RecognitionChange.objects.filter(pk=step.pk).delete(), InternalError)
    refused("", lambda: Chapter.objects.filter(pk=chapter.pk)._raw_delete("default"), InternalError)


def test_a_registration_carries_its_number_and_authority():
    chapter = make_chapter()
    change_civil(chapter=chapter, to="applied", reason="x", by=None)
    row = {
        "chapter": chapter,
        "from_state": "applied",
        "to_state": "registered",
        "reason": "x",
        "happened_on": date(2026, 1, 1),
    }
    refused("civil_change_registered_where", lambda: CivilChange.objects.create(**row))
    change_civil(
        chapter=chapter, to="registered", reason="x", by=None, number="51100000MJ0001", authority="北京市民政局",
        on=date(2026, 2, 1),
    )  # fmt: skip
    assert (chapter.civil_number, chapter.civil_authority, chapter.civil_since, chapter.is_legal_person) == (
        "51100000MJ0001", "北京市民政局", date(2026, 2, 1), True,
    )  # fmt: skip


def test_one_living_chapter_a_place():
    make_chapter(province="31", city="")
    refused("chapter_one_a_place", lambda: make_chapter(name="又一个", province="31", city=""))
    make_chapter(name="沪西", province="31", city="长宁")


def test_a_place_is_of_its_kind():
    refused("chapter_place_of_its_kind", lambda: make_chapter(kind="overseas", province="", country="CN"))
    refused("chapter_place_of_its_kind", lambda: make_chapter(kind="regional", province="", country="DE"))


def test_dates_that_cannot_be():
    refused("chapter_founded_in_the_past", lambda: make_chapter(founded_on=timezone.localdate() + timedelta(days=9)))
    chapter = make_chapter()
    refused("term_ends_after_start", lambda: make_term(chapter, date(2026, 5, 1), date(2026, 4, 1)))


def test_an_unknown_time_zone_is_refused():
    refused("not recognized", lambda: make_chapter(time_zone="Mars/Olympus"), DataError)


def test_terms_do_not_overlap_and_an_office_lies_within_its_term():
    chapter = make_chapter()
    term = make_term(chapter, date(2024, 1, 1), date(2027, 12, 31))
    refused("term_one_at_a_time", lambda: make_term(chapter, date(2027, 6, 1), date(2030, 1, 1), number=2))
    office = {"term": term, "alumnus": make_alumnus(), "seat": "president"}
    refused(
        "office lies within",
        lambda: Office.objects.create(**office, from_on=date(2024, 1, 1), until_on=date(2028, 1, 1)),
    )
    Office.objects.create(**office, from_on=date(2024, 1, 1), until_on=date(2025, 1, 1))
    refused(
        "office_held_by_one",
        lambda: Office.objects.create(
            **office | {"alumnus": make_alumnus("李娜")}, from_on=date(2025, 1, 1), until_on=date(2026, 1, 1)
        ),
    )


def test_an_officer_leads_while_the_office_lasts_by_the_clock_of_the_place():
    person = make_alumnus()
    chapter = make_chapter(kind="overseas", province="", country="NZ", city="奥克兰", time_zone="Pacific/Auckland")
    make_office(chapter, person, date(2020, 1, 1), date(2020, 12, 31))
    assert not led_by(person).exists()
    now = timezone.now().astimezone(ZoneInfo("Pacific/Auckland")).date()
    other = make_alumnus("李娜")
    where = {"province": "", "country": "NZ", "city": "惠灵顿", "time_zone": "Pacific/Auckland"}
    away = make_chapter(name="在任", kind="overseas", **where)
    make_office(away, other, now, now + timedelta(days=1))
    assert list(led_by(other)) == [away]


def test_a_council_member_does_not_keep_the_pages():
    person, chapter = make_alumnus(), make_chapter()
    today = timezone.localdate()
    make_office(chapter, person, today, today + timedelta(days=300), seat="member")
    assert not led_by(person).exists()
