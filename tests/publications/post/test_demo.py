"""The demonstration's printed issues by post."""

import pytest

from alumni.models import Liaison
from alumni.services import demo as people
from alumni_office.mail.models import Message
from publications.models import Distribution, Parcel, StockMove
from publications.services import demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_went_out_and_partly_came_back_and_one_is_ready_and_nothing_comes_twice():
    people.load(people=150)
    mails = Message.objects.count()
    for _again in range(2):
        demo.fill()
        sent, ready = Distribution.objects.order_by("pk")
        assert (sent.state, ready.state, ready.issue) == ("sending", "prepared", None)
        assert sent.issue.periodical.slug == "alumni-news"
        assert sent.returned == Parcel.objects.exclude(reason="").count() >= 1
        assert sent.printed + sent.returned == sent.sent + sent.given + sent.spoiled + sent.in_stock
        assert Parcel.objects.exclude(tracking_no="").exists()
        assert StockMove.objects.count() == 3
        assert Liaison.objects.current().exists()
    assert Message.objects.count() == mails  # nobody of the demonstration is written to
