"""The demonstration asks twice: once without names, reported back, and once with names, still open."""

import pytest

from alumni.services import demo as people
from alumni_office.mail.models import Message
from events.models import Ballot, Consultation, ConsultationAnswer
from events.queries.consultations import results
from events.services.demo import consultations as demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_anonymous_and_one_named_consultation_with_answers_and_nothing_twice(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [demo.load])
    people.load(people=1500)
    over, still = Consultation.objects.order_by("pk")
    assert [(row.promise, row.state) for row in (over, still)] == [("anonymous", "reported"), ("named", "open")]
    assert 5 <= results.numbers(over).answered < results.numbers(over).asked
    assert all(each.lines or each.texts for each in results.answers(over))
    assert ConsultationAnswer.objects.exists()
    counts = (Ballot.objects.count(), ConsultationAnswer.objects.count())
    demo.load({})
    assert (Consultation.objects.count(), Ballot.objects.count(), ConsultationAnswer.objects.count()) == (2, *counts)
    assert not Message.objects.filter(purpose="events.consultation").exists()
