"""Seats are counted in the database, whoever writes the row."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

import events
from events.models import Event, Registration, SessionSeat, Ticket
from tests.factories import make_event, make_event_session, make_registration

pytestmark = pytest.mark.django_db
SQL = Path(events.__file__).parent / "sql"


def taken(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.taken for row in rows]


def test_seats_follow_registrations_and_their_ends():
    event = make_event(capacity=5)
    ticket = Ticket.objects.create(event=event, name="校友")
    forum = make_event_session(event, capacity=4)
    registration = make_registration(event, ticket=ticket, seats=3)
    SessionSeat.objects.create(registration=registration, session=forum)
    assert taken(event, ticket, forum) == [3, 3, 3]

    Registration.objects.filter(pk=registration.pk).update(seats=2)
    assert taken(event, ticket, forum) == [2, 2, 2]

    Registration.objects.filter(pk=registration.pk).update(state="cancelled", ended_at=timezone.now())
    assert taken(event, ticket, forum) == [0, 0, 0]


def test_who_waits_takes_no_seat_until_moved_up():
    event = make_event(capacity=1)
    waiting = make_registration(event, state="waiting")
    assert taken(event) == [0]
    Registration.objects.filter(pk=waiting.pk).update(state="confirmed")
    assert taken(event) == [1]


def test_another_ticket_takes_the_seats_along():
    event = make_event()
    alumni, press = (Ticket.objects.create(event=event, name=name) for name in ("校友", "媒体"))
    registration = make_registration(event, ticket=alumni, seats=2)
    Registration.objects.filter(pk=registration.pk).update(ticket=press)
    assert taken(event, alumni, press) == [2, 0, 2]


def test_a_part_that_is_left_gives_its_seats_back():
    event = make_event()
    dinner = make_event_session(event, "晚宴")
    registration = make_registration(event, seats=2)
    seat = SessionSeat.objects.create(registration=registration, session=dinner)
    assert taken(event, dinner) == [2, 2]
    seat.delete()
    assert taken(event, dinner) == [2, 0]
    SessionSeat.objects.create(registration=registration, session=dinner)
    registration.delete()
    assert taken(event, dinner) == [0, 0]


@transaction.atomic
def register_with_a_part(event, ticket, part):
    SessionSeat.objects.create(registration=make_registration(event, ticket=ticket), session=part)


@pytest.mark.parametrize("what", ["event", "ticket", "session"])
def test_no_seat_is_sold_twice(what):
    event = make_event(capacity=1 if what == "event" else None)
    ticket = Ticket.objects.create(event=event, name="校友", capacity=1 if what == "ticket" else None)
    forum = make_event_session(event, capacity=1 if what == "session" else None)
    first = make_registration(event, ticket=ticket)
    SessionSeat.objects.create(registration=first, session=forum)
    with pytest.raises(IntegrityError, match=f"{what}_seats_not_sold_twice"):
        register_with_a_part(event, ticket, forum)
    assert Registration.objects.count() == 1


def many(event, number, **fields):
    return Registration.objects.bulk_create(
        Registration(
            event=event, name=f"来宾{each}", language="zh-hans", state="confirmed", code=f"M{each}", key=uuid4(),
            **fields,
        )
        for each in range(number)
    )  # fmt: skip


def test_many_in_one_statement_are_counted_in_it():
    event, other = make_event(capacity=50), make_event("论坛")
    ticket, forum = Ticket.objects.create(event=event, name="校友"), make_event_session(event, capacity=20)
    rows = many(event, 20, seats=2, ticket=ticket)
    make_registration(other)
    SessionSeat.objects.bulk_create(SessionSeat(registration=row, session=forum) for row in rows[:10])
    assert taken(event, ticket, forum, other) == [40, 40, 20, 1]
    Registration.objects.filter(pk__in=[row.pk for row in rows[:5]]).update(state="cancelled", ended_at=timezone.now())
    assert taken(event, ticket, forum, other) == [30, 30, 10, 1]
    SessionSeat.objects.filter(registration__in=rows[4:7]).delete()
    assert taken(event, ticket, forum) == [30, 30, 6]
    SessionSeat.objects.all().delete()
    Registration.objects.filter(event=event).delete()
    assert taken(event, ticket, forum, other) == [0, 0, 0, 1]


def test_many_in_one_statement_are_refused_together():
    event = make_event(capacity=19)
    with pytest.raises(IntegrityError, match="event_seats_not_sold_twice"), transaction.atomic():
        many(event, 20, seats=1)
    assert (taken(event), Registration.objects.count()) == ([0], 0)


def test_the_functions_that_count_may_be_made_again_with_people_registered():
    """A migration that changes how seats are counted runs the file of that day."""
    event = make_event(capacity=9)
    make_registration(event, seats=2)
    for name, expected in (("seats", 5), ("seats_by_statement", 8)):
        with connection.cursor() as cursor:
            cursor.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        make_registration(event, seats=3)
        assert taken(event) == [expected]


def test_a_capacity_below_the_taken_seats_is_refused():
    event = make_event(capacity=5)
    make_registration(event, seats=3)
    with pytest.raises(IntegrityError, match="event_seats_not_sold_twice"):
        Event.objects.filter(pk=event.pk).update(capacity=2)


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_nobody_is_registered_for_an_event_that_does_not_stand(state):
    event = make_event(state=state, cancel_reason="台风" if state == "cancelled" else "")
    with pytest.raises(IntegrityError, match="draft or a cancelled"):
        make_registration(event)


def test_tickets_and_parts_of_another_event_are_refused():
    event, other = make_event(), make_event("论坛")
    ticket = Ticket.objects.create(event=other, name="校友")
    with pytest.raises(IntegrityError, match="this ticket is of another event"), transaction.atomic():
        make_registration(event, ticket=ticket)
    with pytest.raises(IntegrityError, match="this part is of another event"), transaction.atomic():
        SessionSeat.objects.create(registration=make_registration(event), session=make_event_session(other))


def test_seats_taken_are_no_version_of_the_event():
    event = make_event()
    make_registration(event)
    assert event.versions.count() == 0
    Event.objects.filter(pk=event.pk).update(title="校友返校日暨校庆")
    assert [version.title for version in event.versions.all()] == ["校友返校日"]
