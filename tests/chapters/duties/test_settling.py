"""What settles a duty settles it at once, not only in the next night."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from chapters.models import Chapter, CouncilChange, Duty, Gathering
from chapters.services import writing
from chapters.services.council import changes, decisions
from chapters.services.documents import keep_document
from chapters.services.duties import settle_duties
from chapters.services.recognition import change_recognition
from tests.factories import (
    make_chapter,
    make_council_change,
    make_gathering,
    make_member,
    make_office,
    make_officer,
    make_term,
    make_user,
)

from .test_nightly import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def officer(chapter):
    return make_officer(chapter).user


@pytest.fixture
def today(chapter):
    return chapter.today()


def state(kind, chapter):
    return Duty.objects.filter(kind=kind, chapter=chapter).values_list("state", "done_on").order_by("-year").first()


def values(at, **more):
    return {
        "starts_at": at, "title": "座谈会", "title_en": "", "place": "", "text": "", "is_public": True,
    } | more  # fmt: skip


def add(chapter, officer, at):
    return writing.add_gathering(chapter=chapter, key=uuid.uuid4(), values=values(at), by=officer)


def just_now():
    return timezone.now() - timedelta(seconds=1)


def test_a_gathering_that_was_held_is_the_years_activity_as_soon_as_it_is_entered(chapter, officer, today):
    settle_duties(chapter=chapter)
    assert state("activity", chapter) == ("due", None)
    add(chapter, officer, just_now())
    assert state("activity", chapter) == ("done", today)


def test_one_that_is_moved_to_another_year_counts_no_more_and_counts_again_when_it_is_moved_back(
    chapter, officer, today
):
    gathering = add(chapter, officer, just_now())
    assert state("activity", chapter) == ("done", today)
    writing.edit_gathering(
        gathering=gathering, version=gathering.version, values=values(timezone.now() + timedelta(days=400)), by=officer
    )
    assert state("activity", chapter) == ("due", None)
    fresh = Gathering.objects.get()
    writing.edit_gathering(gathering=fresh, version=fresh.version, values=values(just_now()), by=officer)
    assert state("activity", chapter) == ("done", today)


def test_one_that_is_cancelled_counts_no_more(chapter, officer, today):
    gathering = add(chapter, officer, just_now())
    assert writing.cancel_gathering(gathering=gathering, by=officer)
    assert state("activity", chapter) == ("due", None)


def test_who_came_is_written_down_and_the_activity_is_done(chapter, officer, today):
    gathering = make_gathering(chapter, starts_at=just_now())
    writing.record_attendance(gathering=gathering, version=gathering.version, attendance=30, text="", by=officer)
    assert state("activity", chapter) == ("done", today)


def test_the_audit_of_a_change_of_council_is_done_when_it_is_uploaded(chapter, today):
    make_term(chapter, today - timedelta(days=1400), today + timedelta(days=30))
    settle_duties(chapter=chapter)
    assert state("audit", chapter) == ("due", None)
    document = keep_document(upload=pdf(), name="audit.pdf", kind="audit", by=None, chapter=chapter)
    change = CouncilChange.objects.create(chapter=chapter, key=uuid.uuid4())
    changes.save_audit(change=change, version=change.version, document=document, audited_on=today, by=make_user())
    assert state("audit", chapter) == ("done", today)


def test_a_term_that_the_office_extends_moves_the_audit_at_once(chapter, today):
    ends_on = today + timedelta(days=30)
    term = make_term(chapter, today - timedelta(days=1400), ends_on)
    settle_duties(chapter=chapter)
    later = ends_on + timedelta(days=800)
    decisions.extend_term(term=term, ended_on=ends_on, ends_on=later, reason="疫情", by=make_user())
    assert Duty.objects.get(kind="audit", year=today.year).state == "waived"


def test_accepting_a_change_settles_what_the_new_term_moves(chapter):
    with time_machine.travel("2026-06-15 12:00+08:00"):  # in January the term that ends now owed its audit last year
        today = chapter.today()
        make_office(chapter, make_member("会长"), today - timedelta(days=1000), today + timedelta(days=30))
        settle_duties(chapter=chapter)
        change = make_council_change(
            chapter, state="submitted", submitted_at=timezone.now(), people=[(make_member("新会长"), "president", 30)]
        )  # fmt: skip
        decisions.accept_change(change=change, by=make_user())
    assert state("audit", chapter)[0] == "done"


def test_a_chapter_that_is_founded_or_falls_asleep_has_its_duties_or_none_at_once():
    by = make_user()
    chapter = make_chapter("河南校友会", province="41", recognition="preparing")
    change_recognition(chapter=chapter, to="founded", reason="成立大会", by=by)
    assert state("activity", chapter) == ("due", None)
    change_recognition(chapter=Chapter.objects.get(pk=chapter.pk), to="active", reason="活动", by=by)
    change_recognition(chapter=Chapter.objects.get(pk=chapter.pk), to="dormant", reason="无活动", by=by)
    assert state("activity", chapter) == ("waived", None)
