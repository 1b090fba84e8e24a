"""Changing and cancelling, and what the host decides."""

import pytest
from django.utils import timezone

from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.models import Event, Question, Registration
from events.services.registering.changing import cancel, change
from events.services.registering.deciding import approve, decline
from events.services.registering.refusals import ChangedMeanwhile, Full
from tests.factories import make_event_session, make_user

from .wishes import an_event, enrol, in_days, make_ticket, wish

pytestmark = pytest.mark.django_db


def changed(found, **more):
    said = wish(found.name, email=found.email, **more)
    return change(registration=found, version=more.pop("version", found.version), wish=said, by=None)


def test_a_change_writes_seats_parts_and_answers_anew():
    event = an_event(capacity=5)
    forum, dinner = (make_event_session(event, title, is_chosen=True, capacity=3) for title in ("论坛", "晚宴"))
    old, new = make_ticket(event, "普通票"), make_ticket(event, "校友票", capacity=3)
    question = Question.objects.create(event=event, kind="text", text="口味")
    found = enrol(event, "甲", sessions=[forum], ticket=old, answers={question.pk: ["清淡"]}, names=["小甲"])
    changed(found, sessions=[dinner], ticket=new, companions=2, answers={question.pk: ["辣"]}, names=["乙", "丙"])
    for row in (event, forum, dinner, old, new):
        row.refresh_from_db()
    assert [row.taken for row in (event, forum, dinner, old, new)] == [3, 0, 3, 0, 3]
    assert [each.name for each in found.companions.all()] == ["乙", "丙"]
    assert found.answers.get().values == ["辣"]
    assert Message.objects.filter(key__contains="changed").count() == 1


def test_a_change_sent_twice_is_one_change_and_one_mail():
    found = enrol(an_event(), "甲")
    for _each in range(2):
        changed(found, companions=1)
    found.refresh_from_db()
    assert (found.version, found.seats) == (2, 2)
    assert Message.objects.filter(key__contains="changed").count() == 1


def test_who_changes_what_somebody_else_changed_is_told():
    found = enrol(an_event(), "甲")
    changed(found, companions=1)
    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        changed(found, companions=2)
    found.refresh_from_db()
    assert found.seats == 2


def test_more_companions_than_seats_are_refused_and_the_old_ones_stand():
    event = an_event(capacity=2)
    found = enrol(event, "甲", companions=1)
    with pytest.raises(Full, match="stands as it was"):
        changed(found, companions=2)
    found.refresh_from_db()
    assert (found.seats, found.state) == (2, "confirmed")


def test_who_waits_keeps_the_place_and_moves_up_when_smaller():
    event = an_event(capacity=2)
    enrol(event, "甲")
    waiting = enrol(event, "乙", companions=1)
    queued_at = waiting.queued_at
    assert changed(waiting, companions=0).state == "confirmed"
    waiting.refresh_from_db()
    assert waiting.queued_at == queued_at


def test_after_the_deadline_one_can_only_cancel():
    event = an_event()
    found = enrol(event, "甲")
    Event.objects.filter(pk=event.pk).update(closes_at=in_days(-1))
    with pytest.raises(Refused, match="deadline is over"):
        changed(found, companions=1)
    assert cancel(registration=found, by=None) is True
    assert cancel(registration=found, by=None) is False
    found.refresh_from_db()
    assert (found.state, found.ended_at is not None) == ("cancelled", True)
    assert Message.objects.filter(key__endswith="cancelled").count() == 1


def test_once_it_has_begun_nothing_is_changed_or_cancelled():
    event = an_event()
    found = enrol(event, "甲")
    Event.objects.filter(pk=event.pk).update(starts_at=in_days(0, -1))
    for act in (lambda: changed(found, companions=1), lambda: cancel(registration=found, by=None)):
        with pytest.raises(Refused, match="has begun"):
            act()


def test_what_is_over_is_not_changed():
    found = enrol(an_event(), "甲")
    cancel(registration=found, by=None)
    found.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        changed(found, companions=1)


def test_an_answer_to_a_question_that_was_taken_back_stays():
    event = an_event()
    question = Question.objects.create(event=event, kind="text", text="口味")
    found = enrol(event, "甲", answers={question.pk: ["清淡"]})
    Question.objects.filter(pk=question.pk).update(removed_at=timezone.now())
    changed(found, companions=1)
    assert found.answers.get().values == ["清淡"]


def test_the_host_accepts_once():
    found, by = enrol(an_event(needs_approval=True), "甲"), make_user()
    assert [approve(registration=found, by=by) for _each in range(2)] == [True, False]
    found.refresh_from_db()
    assert found.state == "confirmed"
    assert Message.objects.filter(key__endswith="approved").count() == 1


def test_the_host_declines_with_a_reason_and_the_seat_goes_on():
    event, by = an_event(needs_approval=True, capacity=1), make_user()
    found, waiting = enrol(event, "甲"), enrol(event, "乙")
    assert [decline(registration=found, reason="名额有限", by=by) for _each in range(2)] == [True, False]
    states = dict(Registration.objects.values_list("name", "state"))
    assert states == {"甲": "declined", "乙": "asked"}
    assert "名额有限" in Message.objects.get(key__endswith="declined").text
    with pytest.raises(Refused, match="does not wait for a decision"):
        approve(registration=found, by=by)
    waiting.refresh_from_db()
    approve(registration=waiting, by=by)
    with pytest.raises(Refused, match="does not wait for a decision"):
        decline(registration=waiting, reason="x", by=by)
