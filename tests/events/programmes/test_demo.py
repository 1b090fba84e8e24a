"""The demonstration has two programmes, with shifts, hours and a certificate, and nothing twice."""

import pytest

from alumni.services import demo as people
from alumni_office.accounts.models import User
from events.models import Assignment, HoursCertificate, Programme, Volunteer
from events.services.demo import programmes as demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_programme_that_is_done_and_one_that_is_open(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [demo.load])
    people.load(people=200)
    assert list(Programme.objects.order_by("starts_on").values_list("state", flat=True)) == ["done", "open"]
    assert (Assignment.objects.count(), Assignment.objects.exclude(minutes=None).count()) == (18, 9)
    assert HoursCertificate.objects.get().minutes == 16 * 60
    demo.load({each.email: each for each in User.objects.all()})
    assert (Programme.objects.count(), Volunteer.objects.count()) == (2, 8)
