"""After an event everybody who came or was registered is asked once how it was, and answers once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from events.models import EventNotice, Feedback
from events.queries.effect import feedback as queries
from events.services import feedback, notices, registrations_record
from events.tasks.notices import sweep_notices
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_event,
    make_feedback,
    make_registration,
)
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
SAID = {"satisfaction": "5", "again": "yes", "good": "食堂的饭", "better": "签到太慢"}


def asked(event):
    return sorted(EventNotice.objects.get(event=event, kind="feedback").mails.values_list("registration", flat=True))


def answers():
    return list(Feedback.objects.values_list("satisfaction", "again", "good", "better", "is_named"))


@pytest.fixture
def guest(held):
    """Was registered, and has been asked."""
    row = make_registration(held, name="王伟", email="wang@example.com")
    feedback.ask()
    return row


def test_whoever_came_or_was_registered_is_asked_once(held):
    gate = make_check_list(held)
    came = make_registration(held, email="came@example.com", name="来")
    make_check_in(gate, came)
    stayed = make_registration(held, email="stayed@example.com", name="未到")
    make_registration(held, email="off@example.com", name="取消", state="cancelled")
    make_registration(held, email="waited@example.com", name="候补", state="waiting")
    for _each in range(2):
        feedback.ask()
        notices.sweep()
    assert asked(held) == [came.pk, stayed.pk]
    rows = Message.objects.filter(key__startswith="event-notice").order_by("to")
    assert list(rows.values_list("to", flat=True)) == ["came@example.com", "stayed@example.com"]
    assert rows[0].subject == "您觉得怎么样？校友返校日"
    assert tokens.make("event-feedback", came.pk) in rows[0].text


def test_the_sweep_asks_by_itself(held, mailoutbox, django_capture_on_commit_callbacks):
    make_registration(held, email="came@example.com", name="来")
    with django_capture_on_commit_callbacks(execute=True):
        sweep_notices()
    assert [mail.to for mail in mailoutbox] == [["came@example.com"]]


def test_who_cancelled_and_came_after_all_is_asked(held):
    row = make_registration(held, state="cancelled", email="x@example.com")
    make_check_in(make_check_list(held), row)
    feedback.ask()
    assert asked(held) == [row.pk]
    assert len(notices.sweep()) == 1


def test_nobody_is_asked_who_must_not_be_written_to(held):
    make_registration(held, make_alumnus("限制", restricted_at=timezone.now()), email="a@example.com")
    make_registration(held, make_alumnus("去世", life="deceased"), email="b@example.com")
    kept = make_registration(held, make_alumnus("王伟"), email="c@example.com")
    feedback.ask()
    assert asked(held) == [kept.pk]


@pytest.mark.parametrize(("state", "days"), [("closed", 1), ("held", 61)], ids=["not said to be held", "long ago"])
def test_of_other_events_nobody_is_asked(state, days):
    event = make_event(state=state, starts_at=timezone.now() - timedelta(days=days))
    make_registration(event, email="x@example.com")
    assert feedback.ask() == 0


def test_the_database_asks_of_one_event_once(held):
    make_registration(held)
    feedback.ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        EventNotice.objects.create(event=held, kind="feedback", key="7f1f6a2e-0000-4000-8000-000000000001")


def test_looking_changes_nothing_and_an_answer_is_kept(client, guest, link_of):
    page = client.get(link_of(guest))
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert answers() == []
    page = client.post(link_of(guest), SAID, follow=True)
    assert answers() == [(5, "yes", "食堂的饭", "签到太慢", False)]
    assert "谢谢" in page.content.decode()
    assert 'name="good"' not in page.content.decode()


def test_a_second_answer_is_not_kept(client, guest, link_of):
    client.post(link_of(guest), SAID)
    page = client.post(link_of(guest), {"satisfaction": "1", "again": "no"}, follow=True)
    assert answers() == [(5, "yes", "食堂的饭", "签到太慢", False)]
    assert "您已经回答过了" in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_feedback(guest)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(held):
    row = make_registration(held)
    feedback.ask()
    known = queries.asked_by_token(tokens.make("event-feedback", row.pk))
    gives = [partial(feedback.give, asked=known, satisfaction=mark, again="yes") for mark in (1, 2, 3, 4)]
    answers = at_once(*gives, expected=feedback.GivenAlready)
    assert sum(isinstance(answer, feedback.GivenAlready) for answer in answers) == 3
    assert Feedback.objects.count() == 1


def test_after_thirty_days_no_answer_is_taken(client, guest, link_of):
    EventNotice.objects.update(made_at=timezone.now() - timedelta(days=30, minutes=1))
    assert 'name="good"' not in client.get(link_of(guest)).content.decode()
    page = client.post(link_of(guest), SAID, follow=True)
    assert answers() == []
    assert "没有保存" in page.content.decode()


def test_on_the_thirtieth_day_an_answer_is_taken(client, guest, link_of):
    EventNotice.objects.update(made_at=timezone.now() - timedelta(days=30) + timedelta(minutes=1))
    client.post(link_of(guest), SAID)
    assert len(answers()) == 1


def test_an_answer_without_a_mark_is_sent_back_with_what_was_written(client, guest, link_of):
    page = client.post(link_of(guest), {"good": "食堂的饭"})
    assert page.status_code == 422
    assert "食堂的饭" in page.content.decode()
    assert answers() == []


def test_a_link_that_nobody_made_leads_nowhere(client, held, link_of):
    row = make_registration(held)  # nobody was asked yet
    assert client.get(link_of(row)).status_code == 404
    feedback.ask()
    assert client.get(link_of(row)).status_code == 200
    of_another_purpose = tokens.make("registration", row.pk)
    assert client.get(reverse("events:feedback", args=[of_another_purpose])).status_code == 404


def test_the_desk_reads_words_without_a_name_unless_it_is_wished(client, office, held):
    make_feedback(make_registration(held, name="无名氏"), good="食堂", satisfaction=5)
    make_feedback(make_registration(held, name="王伟"), better="签到太慢", satisfaction=2, again="no", is_named=True)
    page = client.get(reverse("admin:events_event_effect", args=[held.pk])).content.decode()
    assert "食堂" in page
    assert "签到太慢" in page
    assert "王伟" in page
    assert "无名氏" not in page
    found = queries.summary(held)
    assert (found.given, found.mean, [number for _label, number in found.again]) == (2, 3.5, [1, 0, 1])


def test_an_erased_person_leaves_a_mark_and_no_word(held):
    person = make_alumnus("王伟")
    make_feedback(make_registration(held, person), good="我是一班的王伟", is_named=True)
    assert registrations_record.export(person)["registrations"][0]["feedback"]["good"] == "我是一班的王伟"
    registrations_record.erase(person)
    assert answers() == [(4, "yes", "", "", False)]


def test_the_page_of_an_event_asks_as_often_for_five_answers_as_for_one(
    client, office, held, django_assert_num_queries
):
    for number in (1, 4):
        for _each in range(number):
            make_feedback(make_registration(held), good="好")
        with django_assert_num_queries(14):
            client.get(reverse("admin:events_event_effect", args=[held.pk]))
