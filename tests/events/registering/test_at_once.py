"""Many at the same moment: no seat is sold twice, and everybody gets a clear answer."""

import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from alumni_office.saving.refusals import Refused
from events.models import Event, Registration
from events.services.registering import enrolling, refusals
from events.services.registering.changing import cancel, change
from events.services.registering.refusals import Full
from tests.waiting import PATIENCE, at_once

from .wishes import an_event, enrol, make_ticket, wish

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 12


def all_at_once(works):
    """Call all of `works`, AT_ONCE of them at a time; what each returned or was refused."""
    return at_once(*works, threads=min(AT_ONCE, len(works)), expected=Refused)


def state_of(answer) -> str:
    return "full" if isinstance(answer, Full) else answer.state


def seats_held(event) -> int:
    return event.registrations.holding().aggregate(sum=Sum("seats"))["sum"] or 0


@pytest.mark.parametrize(("has_list", "others"), [(True, "waiting"), (False, "full")])
def test_five_hundred_for_a_hundred_seats_are_a_hundred(has_list, others):
    event = an_event(capacity=100, has_waiting_list=has_list)
    answers = all_at_once([lambda n=n: enrol(event, f"来宾{n}") for n in range(500)])
    event.refresh_from_db()
    assert Counter(map(state_of, answers)) == {"confirmed": 100, others: 400}
    assert (event.taken, seats_held(event)) == (100, 100)
    assert len({row.code for row in Registration.objects.all()}) == Registration.objects.count()


def test_companions_cancellations_and_changes_at_once_keep_the_sum():
    event = an_event(capacity=60)
    ticket = make_ticket(event, capacity=25)
    standing = [enrol(event, f"先到{n}", companions=n % 3, ticket=ticket if n % 2 else None) for n in range(30)]
    works = []
    for n, row in enumerate(standing):
        works.append(lambda n=n: enrol(event, f"后到{n}", companions=n % 4, ticket=ticket if n % 3 else None))
        if n % 3 == 0:
            works.append(lambda row=row: cancel(registration=row, by=None))
        if n % 3 == 1:
            new = wish(row.name, email=row.email, companions=2, ticket=row.ticket)
            works.append(lambda row=row, new=new: change(registration=row, version=1, wish=new, by=None))
    all_at_once(works)
    event.refresh_from_db()
    ticket.refresh_from_db()
    assert event.taken == seats_held(event) <= 60
    of_ticket = Registration.objects.holding().filter(ticket=ticket).aggregate(sum=Sum("seats"))["sum"]
    assert ticket.taken == of_ticket <= 25


def test_a_double_click_is_one_registration():
    event, key = an_event(), uuid4()
    answers = all_at_once([lambda: enrol(event, key=key).pk for _each in range(8)])
    assert (len(set(answers)), Registration.objects.count()) == (1, 1)


def test_without_the_lock_and_the_check_the_same_oversells(monkeypatch):
    """The control: else the tests above would say nothing."""
    event = an_event(capacity=3)
    together = threading.Barrier(AT_ONCE, timeout=PATIENCE)

    def looked_at(event_id, *_states):
        found = Event.objects.get(pk=event_id)
        together.wait()
        return found

    monkeypatch.setattr(enrolling, "held", looked_at)
    definition = "CHECK (capacity IS NULL OR taken <= capacity)"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DROP CONSTRAINT event_seats_not_sold_twice")
    try:
        all_at_once([lambda n=n: enrol(event, f"来宾{n}") for n in range(AT_ONCE)])
        event.refresh_from_db()
        assert event.taken == AT_ONCE > event.capacity
    finally:
        Registration.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE events_event ADD CONSTRAINT event_seats_not_sold_twice {definition}")


def test_whose_turn_does_not_come_is_told_to_send_again(monkeypatch):
    monkeypatch.setattr(refusals, "PATIENCE", "50ms")
    event = an_event()

    def meanwhile():
        with pytest.raises(refusals.Busy, match="没有丢失"):
            enrol(event)

    with transaction.atomic():
        refusals.held(event.pk)
        at_once(meanwhile)
    assert Registration.objects.count() == 0
