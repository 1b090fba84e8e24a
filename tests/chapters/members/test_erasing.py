"""An erasure takes the person out of every chapter, and leaves what bodies decided; a copy holds all of it."""

import json
from uuid import uuid4

import pytest

from alumni.services import copying, erasing, merging
from chapters import models
from chapters.privacy import TABLES
from chapters.queries import places
from chapters.services import founding
from tests.alumni.rights import world as people
from tests.alumni.rights.test_erasing import places_of
from tests.chapters.founding.steps import commissioned, neighbour, reported, submitted
from tests.factories import make_alumnus, make_congress, make_delegate, make_delegation, make_membership, make_user

from . import world

pytestmark = pytest.mark.django_db
OF_PEOPLE = [table.label for table in TABLES if table.person]


@pytest.fixture(autouse=True)
def _log(settings, tmp_path):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def person(staff):
    return people.make_person(staff)


def test_nothing_of_an_erased_person_stays_in_any_table(person, staff):
    world.fill(person, staff)
    models.Membership.objects.filter(alumnus=person).update(statement="canary-later")
    models.Application.objects.filter(state="draft").update(plan="canary-later-plan")
    assert [place for place in places_of(people.TRACES) if place.startswith("chapters_")] != []
    assert erasing.erase_person(person_id=person.pk, by=staff)
    assert places_of(people.TRACES) == []


def test_what_bodies_decided_still_counts(person, staff):
    kept = world.fill(person, staff)
    erasing.erase_person(person_id=person.pk, by=staff)
    for row in kept.values():
        row.refresh_from_db()
    delegate, candidate = kept["delegate"], kept["candidate"]
    assert (delegate.alumnus, delegate.state, delegate.attended_at is None) == (None, "confirmed", False)
    assert (candidate.alumnus, candidate.votes, candidate.is_elected) == (None, 61, True)
    assert (kept["draft"].applicant, kept["draft"].state, kept["draft"].plan) == (None, "withdrawn", "")
    assert (kept["done"].applicant, kept["done"].letter_no, kept["done"].plan) == (None, "2026-1", "发起人—")
    assert models.Chapter.objects.count() == 2
    assert models.Term.objects.count() == 1
    for model in (models.Membership, models.SharingConsent, models.Office, models.Initiator, models.Nominee):
        assert model.objects.count() == 0


def test_a_seat_that_was_not_taken_yet_is_free_again(staff):
    congress = make_congress()
    named, confirmed = make_alumnus("王伟"), make_alumnus("李娜")
    delegation = make_delegation(congress, seats=2)
    make_delegate(delegation, named)
    make_delegate(delegation, confirmed, number=1)
    for person in (named, confirmed):
        erasing.erase_person(person_id=person.pk, by=staff)
    assert list(delegation.delegates.values_list("state", "alumnus")) == [("withdrawn", None)] * 2
    assert make_delegate(delegation, number=2).number == 2


def test_a_record_that_was_merged_away_is_erased_with_the_person(person, staff):
    kept = make_alumnus("王伟")
    world.fill(person, staff)
    merging.merge_alumni(keep=kept, drop=person, by=staff)
    erasing.erase_person(person_id=kept.pk, by=staff)
    assert places_of(people.TRACES) == []


def test_others_keep_their_rows(person, staff):
    world.fill(person, staff)
    other = make_alumnus("张三")
    other_rows = make_membership(models.Chapter.objects.first(), other)
    erasing.erase_person(person_id=person.pk, by=staff)
    assert list(models.Membership.objects.all()) == [other_rows]
    assert other_rows.consents.count() == 3


def test_the_copy_of_my_data_holds_the_rows_of_every_table_and_who_sees_me(person, staff):
    world.fill(person, staff)
    copy = json.loads(copying.copy_as_json(person=person, by=person.user))
    assert [label for label in OF_PEOPLE if label not in copy["data"]] == []
    membership = copy["data"]["chapters.Membership"][0]
    assert (membership["chapter"], membership["opened"], membership["statement"]) == (
        "上海校友会", ["email"], "canary-statement",
    )  # fmt: skip
    assert copy["other"]["chapters"]["seen_by"][0]["chapter"] == "上海校友会"
    assert "token_hash" not in json.dumps(copy["data"])
    assert copying.copy_as_pdf(person=person, by=person.user).startswith(b"%PDF")


def test_the_copy_holds_earlier_versions_of_applications(person, staff):
    world.fill(person, staff)
    models.Application.objects.filter(applicant=person).update(plan="canary-second")
    copy = json.loads(copying.copy_as_json(person=person, by=person.user))
    assert "canary-draft plan" in {row["plan"] for row in copy["earlier_versions"]["chapters.Application"]}


@pytest.mark.parametrize("far", [submitted, commissioned, reported])
def test_the_place_of_an_applicant_who_is_erased_is_free_for_others(staff, far):
    application = far()
    erasing.erase_person(person_id=application.applicant_id, by=staff)
    application.refresh_from_db()
    assert (application.state, application.applicant, application.chapter.recognition) == ("withdrawn", None, "lead")
    again = founding.start(applicant=neighbour("赵再来"), place=places.place_of(application), key=uuid4())
    assert again.state == "draft"
