"""Somebody registers: a seat, the waiting list, or a sentence."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.models import Event, Invite, Registration, Session
from events.services.registering.codes import ALPHABET
from events.services.registering.enrolling import register
from events.services.registering.refusals import Full, NotOpen, NotYours
from tests.factories import make_event_session, make_member, make_user

from .wishes import an_event, enrol, in_days, make_ticket, wish

pytestmark = pytest.mark.django_db


def states(event):
    return list(event.registrations.order_by("pk").values_list("name", "state", "seats"))


def test_a_guest_gets_a_seat_a_code_and_a_mail():
    event = an_event()
    done = register(event=event, wish=wish(names=["李小"], companions=2), key=uuid4(), by=None)
    found = done.registration
    event.refresh_from_db()
    assert (found.state, found.seats, event.taken, found.reading) == ("confirmed", 3, 3, "li lai bin")
    assert len(found.code) == 10
    assert set(found.code) <= set(ALPHABET)
    assert [each.name for each in found.companions.all()] == ["李小"]
    mail = Message.objects.get()
    assert (mail, mail.to, mail.purpose) == (done.message, "guest@example.com", "events.registration")
    assert mail.subject == "您已报名：校友返校日"


def test_the_same_key_again_is_the_same_registration_and_no_second_mail():
    event, key = an_event(), uuid4()
    first, second = (register(event=event, wish=wish(), key=key, by=None) for _each in range(2))
    assert (first.registration.pk, first.is_new, second.is_new) == (second.registration.pk, True, False)
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


def test_a_key_of_somebody_elses_form_is_refused():
    event, key = an_event(), uuid4()
    enrol(event, key=key)
    with pytest.raises(NotYours, match="for somebody else"):
        register(event=an_event(title="论坛"), wish=wish(), key=key, by=None)
    with pytest.raises(NotYours, match="for somebody else"):
        enrol(event, alumnus=make_member("王伟"), key=key)


def test_an_alumnus_is_registered_once_whatever_form_was_sent():
    event, person = an_event(guests_allowed=False), make_member("王伟")
    first, second = (enrol(event, alumnus=person, by=person.user) for _each in range(2))
    assert (first.pk, first.alumnus, first.name) == (second.pk, person, "王伟")
    assert Registration.objects.count() == 1


def test_a_guest_who_registers_again_gets_the_link_once_more_and_nothing_else():
    event = an_event()
    first = register(event=event, wish=wish(), key=uuid4(), by=None)
    second = register(event=event, wish=wish(email="GUEST@example.com"), key=uuid4(), by=None)
    assert (second.registration.pk, second.is_new) == (first.registration.pk, False)
    assert second.message.to == "guest@example.com"
    third = register(event=event, wish=wish(), key=uuid4(), by=None)
    assert third.message == second.message
    assert Registration.objects.count() == 1


def test_a_guest_takes_one_lock_and_one_statement_of_both_rows(django_assert_num_queries):
    event, said = an_event(), wish()
    with django_assert_num_queries(5) as asked:  # a savepoint and its end among them
        done = register(event=event, wish=said, key=uuid4(), by=None)
    assert "FOR NO KEY UPDATE" in asked[2]["sql"]
    assert [table in asked[3]["sql"] for table in ("events_registration", "mail_message")] == [True, True]
    assert (Registration.objects.get(), Message.objects.get()) == (done.registration, done.message)
    assert str(Message.objects.get().epoch) == "1"


def test_the_mail_says_what_the_event_is_when_the_seat_is_taken():
    """Whoever asks has read the event a moment before; meanwhile it was renamed and its last seat was taken."""
    read = an_event(capacity=1)
    Event.objects.filter(pk=read.pk).update(title="百年校庆")
    first, second = (register(event=read, wish=wish(name), key=uuid4(), by=None) for name in ("甲", "乙"))
    assert (first.message.subject, second.message.subject) == ("您已报名：百年校庆", "您在候补名单上：百年校庆")
    assert tokens.make("registration", second.registration.pk) in Message.objects.get(pk=second.message.pk).text


def test_the_form_of_who_is_registered_is_answered_when_all_is_full_and_closed():
    event, key, person = an_event(capacity=1, has_waiting_list=False), uuid4(), make_member("王伟")
    first = enrol(event, alumnus=person, key=key)
    assert enrol(event, alumnus=person, key=key).pk == first.pk
    Event.objects.filter(pk=event.pk).update(state="closed")
    assert enrol(event, alumnus=person).pk == first.pk


def test_two_guests_of_one_address_are_two():
    event = an_event()
    enrol(event, "李大", email="family@example.com")
    enrol(event, "李二", email="family@example.com")
    assert states(event) == [("李大", "confirmed", 1), ("李二", "confirmed", 1)]


def test_who_does_not_fit_waits_and_is_told_so():
    event = an_event(capacity=2)
    enrol(event, "甲")
    waiting = enrol(event, "乙", companions=1)
    event.refresh_from_db()
    assert (waiting.state, waiting.queued_at is not None, event.taken) == ("waiting", True, 1)
    assert Message.objects.order_by("pk").last().subject == "您在候补名单上：校友返校日"


def test_without_a_waiting_list_it_is_full():
    event = an_event(capacity=2, has_waiting_list=False)
    enrol(event, "甲")
    with pytest.raises(Full) as refused:
        enrol(event, "乙", companions=1)
    assert (refused.value.shortage.needed, refused.value.shortage.free) == (2, 1)
    assert Registration.objects.count() == 1


def test_more_than_there_are_at_all_is_full_and_does_not_wait_for_ever():
    with pytest.raises(Full, match="not so many seats"):
        enrol(an_event(capacity=2), "甲", companions=2)


@pytest.mark.parametrize("what", ["ticket", "session"])
def test_a_kind_of_ticket_and_a_part_have_seats_of_their_own(what):
    event = an_event(capacity=None)
    ticket = make_ticket(event, capacity=1 if what == "ticket" else None)
    forum = make_event_session(event, is_chosen=True, capacity=1 if what == "session" else None)
    first = enrol(event, "甲", ticket=ticket, sessions=[forum])
    second = enrol(event, "乙", ticket=ticket, sessions=[forum])
    assert (first.state, second.state) == ("confirmed", "waiting")
    assert Session.objects.get().taken == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "announced"}, "has not opened yet"),
        ({"state": "closed"}, "Registration is closed"),
        ({"state": "draft"}, "has not opened yet"),
        ({"state": "cancelled", "cancel_reason": "台风"}, "The event is cancelled"),
        ({"state": "held"}, "has begun or is over"),
        ({"days": -1}, "has begun or is over"),
        ({"opens_at": in_days(1)}, "Registration opens at"),
        ({"closes_at": in_days(-1)}, "Registration is closed"),
    ],
)
def test_outside_of_its_window_nobody_registers(fields, sentence):
    with pytest.raises(NotOpen, match=sentence):
        enrol(an_event(**fields))
    assert Registration.objects.count() == 0


def test_the_deadline_is_a_moment_wherever_the_event_is():
    """At 08:00 in London, on the day on which summer time ends there, it is 16:00 in Shanghai."""
    london = ZoneInfo("Europe/London")
    event = Event(
        state="open", time_zone="Europe/London", starts_at=datetime(2027, 10, 31, 9, tzinfo=london),
        closes_at=datetime(2027, 10, 31, 1, 30, fold=1, tzinfo=london),
    )  # fmt: skip
    before, after = (datetime(2027, 10, 31, 1, minute, fold=1, tzinfo=london) for minute in (29, 30))
    first_hour = datetime(2027, 10, 31, 1, 45, fold=0, tzinfo=london)  # the clocks show it twice
    shanghai = ZoneInfo("Asia/Shanghai")
    taken = [event.takes_registrations(at.astimezone(shanghai)) for at in (first_hour, before, after)]
    assert taken == [True, True, False]


def test_ten_thousand_companions_are_a_sentence():
    with pytest.raises(Refused, match="3 companions at most"):
        enrol(an_event(), companions=10_000)


def test_guests_come_where_they_may_or_by_an_invitation():
    event = an_event(guests_allowed=False)
    with pytest.raises(NotYours, match="for alumni"):
        enrol(event)
    invite = Invite.objects.create(event=event, label="合作企业", key=uuid4())
    assert enrol(event, invite=invite, source="invite").state == "confirmed"


@pytest.mark.parametrize("fields", [{"ended_at": timezone.now()}, {"until": timezone.now() - timedelta(hours=1)}])
def test_an_invitation_that_is_over_lets_nobody_in(fields):
    event = an_event()
    invite = Invite.objects.create(event=event, label="合作企业", key=uuid4(), **fields)
    with pytest.raises(NotYours, match="invitation is over"):
        enrol(event, invite=invite, source="invite")


def test_an_invitation_of_another_event_lets_nobody_in():
    invite = Invite.objects.create(event=an_event(title="论坛"), label="合作企业", key=uuid4())
    with pytest.raises(NotYours, match="invitation is over"):
        enrol(an_event(), invite=invite, source="invite")


def test_where_the_host_decides_a_seat_is_kept_meanwhile():
    event = an_event(needs_approval=True, capacity=1)
    asked = enrol(event, "甲")
    waits = enrol(event, "乙")
    event.refresh_from_db()
    assert (asked.state, waits.state, event.taken) == ("asked", "waiting", 1)


def test_the_host_registers_outside_of_the_window_within_the_seats():
    event = an_event(state="closed", needs_approval=True, capacity=2, guests_allowed=False)
    found = enrol(event, "甲", source="desk", by=make_user())
    assert (found.state, found.registered_by is not None) == ("confirmed", True)
    assert enrol(event, "乙", source="desk", companions=1).state == "waiting"


def test_a_restricted_record_is_not_used():
    person = make_member("王伟", restricted_at=timezone.now())
    with pytest.raises(Refused, match="restricted"):
        enrol(an_event(), alumnus=person)
    person = make_member("李强", archived_at=timezone.now())
    with pytest.raises(Refused, match="no longer in use"):
        enrol(an_event(), alumnus=person)


def test_mails_are_in_the_language_of_the_form():
    event = an_event(title_en="Return Day")
    enrol(event, "甲", language="en")
    mail = Message.objects.get()
    assert mail.subject == "You are registered: Return Day"
    assert "/events/r/" in mail.text
    assert "calendar.ics" in mail.text
