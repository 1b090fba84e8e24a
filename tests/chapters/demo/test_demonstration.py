"""The demonstration has chapters in every state, and what belongs to them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from alumni.models import Alumnus
from alumni.services import demo
from alumni_office.accounts.models import User
from alumni_office.documents.uploads import inspect
from chapters.demo.places import CHAPTERS
from chapters.models import (
    Application,
    Candidate,
    Chapter,
    Congress,
    CouncilChange,
    Document,
    Duty,
    Filing,
    Gathering,
    Invitation,
    Membership,
    NameLicence,
    Notice,
    Office,
    Photo,
    RecognitionChange,
    SharingConsent,
    Term,
    led_by,
)
from chapters.services import demo as ours
from tests.factories import make_user


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, once for all tests of this file: it takes seconds, and none of them changes it."""
    here = {
        "DEBUG": True, "UNIVERSITY_NAME": "海东大学", "UNIVERSITY_NAME_EN": "Haidong University",
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }  # fmt: skip
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**here):
        demo.load()
        files = [Path(document.file.path).read_bytes() for document in Document.objects.all()]
        pictures = [Path(photo.file.path).read_bytes() for photo in Photo.objects.all()]
        yield files, pictures
        transaction.set_rollback(True)


def states(model, field):
    return set(model.objects.values_list(field, flat=True))


def test_there_are_chapters_of_each_kind_in_every_state():
    def count(kind):
        return Chapter.objects.filter(kind=kind).count()

    assert count("regional") >= 40
    assert count("overseas") >= 15
    assert count("industry") >= 5
    assert count("college") >= 4
    assert states(Chapter, "recognition") == set(Chapter.Recognition.values)
    assert states(Chapter, "civil") == set(Chapter.Civil.values)
    assert len(CHAPTERS) == Chapter.objects.count()
    assert Chapter.objects.get(name="青岛海东大学校友会").name_en == "Haidong University Alumni Association, Qingdao"


def test_each_state_has_its_history():
    for chapter in Chapter.objects.prefetch_related("recognition_changes"):
        steps = list(chapter.recognition_changes.all())
        assert (steps[-1].to_state if steps else "lead") == chapter.recognition
        assert [step.happened_on for step in steps] == sorted(step.happened_on for step in steps)
    assert RecognitionChange.objects.filter(reason="").count() == 0
    assert NameLicence.objects.filter(until_on__lt=timezone.localdate()).exists()


def test_terms_run_end_soon_are_overdue_or_past():
    today = timezone.localdate()
    last = {
        chapter.pk: (chapter.terms.order_by("-ends_on").first().ends_on - today).days
        for chapter in Chapter.objects.filter(terms__isnull=False).distinct()
    }
    assert {
        "running": any(days > 180 for days in last.values()),
        "soon": any(0 <= days <= 180 for days in last.values()),
        "overdue": any(-500 < days < 0 for days in last.values()),
        "past": any(days < -800 for days in last.values()),
    } == dict.fromkeys(["running", "soon", "overdue", "past"], True)
    assert states(CouncilChange, "state") == set(CouncilChange.State.values)


def test_officers_live_where_the_chapter_is_and_some_let_the_office_name_them():
    held = Office.objects.filter(term__chapter__kind="regional").select_related("alumnus", "term__chapter")
    assert {office.alumnus.province == office.term.chapter.province for office in held} == {True}
    assert Alumnus.objects.filter(chapter_offices__isnull=False, consents__purpose="publish").exists()


def test_members_opened_pieces_and_agreed_by_each_law():
    assert states(Membership, "state") == set(Membership.State.values)
    assert states(SharingConsent, "law") == set(SharingConsent.Law.values)
    assert states(SharingConsent, "given") == {True, False}
    assert Membership.objects.exclude(opened=[]).exists()
    assert Invitation.objects.filter(refused_at__isnull=False).exists()


def test_three_years_of_gatherings_notices_duties_and_filings():
    year = timezone.localdate().year
    years = {at.year for at in Gathering.objects.values_list("starts_at", flat=True)}
    assert years >= {year - 2, year - 1, year}
    assert Gathering.objects.filter(starts_at__gt=timezone.now()).exists()
    assert states(Notice, "audience") == {"members", "public"}
    assert Notice.objects.filter(created_at__lt=timezone.now() - timedelta(days=400)).exists()
    assert set(Duty.objects.values_list("year", flat=True)) >= {year - 2, year - 1, year}
    assert states(Duty, "state") == set(Duty.State.values)
    assert states(Filing, "state") == set(Filing.State.values)


def test_applications_stand_in_every_state_with_at_least_three_who_confirmed():
    assert states(Application, "state") == set(Application.State.values)
    for application in Application.objects.exclude(state="draft"):
        confirmed = application.initiators.filter(state="confirmed")
        assert confirmed.count() >= 3, application
        assert not confirmed.filter(alumnus__verified_at=None).exists()


def test_one_congress_was_held_and_one_is_planned():
    held, planned = Congress.objects.order_by("starts_on")
    assert (held.state, planned.state) == ("closed", "planned")
    rule = sum(each.by_rule for each in held.delegations.all())
    assert rule == held.seats
    came = held.delegates.filter(attended_at__isnull=False).count()
    assert 3 * came >= 2 * held.delegates.filter(state="confirmed").count()
    assert {motion.is_carried for motion in held.motions.all()} == {True, False}
    elected = set(Candidate.objects.filter(is_elected=True).values_list("alumnus", flat=True))
    assert elected == set(Term.objects.get(congress=held).offices.values_list("alumnus", flat=True))


def test_documents_are_real_and_photographs_are_pictures(loaded):
    files, pictures = loaded
    assert {inspect(content).kind for content in files} == {"pdf"}
    assert {inspect(content).kind for content in pictures} == {"jpg"}
    assert len(pictures) > 20
    assert Chapter.objects.exclude(logo="").count() > 30


def test_the_leader_signs_in_as_the_president_of_a_chapter_whose_term_runs(client):
    assert client.login(username=demo.LEADER, password=demo.PASSWORD)
    leader = Alumnus.objects.get(user__email=demo.LEADER)
    assert leader.verified_at is not None
    assert leader.chapter_offices.current().get(term__chapter__in=led_by(leader)).seat == "president"


def test_a_second_load_adds_nothing():
    before = Chapter.objects.count(), Document.objects.count(), Membership.objects.count()
    assert demo.load(beside=True) == 0
    ours.load({"staff@demo.example": make_user(), demo.LEADER: User.objects.get(email=demo.LEADER)})
    assert (Chapter.objects.count(), Document.objects.count(), Membership.objects.count()) == before


def test_a_year_with_a_gathering_owes_no_activity():
    for duty in Duty.objects.filter(kind=Duty.Kind.ACTIVITY, state=Duty.State.DUE).select_related("chapter"):
        held = duty.chapter.gatherings.filter(cancelled_at=None, starts_at__lte=timezone.now())
        years = {gathering.starts_at.astimezone(duty.chapter.zone).year for gathering in held}
        assert duty.year not in years
