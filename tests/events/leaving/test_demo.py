"""The demonstration has one leave-taking, with what graduates said and two letters, and nothing twice."""

import pytest

from alumni.services import demo as people
from alumni_office.accounts.models import User
from events.models import FutureLetter, Leaver, LeaveTaking
from events.services.demo import leaving as demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_latest_graduates_take_leave_and_two_in_three_have_checked(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [demo.load])
    people.load(people=300)
    leaving = LeaveTaking.objects.get()
    total = Leaver.objects.count()
    assert (total >= 3, leaving.is_open) == (True, True)
    assert Leaver.objects.filter(checked_at=None).count() == -(-total // 3)
    assert list(FutureLetter.objects.order_by("years").values_list("years", flat=True)) == [5, 10]
    demo.load({each.email: each for each in User.objects.all()})
    assert (LeaveTaking.objects.count(), Leaver.objects.count()) == (1, total)
