"""Many devices at once, against PostgreSQL: each person stands once, each seat is taken once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import CheckIn, CheckList, Event, GateEntry, Registration
from events.services import gate_entries
from events.services.gate_entries import Entry
from tests.factories import make_check_list, make_event, make_registration
from tests.waiting import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def taking(check_list, *entries):
    return lambda: [each.outcome for each in gate_entries.take(check_list=check_list, entries=entries, by=None)]


def today(**fields):
    return make_event(starts_at=timezone.now() - timedelta(hours=1), **fields)


def came(registration, key=None):
    return Entry(kind="in", key=key or uuid4(), at=timezone.now(), registration=registration.pk)


def test_two_desks_with_the_same_people_at_once_count_each_once():
    event = today()
    gate = make_check_list(event)
    people = [make_registration(event) for _each in range(10)]
    desks = [taking(gate, *(came(each) for each in people)) for _desk in range(6)]
    outcomes = [outcome for desk in at_once(*desks) for outcome in desk]
    assert (outcomes.count("in"), outcomes.count("twice")) == (10, 50)
    gate.refresh_from_db()
    assert (gate.arrivals, CheckIn.objects.standing().count()) == (10, 10)
    assert GateEntry.objects.filter(reason="twice").count() == 50


def test_the_same_entry_sent_by_ten_at_once_counts_once():
    event = today()
    gate, guest = make_check_list(event), make_registration(event)
    entry = came(guest)
    walk = Entry(kind="walk_in", key=uuid4(), at=timezone.now(), name="李四")
    assert at_once(*[taking(gate, entry, walk)] * 10) == [["in", "in"]] * 10
    gate.refresh_from_db()
    assert (gate.arrivals, Registration.objects.count(), GateEntry.objects.count()) == (2, 2, 0)


def test_walk_ins_at_once_take_exactly_the_seats_that_are_left():
    event = today(capacity=5)
    gate = make_check_list(event)
    walks = [Entry(kind="walk_in", key=uuid4(), at=timezone.now(), name=f"来客{n}") for n in range(12)]
    outcomes = [each for [each] in at_once(*[taking(gate, walk) for walk in walks])]
    assert (outcomes.count("in"), outcomes.count("kept")) == (5, 7)
    assert Event.objects.get().taken == CheckList.objects.get().came == 5
    assert GateEntry.objects.filter(reason="full").count() == 7
