"""The waiting list: its order, its reasons, and each told once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from alumni_office.mail.models import Message
from events.models import Event, Registration
from events.queries.own_registration import place_of
from events.services import states
from events.services.changes import change_event, change_ticket
from events.services.registering import moving_up
from events.services.registering.changing import cancel
from tests.factories import make_event_session, make_user

from .wishes import an_event, enrol, in_days, make_ticket

pytestmark = pytest.mark.django_db


def state(registration):
    registration.refresh_from_db()
    return registration.state


def moved_mails():
    return list(Message.objects.filter(key__endswith="moved-up").order_by("pk").values_list("to", flat=True))


def test_who_waits_moves_up_in_order_when_seats_are_freed():
    event = an_event(capacity=2)
    first, _second, third, fourth = (enrol(event, name) for name in "甲乙丙丁")
    cancel(registration=first, by=None)
    assert (state(third), state(fourth)) == ("confirmed", "waiting")
    assert moved_mails() == [third.email]
    third.refresh_from_db()
    assert third.moved_up_at is not None


def test_who_does_not_fit_waits_on_with_the_reason_and_smaller_ones_pass():
    event = an_event(capacity=2)
    seated = [enrol(event, name) for name in "甲乙"]
    family, alone = enrol(event, "丙", companions=1), enrol(event, "丁")
    cancel(registration=seated[0], by=None)
    assert (state(family), state(alone)) == ("waiting", "confirmed")
    place = place_of(Registration.objects.select_related("event").get(pk=family.pk))
    assert (place.number, place.shortage.sentence, place.moves) == (1, "Needs 2, 0 are free.", True)
    cancel(registration=seated[1], by=None)
    assert state(family) == "waiting"
    cancel(registration=alone, by=None)
    assert state(family) == "confirmed"


def test_the_reason_names_the_part_that_is_full():
    event = an_event(capacity=None)
    forum = make_event_session(event, "创业论坛", is_chosen=True, capacity=2)
    enrol(event, "甲", sessions=[forum])
    family = enrol(event, "乙", sessions=[forum], companions=1)
    place = place_of(Registration.objects.select_related("event").get(pk=family.pk))
    assert place.shortage.sentence == "创业论坛: Needs 2, 1 is free."


def test_more_seats_move_the_list_up():
    event, by = an_event(capacity=1), make_user()
    enrol(event, "甲")
    waiting = [enrol(event, name) for name in "乙丙丁"]
    change_event(event=event, version=event.version, by=by, capacity=3)
    assert [state(each) for each in waiting] == ["confirmed", "confirmed", "waiting"]


def test_more_tickets_of_a_kind_move_the_list_up():
    event, by = an_event(capacity=None), make_user()
    ticket = make_ticket(event, capacity=1)
    enrol(event, "甲", ticket=ticket)
    waiting = enrol(event, "乙", ticket=ticket)
    change_ticket(ticket=ticket, by=by, capacity=2)
    assert state(waiting) == "confirmed"


def test_after_its_window_the_list_stands():
    event = an_event(capacity=1, moves_up_until=in_days(1))
    first, waiting = enrol(event, "甲"), enrol(event, "乙")
    Event.objects.filter(pk=event.pk).update(moves_up_until=timezone.now() - timedelta(minutes=1))
    cancel(registration=first, by=None)
    assert state(waiting) == "waiting"
    assert place_of(Registration.objects.select_related("event").get(pk=waiting.pk)).moves is False


def test_where_the_host_decides_who_moves_up_is_asked_about():
    event = an_event(capacity=1, needs_approval=True)
    first, waiting = enrol(event, "甲"), enrol(event, "乙")
    cancel(registration=first, by=None)
    assert state(waiting) == "asked"


def test_opening_again_moves_the_list_up_and_tells_once():
    event, by = an_event(capacity=1), make_user()
    enrol(event, "甲")
    waiting = enrol(event, "乙")
    Event.objects.filter(pk=event.pk).update(capacity=2)  # as by another way than the services
    states.close_registration(event=event, by=by)
    states.open_registration(event=event, by=by)
    states.open_registration(event=event, by=by)
    assert (state(waiting), moved_mails()) == ("confirmed", [waiting.email])


def test_seats_that_an_erasure_frees_are_given_by_the_sweep():
    event = an_event(capacity=1)
    first, waiting = enrol(event, "甲"), enrol(event, "乙")
    Registration.objects.filter(pk=first.pk).update(state="cancelled", ended_at=timezone.now())
    assert (moving_up.sweep(), moving_up.sweep()) == (1, 0)
    assert state(waiting) == "confirmed"


def test_the_number_on_the_list_counts_who_is_registered_together_as_one():
    event = an_event(capacity=1)
    enrol(event, "甲")
    group = event.groups.create(name="一班", key=uuid4())
    for name in "乙丙":
        row = enrol(event, name)
        Registration.objects.filter(pk=row.pk).update(group=group)
    last = enrol(event, "丁")
    assert place_of(Registration.objects.select_related("event").get(pk=last.pk)).number == 2
