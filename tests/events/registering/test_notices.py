"""An event that moves, is cancelled, or is soon: everybody registered is told once, whatever dies meanwhile."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.emails.clock import when
from events.models import Event, EventNotice, EventNoticeMail, Place, Registration
from events.services import notices, states
from events.services.changes import BelowTaken, WrongTimes, change_event, change_session, change_ticket
from events.services.registering.changing import cancel
from events.services.registering.refusals import WrongState
from tests.factories import make_event, make_event_session, make_user

from .wishes import an_event, enrol, in_days, make_ticket

pytestmark = pytest.mark.django_db


def changed(event, **fields):
    event.refresh_from_db()
    return change_event(event=event, version=event.version, by=make_user(), **fields)


def told(kind):
    rows = Message.objects.filter(key__startswith="event-notice").order_by("to")
    known = EventNoticeMail.objects.filter(notice__kind=kind).values("message")
    return list(rows.filter(pk__in=known).values_list("to", flat=True))


def test_moving_an_event_tells_everyone_registered_once():
    event = an_event(capacity=2)
    people = [enrol(event, name) for name in "甲乙丙"]  # one of them waits
    changed(event, starts_at=in_days(31), ends_at=in_days(31, 8))
    for _each in range(2):
        notices.sweep()
    assert told("changed") == sorted(each.email for each in people)
    assert EventNotice.objects.get().done_at is not None
    message = Message.objects.filter(key__startswith="event-notice").first()
    event.refresh_from_db()
    assert "时间或地点有变" in message.subject


def test_the_mail_about_a_move_says_when_and_where_it_was(each_language):
    place = Place.objects.create(name="图书馆", name_en="Library")
    event = an_event(place=place, where="一楼", where_en="Ground floor")
    enrol(event, "甲", language=each_language)
    before = when(event)
    changed(
        event, starts_at=in_days(31), ends_at=in_days(31, 8), place=Place.objects.create(name="大礼堂", name_en="Hall")
    )
    changed(event, online_url="https://example.org/live")
    notices.sweep()
    first, second = Message.objects.filter(key__startswith="event-notice").order_by("pk").values_list("text", flat=True)
    event.refresh_from_db()
    said = {"zh-hans": ("图书馆 · 一楼", "大礼堂 · 一楼"), "en": ("Library · Ground floor", "Hall · Ground floor")}
    was, now = said[each_language]
    assert [first.index(each) for each in (before, was, when(event), now)] == sorted(
        first.index(each) for each in (before, was, when(event), now)
    )
    assert (before in second, was in second, now in second) == (False, False, True)


def test_another_place_is_told_and_another_text_is_not():
    event = an_event()
    enrol(event, "甲")
    changed(event, summary="请早到", capacity=9)
    assert EventNotice.objects.count() == 0
    changed(event, place=Place.objects.create(name="大礼堂"))
    changed(event, where="二楼")
    assert EventNotice.objects.count() == 2


def test_a_draft_that_moves_tells_nobody():
    event = make_event(state="draft")
    changed(event, starts_at=in_days(40), ends_at=in_days(40, 1))
    assert EventNotice.objects.count() == 0


def test_who_cancelled_before_the_mail_went_out_is_not_told():
    event = an_event()
    stays, leaves = enrol(event, "甲"), enrol(event, "乙")
    changed(event, where="二楼")
    cancel(registration=leaves, by=None)
    notices.sweep()
    assert told("changed") == [stays.email]
    assert EventNoticeMail.objects.filter(queued_at__isnull=True).count() == 0


def test_a_part_that_moves_is_told_to_those_who_come_to_it():
    event = an_event()
    forum = make_event_session(event, is_chosen=True)
    comes, _other = enrol(event, "甲", sessions=[forum]), enrol(event, "乙")
    change_session(session=forum, version=1, by=make_user(), where="二楼")
    notices.sweep()
    assert told("changed") == [comes.email]
    text = Message.objects.get(key__startswith="event-notice").text
    assert text.index(f"“{forum.title}”原来") < text.index(f"“{forum.title}”现在") < text.index("二楼")


def test_cancelling_frees_everything_and_tells_everyone_once():
    event, by = an_event(capacity=2), make_user()
    people = [enrol(event, name, companions=n) for n, name in enumerate(["甲", "乙"])]
    for _each in range(2):
        states.cancel(event=event, reason="台风", by=by)
        notices.sweep()
    event.refresh_from_db()
    assert (event.state, event.taken, event.cancel_reason) == ("cancelled", 0, "台风")
    assert set(Registration.objects.values_list("state", "end_reason")) == {("cancelled", "台风")}
    assert told("cancelled") == sorted(each.email for each in people)
    assert "台风" in Message.objects.filter(key__startswith="event-notice").first().text


def test_without_a_reason_nothing_is_cancelled():
    event = an_event()
    with pytest.raises(Refused, match="Say why"):
        states.cancel(event=event, reason=" ", by=make_user())
    event.refresh_from_db()
    assert event.state == "open"


class Killed(BaseException):
    """As of a worker that is gone."""


def test_a_worker_that_dies_in_the_middle_tells_nobody_twice(monkeypatch):
    event = an_event(capacity=None)
    people = [enrol(event, f"来宾{n}") for n in range(7)]
    states.cancel(event=event, reason="台风", by=make_user())
    monkeypatch.setattr(notices, "BATCH", 2)
    put, calls = notices.put_into_outbox, []

    def dies(messages):
        calls.append(1)
        found = put(messages)
        if len(calls) % 2 == 0:
            raise Killed  # the mails are in the outbox, and nobody has written it down
        return found

    monkeypatch.setattr(notices, "put_into_outbox", dies)
    for _each in range(8):
        try:
            notices.sweep()
        except Killed:
            continue
    assert told("cancelled") == sorted(each.email for each in people)
    assert Message.objects.filter(key__startswith="event-notice").count() == 7
    assert EventNotice.objects.get().done_at is not None


def test_a_cancellation_that_dies_before_its_end_has_done_nothing(monkeypatch):
    event = an_event()
    enrol(event, "甲")
    notify = notices.notify

    def dies(**given):
        notify(**given)
        raise Killed

    monkeypatch.setattr(notices, "notify", dies)
    with pytest.raises(Killed), transaction.atomic():
        states.cancel(event=event, reason="台风", by=make_user())
    event.refresh_from_db()
    assert (event.state, event.taken, EventNotice.objects.count()) == ("open", 1, 0)


def test_reminders_go_once_to_those_with_a_seat():
    event = an_event(days=2, capacity=1)
    seated, _waits = enrol(event, "甲"), enrol(event, "乙")
    enrol(an_event(title="论坛", days=20), "丙")
    for _each in range(2):
        notices.sweep()
    assert told("reminder") == [seated.email]
    assert EventNotice.objects.filter(kind="reminder").count() == 1


def test_an_event_that_was_put_off_is_reminded_of_again():
    event = an_event(days=2)
    seated = enrol(event, "甲")
    notices.sweep()
    event = changed(event, starts_at=in_days(40), ends_at=in_days(41))
    notices.sweep()
    assert told("reminder") == [seated.email]
    Event.objects.filter(pk=event.pk).update(starts_at=in_days(1), ends_at=in_days(2))  # thirty-nine days later
    EventNotice.objects.update(made_at=in_days(-39))
    for _each in range(2):
        notices.sweep()
    assert told("reminder") == [seated.email] * 2


def test_who_was_just_told_that_it_moves_is_not_reminded_besides():
    event = an_event(days=40)
    seated = enrol(event, "甲")
    event = changed(event, starts_at=in_days(2), ends_at=in_days(3))
    notices.sweep()
    assert (told("changed"), told("reminder")) == ([seated.email], [])


def test_a_part_that_moves_does_not_stand_for_the_reminder():
    event = an_event(days=2)
    seated, part = enrol(event, "甲"), make_event_session(event)
    change_session(session=part, version=part.version, by=None, ends_at=part.ends_at - timedelta(minutes=5))
    notices.sweep()
    assert told("reminder") == [seated.email]


def test_nobody_is_reminded_where_no_reminder_is_wanted():
    enrol(an_event(days=1, reminder_days=0), "甲")
    notices.sweep()
    assert EventNotice.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_at": in_days(1)}, "ends_at"),
        ({"closes_at": in_days(60)}, "closes_at"),
        ({"opens_at": in_days(9), "closes_at": in_days(8)}, "opens_at"),
        ({"moves_up_until": in_days(60)}, "moves_up_until"),
    ],
)
def test_times_that_contradict_each_other_are_a_sentence(fields, field):
    event = an_event()
    with pytest.raises(WrongTimes) as refused:
        changed(event, **fields)
    assert (refused.value.field, refused.value.sentence != "") == (field, True)


def test_fewer_seats_than_are_taken_are_a_sentence():
    event = an_event(capacity=9)
    ticket, forum = make_ticket(event, capacity=5), make_event_session(event, is_chosen=True, capacity=5)
    enrol(event, "甲", companions=2, ticket=ticket, sessions=[forum])
    by = make_user()
    for act in (
        lambda: changed(event, capacity=2),
        lambda: change_ticket(ticket=ticket, by=by, capacity=2),
        lambda: change_session(session=forum, version=1, by=by, capacity=2),
    ):
        with pytest.raises(BelowTaken, match="3 seats are taken"):
            act()


def test_states_go_their_way_and_no_other():
    event, by = make_event(state="draft"), make_user()
    states.announce(event=event, by=by)
    states.take_back(event=event, by=by)
    states.open_registration(event=event, by=by)
    with pytest.raises(WrongState, match="Open for registration"):
        states.announce(event=event, by=by)
    with pytest.raises(Refused, match="not begun"):
        states.hold(event=event, by=by)
    Event.objects.filter(pk=event.pk).update(starts_at=in_days(0, -9), ends_at=in_days(0, -1))
    assert states.hold(event=event, by=by).state == "held"
    with pytest.raises(WrongState):
        states.cancel(event=event, reason="台风", by=by)
    with pytest.raises(WrongState):
        changed(event, summary="x")


def test_what_has_begun_is_not_opened_and_what_has_people_is_no_draft():
    by = make_user()
    begun = make_event(state="announced", starts_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="has begun"):
        states.open_registration(event=begun, by=by)
    late = make_event(state="announced", closes_at=in_days(-1))
    with pytest.raises(Refused, match="deadline"):
        states.open_registration(event=late, by=by)
    event = an_event(state="announced")
    enrol(event, "甲", source="desk", by=by)
    with pytest.raises(Refused, match="People are registered"):
        states.take_back(event=event, by=by)


def test_hours_are_told_as_clocks_there_show_them_across_a_change_of_summer_time():
    """In Berlin the night of 2027-03-28 has no hour from two to three: a ball from 22:00 to 04:00 lasts five hours."""
    berlin = ZoneInfo("Europe/Berlin")
    event = make_event(
        time_zone="Europe/Berlin", starts_at=datetime(2027, 3, 27, 22, tzinfo=berlin),
        ends_at=datetime(2027, 3, 28, 4, tzinfo=berlin),
    )  # fmt: skip
    event.refresh_from_db()
    assert event.ends_at - event.starts_at == timedelta(hours=5)
    assert "22:00" in when(event)
    assert "04:00" in when(event)
    assert "Berlin" in when(event)
