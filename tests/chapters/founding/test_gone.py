"""People of a founding who are gone before the office decides: the decision waits for others in their place."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from alumni.services import erasing
from chapters.models import Application, Document, Office
from chapters.queries import places
from chapters.services import founding
from tests.factories import make_application, make_user

from .steps import neighbour, reported, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(settings, tmp_path):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"
    return make_user()


def test_without_enough_initiators_nothing_is_commissioned(client, staff):
    application = submitted()
    erasing.erase_person(person_id=application.initiators.order_by("pk").first().alumnus_id, by=staff)
    client.force_login(staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    url = reverse("admin:chapters_application_commission", args=[application.pk])
    response = client.post(url, {"version": application.version}, follow=True)
    assert "1 initiator must still confirm." in response.content.decode()
    application.refresh_from_db()
    assert (application.state, application.letter_no) == ("submitted", "")
    assert not Document.objects.filter(kind="letter").exists()


def test_a_council_without_its_president_is_not_recognised(staff):
    application = reported()
    erasing.erase_person(person_id=application.nominees.get(seat="president").alumnus_id, by=staff)
    with translation.override("en"), pytest.raises(founding.Incomplete) as refusal:
        founding.recognise(application=application, version=application.version, by=staff)
    assert refusal.value.sentence == "The council has no one as President yet."
    application.refresh_from_db()
    assert (application.state, Office.objects.count()) == ("reported", 0)


@pytest.mark.parametrize(
    "change", [{"life": "deceased"}, {"restricted_at": timezone.now()}], ids=["died", "restricted"]
)
def test_nobody_takes_office_whose_record_is_not_in_use(client, staff, change):
    application = reported()
    president = application.nominees.get(seat="president").alumnus
    for field, value in change.items():
        setattr(president, field, value)
    president.save()
    client.force_login(staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    url = reverse("admin:chapters_application_recognise", args=[application.pk])
    response = client.post(url, {"version": application.version}, follow=True)
    assert f"no longer in use: {president.name}." in response.content.decode()
    application.refresh_from_db()
    assert (application.state, Office.objects.count()) == ("reported", 0)


def test_who_begins_again_for_the_same_place_goes_on_with_the_draft():
    person = neighbour()
    draft = make_application(person)
    place = places.place_of(draft)
    assert founding.start(applicant=person, place=place, key=uuid4()) == draft
    assert founding.start(applicant=neighbour("另一人"), place=place, key=uuid4()) != draft
    founding.withdraw(application=draft, by=person.user)
    assert founding.start(applicant=person, place=place, key=uuid4()) != draft
    assert Application.objects.count() == 3
