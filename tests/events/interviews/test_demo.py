"""The demonstration has two teams, each with a person who was met and a report to read, and nothing twice."""

import pytest

from alumni.services import demo as people
from alumni_office.accounts.models import User
from events.models import InterviewReport, InterviewTarget, InterviewTeam
from events.services.demo import interviews, programmes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_two_teams_have_met_somebody_and_handed_in_a_report(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [programmes.load, interviews.load])
    people.load(people=300)
    states = InterviewTarget.objects.order_by("team", "pk").values_list("state", flat=True)
    assert list(states) == ["interviewed", "asked", "declined"] * 2
    assert list(InterviewReport.objects.values_list("state", flat=True)) == ["submitted"] * 2
    interviews.load({each.email: each for each in User.objects.all()})
    assert InterviewTeam.objects.count() == 2
