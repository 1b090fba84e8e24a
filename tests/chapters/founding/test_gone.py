"""People of a founding who are gone before the office decides: the decision waits for others in their place."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from alumni.services import erasing
from chapters.models import Document, Office
from chapters.services import founding
from tests.factories import make_user

from .steps import reported, submitted

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
