"""The demonstration's events."""

from collections import Counter

import pytest
from django.utils import timezone

from alumni.services import demo as people
from events.models import Event, Registration
from events.services import demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_seven_return_days_a_forum_and_lectures_with_people_once(client, monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [])  # or the loading would have written them
    people.load(people=300)
    users = {}
    demo.load(users)
    assert Counter(Event.objects.values_list("kind", "state")) == {
        ("return_day", "held"): 6, ("return_day", "open"): 1, ("forum", "held"): 1, ("forum", "open"): 1,
        ("lecture", "held"): 2, ("lecture", "open"): 1,
    }  # fmt: skip
    ahead = Event.objects.get(kind="return_day", state="open")
    assert ahead.starts_at > timezone.now()
    assert set(Registration.objects.values_list("state", flat=True)) >= {"confirmed", "cancelled", "waiting"}
    assert not Registration.objects.filter(reading="").exists()  # by which the desk at the gate finds people
    number = Registration.objects.count()
    demo.load(users)
    assert Registration.objects.count() == number
    for event in Event.objects.all():
        assert client.get(event.get_absolute_url()).status_code == 200
