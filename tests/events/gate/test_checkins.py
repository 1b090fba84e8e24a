"""Arrivals: noted once, taken back, counted by the database, and walk-ins within the seats."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import CheckIn, GateEntry, Registration, SessionSeat
from events.services import checkins, gate_entries
from events.services.checkins import Refused
from events.services.gate_entries import Entry
from tests.factories import (
    make_check_in,
    make_check_list,
    make_event,
    make_event_session,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


def check_in(check_list, registration, *, key=None, seats=21, by=None, **more):
    return checkins.check_in(
        check_list=check_list, registration_id=registration.pk, seats=seats, key=key or uuid4(), at=timezone.now(),
        by=by, **more,
    )  # fmt: skip


def numbers(*lists):
    for each in lists:
        each.refresh_from_db()
    return [(each.arrivals, each.came) for each in lists]


def sent(kind="in", registration=None, **fields):
    number = registration.pk if registration else None
    fields = {"key": uuid4(), "at": timezone.now(), "registration": number} | fields
    return Entry(kind=kind, **fields)


def take(check_list, *entries, by=None, **more):
    answers = gate_entries.take(check_list=check_list, entries=entries, by=by, **more)
    assert [each.key for each in answers] == [each.key for each in entries]
    return [each.outcome for each in answers]


def test_who_came_is_counted_at_each_list_for_itself(gate, event):
    dinner = make_check_list(event, "晚宴")
    family = make_registration(event, seats=3)

    answer = check_in(gate, family, seats=2)
    assert (answer.outcome, answer.check_in.seats) == ("in", 2)
    assert numbers(gate, dinner) == [(1, 2), (0, 0)]

    check_in(dinner, family)
    assert numbers(gate, dinner) == [(1, 2), (1, 3)]


def test_the_same_key_is_the_same_entry(gate, event):
    guest, key = make_registration(event), uuid4()
    assert [check_in(gate, guest, key=key).outcome for _each in range(3)] == ["in", "in", "in"]
    assert numbers(gate) == [(1, 1)]


def test_a_second_device_is_told_who_was_first_and_counts_nothing(gate, event):
    guest = make_registration(event, name="王伟")
    first = check_in(gate, guest)
    second = check_in(gate, guest)
    assert (second.outcome, second.check_in) == ("twice", first.check_in)
    assert "王伟" in second.sentence
    assert numbers(gate) == [(1, 1)]


def test_what_was_taken_back_can_be_noted_anew_and_its_old_key_does_not_bring_it_back(gate, event):
    guest, key, by = make_registration(event), uuid4(), make_user()
    check_in(gate, guest, key=key)
    assert checkins.undo(check_list=gate, key=key, by=by).outcome == "undone"
    assert checkins.undo(check_list=gate, key=key, by=by).outcome == "undone"
    assert numbers(gate) == [(0, 0)]
    assert CheckIn.objects.get().undone_by == by

    assert check_in(gate, guest, key=key).outcome == "undone"  # sent once more, late
    assert numbers(gate) == [(0, 0)]
    assert check_in(gate, guest).outcome == "in"
    assert numbers(gate) == [(1, 1)]


def test_a_check_in_of_another_list_is_not_taken_back_here(gate, event):
    dinner = make_check_list(event, "晚宴")
    row = make_check_in(dinner, make_registration(event))
    with pytest.raises(Refused):
        checkins.undo(check_list=gate, key=row.key, by=None)
    with pytest.raises(Refused):
        check_in(gate, row.registration, key=row.key)
    assert numbers(gate, dinner) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("state", ["cancelled", "declined", "waiting", "asked"])
def test_who_holds_no_seat_is_not_let_in_by_the_button(gate, event, state):
    guest = make_registration(event, state=state)
    with pytest.raises(Refused) as refused:
        check_in(gate, guest)
    assert refused.value.reason == "not_registered"
    assert numbers(gate) == [(0, 0)]


def test_a_registration_of_another_event_is_none_here(gate):
    with pytest.raises(Refused) as refused:
        check_in(gate, make_registration(make_event("讲座")))
    assert refused.value.reason == "unknown"


def test_nobody_is_checked_in_at_a_closed_list_or_at_a_cancelled_event(gate, event):
    guest = make_registration(event)
    closed = make_check_list(event, "晚宴", closed_at=timezone.now())
    with pytest.raises(Refused):
        check_in(closed, guest)
    type(event).objects.filter(pk=event.pk).update(state="cancelled", cancel_reason="台风")
    gate.event.refresh_from_db()
    with pytest.raises(Refused):
        check_in(gate, guest)


def test_the_database_refuses_a_second_arrival_more_people_than_seats_and_a_list_of_another_event(gate, event):
    guest, elsewhere = make_registration(event), make_check_list(make_event("讲座"))
    make_check_in(gate, guest)
    wrong = [
        (gate, {"registration": guest}),
        (gate, {"registration": make_registration(event), "seats": 2}),
        (elsewhere, {"registration": make_registration(event)}),
    ]
    for check_list, fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_check_in(check_list, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check_list(event, "论坛", session=make_event_session(elsewhere.event))


def test_a_bulk_statement_is_counted_once(gate, event):
    rows = [make_registration(event, seats=2) for _each in range(5)]
    CheckIn.objects.bulk_create(
        [CheckIn(list=gate, registration=row, seats=2, at=timezone.now(), key=uuid4()) for row in rows]
    )
    assert numbers(gate) == [(5, 10)]
    CheckIn.objects.filter(registration__in=rows[:2]).update(undone_at=timezone.now())
    assert numbers(gate) == [(3, 6)]
    CheckIn.objects.filter(registration=rows[4]).delete()
    assert numbers(gate) == [(2, 4)]


def test_the_clock_of_a_device_is_believed_within_reason(gate, event):
    for at, seconds in ((timedelta(days=400), 14 * 24 * 3600), (-timedelta(days=3), 0)):
        guest = make_registration(event)
        answer = checkins.check_in(
            check_list=gate, registration_id=guest.pk, seats=1, key=uuid4(), at=timezone.now() - at, by=None
        )
        assert abs((timezone.now() - answer.check_in.at).total_seconds() - seconds) < 60


def test_a_walk_in_is_registered_and_checked_in_once(gate, event):
    key, by = uuid4(), make_user()
    same = {"check_list": gate, "name": "李四", "seats": 2, "key": key, "at": timezone.now(), "by": by}
    assert [checkins.walk_in(**same).outcome for _each in range(2)] == ["in", "in"]
    row = Registration.objects.get(event=event)
    assert (row.source, row.state, row.seats) == ("walk_in", "confirmed", 2)
    assert (row.reading, row.registered_by) == ("li si", by)
    assert numbers(gate) == [(1, 2)]
    event.refresh_from_db()
    assert event.taken == 2


def test_a_walk_in_takes_no_seat_that_is_not_there(event):
    type(event).objects.filter(pk=event.pk).update(capacity=3)
    make_registration(event, seats=2)
    gate = make_check_list(event)
    with pytest.raises(Refused) as refused:
        checkins.walk_in(check_list=gate, name="李四", seats=2, key=uuid4(), at=timezone.now(), by=None)
    assert refused.value.reason == "full"
    assert Registration.objects.count() == 1
    assert numbers(gate) == [(0, 0)]


def test_a_walk_in_at_a_part_that_people_choose_takes_a_seat_there(event):
    forum = make_event_session(event, is_chosen=True, capacity=1)
    at_the_forum = make_check_list(event, "论坛", session=forum)
    checkins.walk_in(check_list=at_the_forum, name="李四", seats=1, key=uuid4(), at=timezone.now(), by=None)
    assert SessionSeat.objects.get().session == forum
    with pytest.raises(Refused):
        checkins.walk_in(check_list=at_the_forum, name="王五", seats=1, key=uuid4(), at=timezone.now(), by=None)


# What devices hand in


def test_entries_are_taken_in_their_order_and_however_often_they_are_sent(gate, event):
    one, other = make_registration(event), make_registration(event)
    first = sent(registration=one)
    entries = [
        first,
        sent(registration=other),
        sent("undo", registration=one, of=first.key),
        sent("walk_in", name="李四", seats=2),
    ]
    for _each in range(3):
        assert take(gate, *entries) in (["in", "in", "undone", "in"], ["undone", "in", "undone", "in"])
        assert numbers(gate) == [(2, 3)]
    assert Registration.objects.filter(source="walk_in").count() == 1


def test_of_two_devices_one_check_in_stands_and_the_other_entry_is_known_for_good(gate, event):
    guest = make_registration(event)
    one, other = sent(registration=guest), sent(registration=guest)
    assert take(gate, one) == ["in"]
    assert take(gate, other) == ["twice"]
    checkins.undo(check_list=gate, key=one.key, by=None)
    assert take(gate, other) == ["twice"]  # its answer was lost, and it comes again
    assert numbers(gate) == [(0, 0)]
    assert GateEntry.objects.get().reason == "twice"


def test_an_entry_for_a_cancelled_registration_is_kept_and_a_person_decides(gate, event):
    guest, by = make_registration(event, name="王伟"), make_user()
    entry = sent(registration=guest, seats=1)
    Registration.objects.filter(pk=guest.pk).update(state="cancelled", ended_at=timezone.now())
    assert take(gate, entry, by=by) == ["kept"]
    assert take(gate, entry, by=by) == ["kept"]
    kept = GateEntry.objects.get()
    assert (kept.registration, kept.reason, kept.by, kept.name) == (guest, "not_registered", by, "")
    assert numbers(gate) == [(0, 0)]

    for _each in range(2):
        gate_entries.decide(entry_id=kept.pk, is_counted=True, by=by)
    assert numbers(gate) == [(1, 1)]
    kept.refresh_from_db()
    assert (kept.decision, kept.decided_by) == ("counted", by)


def test_an_entry_set_aside_counts_nothing_however_often_it_comes(gate, event):
    entry = sent(registration=make_registration(event, state="cancelled"))
    take(gate, entry)
    gate_entries.decide(entry_id=GateEntry.objects.get().pk, is_counted=False, by=None)
    assert take(gate, entry) == ["kept"]
    assert numbers(gate) == [(0, 0)]


def test_taking_back_an_entry_that_was_kept_sets_it_aside(gate, event):
    entry = sent(registration=make_registration(event, state="cancelled"))
    assert take(gate, entry, sent("undo", of=entry.key)) == ["kept", "undone"]
    assert GateEntry.objects.get().decision == "set_aside"


def test_a_walk_in_for_whom_no_seat_was_left_is_kept_with_the_name(event):
    type(event).objects.filter(pk=event.pk).update(capacity=1)
    make_registration(event)
    gate = make_check_list(event)
    assert take(gate, sent("walk_in", name="李四")) == ["kept"]
    kept = GateEntry.objects.get()
    assert (kept.name, kept.reason) == ("李四", "full")
    with pytest.raises(Refused):
        gate_entries.decide(entry_id=kept.pk, is_counted=True, by=None)
    type(event).objects.filter(pk=event.pk).update(capacity=2)
    gate_entries.decide(entry_id=kept.pk, is_counted=True, by=None)
    assert numbers(gate) == [(1, 1)]


def test_entries_of_an_earlier_day_are_kept_and_not_counted(gate, event):
    entry = sent(registration=make_registration(event))
    assert take(gate, entry, is_late=True) == ["kept"]
    assert (GateEntry.objects.get().reason, numbers(gate)) == ("late", [(0, 0)])
    gate_entries.decide(entry_id=GateEntry.objects.get().pk, is_counted=True, by=None)
    assert numbers(gate) == [(1, 1)]


def test_one_bad_entry_does_not_hold_up_the_others(gate, event):
    elsewhere = make_registration(make_event("讲座"))
    guest = make_registration(event)
    assert take(gate, sent(registration=elsewhere), sent(registration=guest)) == ["kept", "in"]
    assert GateEntry.objects.get().registration is None
