"""A chapter's events on the pages of "my chapter"."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.history.models import AccessRecord
from events.models import Event
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_event,
    make_event_session,
    make_officer,
    make_place,
    make_question,
    make_registration,
    make_ticket,
    make_user,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(client):
    """The chapter that the signed-in officer leads."""
    chapter = make_chapter("纽约校友会", kind="overseas", country="US", city="纽约", time_zone="America/New_York")
    client.force_login(make_officer(chapter).user)
    return chapter


def at(name, *args):
    return reverse(f"events:{name}", args=args)


def test_an_officer_plans_announces_and_cancels_an_event_of_the_chapter(client, chapter):
    data = {
        "kind": "chapter", "title": "新年聚会", "time_zone": "America/New_York", "starts_at": "2099-01-05T18:00",
        "ends_at": "2099-01-05T21:00", "key": str(uuid.uuid4()), "host": "office",
    }  # fmt: skip
    for _twice in range(2):
        client.post(at("chapter-event-add", chapter.pk), data)
    event = Event.objects.get()
    assert (event.chapter, event.college, event.state, event.starts_at.hour) == (chapter, None, "draft", 23)
    client.post(at("chapter-event-words", chapter.pk, event.pk), {"kind": "chapter", "title": "聚会", "version": 1})
    client.post(at("chapter-event-move", chapter.pk, event.pk), {"to": "open"})
    event.refresh_from_db()
    assert (event.title, event.state) == ("聚会", "open")
    client.post(at("chapter-event-cancel", chapter.pk, event.pk), {"reason": "大雪"})
    event.refresh_from_db()
    assert (event.state, event.cancel_reason) == ("cancelled", "大雪")


def test_rules_and_times_are_refused_with_a_sentence(client, chapter):
    event = make_event(chapter=chapter, kind="chapter", capacity=5)
    make_registration(event, seats=4)
    rules = {"capacity": 3, "companions_most": 3, "reminder_days": 3, "version": 1}
    answer = client.post(at("chapter-event-rules", chapter.pk, event.pk), rules)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])


def test_who_is_registered_stands_there_and_each_look_is_in_the_log(client, chapter):
    person = make_alumnus("王伟")
    event = make_event(chapter=chapter, kind="chapter")
    make_registration(event, person)
    answer = client.get(at("chapter-event", chapter.pk, event.pk))
    assert "王伟" in answer.content.decode()
    record = AccessRecord.objects.get(target="events.registration")
    assert (record.target_id, record.criteria["officer_of"], record.count) == (event.pk, "纽约校友会", 1)


def test_the_events_of_others_are_not_there(client, chapter):
    others = [make_event(), make_event(chapter=make_chapter("上海校友会"))]
    assert client.get(at("chapter-events", chapter.pk)).context["page"].rows == []
    for event in others:
        assert client.get(at("chapter-event", chapter.pk, event.pk)).status_code == 404
        assert client.post(at("chapter-event-move", chapter.pk, event.pk), {"to": "close"}).status_code == 404


def test_an_officer_of_a_college_does_not_see_a_chapters_event_at_the_desk(client, officer):
    event = make_event(chapter=make_chapter())
    assert client.get(reverse("admin:events_event_change", args=[event.pk])).status_code == 404


def test_an_officer_keeps_tickets_parts_and_questions(client, chapter):
    event = make_event(chapter=chapter, kind="chapter")
    where = [chapter.pk, event.pk]
    ticket = {"name": "嘉宾", "holder": "guests", "capacity": 5, "order": 10}
    question = {"kind": "text", "text": "饮食", "order": 10, "key": str(uuid.uuid4())}
    hours = [
        timezone.localtime(event.starts_at + timedelta(minutes=number), event.zone).strftime("%Y-%m-%dT%H:%M")
        for number in (10, 60)
    ]
    session = {"title": "晚宴", "starts_at": hours[0], "ends_at": hours[1], "key": str(uuid.uuid4())}
    for kind, data in [("tickets", ticket), ("questions", question), ("sessions", session)]:
        assert client.post(at("chapter-event-row-add", *where, kind), data).status_code == 302
    found = event.tickets.get()
    answer = client.get(at("chapter-event-parts", *where)).content.decode()
    assert all(word in answer for word in ("嘉宾", "饮食", "晚宴"))
    row = at("chapter-event-row", *where, "tickets", found.pk)
    assert client.post(row, ticket | {"capacity": 9, "version": found.version}).status_code == 302
    found.refresh_from_db()
    assert found.capacity == 9
    assert client.post(row, ticket | {"capacity": 3, "version": 1}).status_code == 422  # somebody saved meanwhile
    client.post(at("chapter-event-row-remove", *where, "tickets", found.pk))
    assert not event.tickets.exists()
    assert client.get(at("chapter-event-row-add", *where, "speakers")).status_code == 404


def test_rows_of_other_events_are_not_there(client, chapter):
    event, other = make_event(chapter=chapter, kind="chapter"), make_event()
    ticket, asked = make_ticket(other), make_registration(other, state="asked")
    where = [chapter.pk, event.pk]
    assert client.get(at("chapter-event-row", *where, "tickets", ticket.pk)).status_code == 404
    assert client.post(at("chapter-event-row-remove", *where, "tickets", ticket.pk)).status_code == 404
    assert client.post(at("chapter-event-accept", *where, asked.pk)).status_code == 404
    assert client.post(at("chapter-event-decline", *where, asked.pk), {"reason": "不"}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert other.tickets.exists()


def test_an_officer_decides_who_asked_and_is_told_when_it_was_decided(client, chapter, mailoutbox):
    event = make_event(chapter=chapter, kind="chapter", needs_approval=True)
    first, second = make_registration(event, state="asked"), make_registration(event, state="asked")
    where = [chapter.pk, event.pk]
    answer = client.get(at("chapter-event", *where))
    assert at("chapter-event-accept", *where, first.pk) in answer.content.decode()
    client.post(at("chapter-event-accept", *where, first.pk))
    client.post(at("chapter-event-decline", *where, second.pk), {"reason": "满员"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.end_reason) == ("confirmed", "declined", "满员")
    answer = client.post(at("chapter-event-accept", *where, second.pk), follow=True)
    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    second.refresh_from_db()
    assert second.state == "declined"


def test_an_officer_gives_and_ends_passes_for_the_gate(client, chapter):
    event = make_event(chapter=chapter, kind="chapter")
    volunteer = make_user()
    where = at("chapter-event-gate", chapter.pk, event.pk)
    day = timezone.localdate(event.starts_at, event.zone).isoformat()
    assert client.post(where, {"email": "nobody@example.org", "day": day}).status_code == 422
    assert client.post(where, {"email": volunteer.email, "day": "2001-01-01"}).status_code == 422
    assert client.post(where, {"email": volunteer.email, "day": day}).status_code == 302
    given = event.gate_passes.get()
    assert (given.user, given.ended_at) == (volunteer, None)
    client.post(at("chapter-event-pass-end", chapter.pk, event.pk, given.pk))
    given.refresh_from_db()
    assert given.ended_at is not None


@pytest.mark.parametrize("n", [1, 5])
def test_the_parts_cost_the_same_for_one_row_and_for_five(client, chapter, n, django_assert_num_queries):
    event = make_event(chapter=chapter, kind="chapter")
    for number in range(n):
        make_ticket(event, name=f"T{number}")
        make_event_session(event, place=make_place(f"P{number}"))
        make_question(event)
    client.get(at("chapter-event-parts", chapter.pk, event.pk))
    with django_assert_num_queries(9):
        client.get(at("chapter-event-parts", chapter.pk, event.pk))
