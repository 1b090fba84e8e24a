"""People who are gone before the office accepts a council, and chapters that are."""

import pytest
from django.urls import reverse

from alumni.services import erasing
from chapters.models import Chapter
from chapters.services import recognition
from chapters.services.council import changes
from tests.factories import make_council_change, make_member, make_officer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, settings, tmp_path):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def president():
    return make_member("新会长")


@pytest.fixture
def change(chapter, president):
    row = make_council_change(chapter, people=[(president, "president", 40), (make_member("新理事"), "member", 31)])
    changes.submit_change(change=row, by=make_officer(chapter, "老会长").user)
    return row


def accept(client, change) -> str:
    response = client.post(reverse("admin:chapters_councilchange_accept", args=[change.pk]), {}, follow=True)
    change.refresh_from_db()
    return response.content.decode()


def test_a_council_without_its_president_is_not_accepted(client, chapter, staff, president, change):
    erasing.erase_person(person_id=president.pk, by=staff)
    assert "Nobody is president any more" in accept(client, change)
    assert (change.state, chapter.terms.count()) == ("submitted", 1)


@pytest.mark.parametrize("name", ["新会长", "新理事"])
def test_nobody_takes_office_whose_record_is_not_in_use(client, chapter, staff, change, name):
    person = change.nominees.get(alumnus__name=name).alumnus
    person.life = "deceased"
    person.save()
    assert f"no longer in use: {name}." in accept(client, change)
    assert (change.state, chapter.terms.count()) == ("submitted", 1)


def test_a_chapter_that_is_dissolved_changes_its_council_no_more(client, chapter, staff, change):
    recognition.change_recognition(
        chapter=chapter, to=Chapter.Recognition.DISSOLVED, reason="会员大会决议解散", by=staff
    )  # fmt: skip
    change.refresh_from_db()
    assert change.state == "withdrawn"
    assert "Nothing was changed" in accept(client, change)
    assert chapter.terms.count() == 1
