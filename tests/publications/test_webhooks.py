"""What a provider tells us about our mail, as django-anymail passes it on."""

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.urls import NoReverseMatch, reverse

from publications.emails import building
from publications.models import Bounce, Suppression
from tests.factories import make_reader, start_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery():
    make_reader("wang@example.com")
    return start_mailing().deliveries.get()


def tell(delivery, kind, **more):
    said = {"message_id": building.message_id(delivery.pk), "recipient": "Wang@example.com", "event_id": "1"} | more
    tracking.send(sender=object, event=AnymailTrackingEvent(event_type=kind, **said), esp_name="Provider")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"kind": "bounced", "reject_reason": "bounced", "mta_response": "550 5.1.1 no such user"}, "hard"),
        ({"kind": "bounced", "reject_reason": "other"}, "soft"),
        ({"kind": "deferred"}, "soft"),
        ({"kind": "rejected"}, "blocked"),
        ({"kind": "complained"}, "complaint"),
    ],
    ids=lambda value: str(value),
)
def test_a_providers_word_is_kept_and_counted(delivery, said, kind):
    tell(delivery, **said)
    tell(delivery, **said)
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.source, bounce.delivery) == (kind, "webhook Provider", delivery)
    assert Suppression.objects.exists() == (kind == "complaint")


@pytest.mark.parametrize("kind", ["delivered", "opened", "clicked", "sent"])
def test_that_somebody_opened_or_clicked_is_not_kept(delivery, kind):
    tell(delivery, kind)
    assert not Bounce.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"message_id": "<m.aaaaaaaaaaaaaaaaaaaaaaaa@localhost>"}, {"recipient": "x@example.com"}]
)
def test_a_word_about_somebody_else_blames_nobody(delivery, wrong):
    tell(delivery, "complained", **wrong)
    assert not Bounce.objects.exists()


def test_without_a_secret_there_is_no_address_for_webhooks():
    with pytest.raises(NoReverseMatch):
        reverse("anymail:mailgun_tracking_webhook")
