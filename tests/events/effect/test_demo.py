"""The demonstration's Return Days have marks, words and outcomes, once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alumni_office.mail.models import Message
from events.models import EventNotice, Feedback, Outcome
from events.queries.effect import series as queries
from events.services import notices
from events.services.demo import effect
from events.services.demo.checkins import fill
from tests.factories import make_event, make_registration, make_series

pytestmark = pytest.mark.django_db


def test_past_return_days_are_filled_once_and_nobody_is_written_to():
    series = make_series()
    for ago in (400, 40):
        starts_at = timezone.now() - timedelta(days=ago)
        event = make_event(f"返校日-{ago}", starts_at=starts_at, state="held", series=series, cost=Decimal("900"))
        for each in range(80):
            make_registration(event, name=f"校友{each}", email="made.up@example.com")
        fill(event, 0.8)
    effect.fill()
    given = Feedback.objects.count()
    assert 30 <= given <= 66
    effect.fill()
    notices.sweep()
    assert (Feedback.objects.count(), EventNotice.objects.count(), Message.objects.count()) == (given, 2, 0)
    this, last = queries.years(list(series.events.order_by("-starts_at")))
    assert (last.outcomes, last.amount) == (3, Decimal("200000"))
    assert this.outcomes == 0 or all(row.happened_on <= timezone.localdate() for row in Outcome.objects.all())
    assert this.marks + last.marks == given
