"""A word from the host to everybody who is registered: once, to each, signed by the host."""

import uuid

import pytest
from django.urls import reverse

from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from events.models import EventNotice
from events.services import notices
from tests.factories import make_alumnus, make_chapter, make_event, make_officer, make_registration

pytestmark = pytest.mark.django_db
WORD = {"subject": "停车改到北门", "text": "东门施工，请走北门。"}


def test_it_goes_once_to_who_is_registered_and_waits(client, office):
    event = make_event(capacity=2)
    for number, state in enumerate(["confirmed", "asked", "waiting", "cancelled", "declined"]):
        make_registration(event, name=f"来宾{number}", email=f"g{number}@example.com", state=state)
    address, form = reverse("admin:events_event_message", args=[event.pk]), WORD | {"key": str(uuid.uuid4())}
    assert client.get(address).context["told"] == 3
    for _twice in range(2):
        client.post(address, form)
        notices.sweep()
    mails = Message.objects.order_by("to")
    told = [f"g{each}@example.com" for each in range(3)]
    assert [(mail.to, mail.subject) for mail in mails] == [(to, WORD["subject"]) for to in told]
    assert WORD["text"] in mails[0].text
    assert [(row.subject, row.number) for row in client.get(address).context["said_before"]] == [(WORD["subject"], 3)]


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_nothing_is_said_of_what_does_not_stand(client, office, state):
    fields = {"cancel_reason": "大雪"} if state == "cancelled" else {}
    event = make_event(state=state, **fields)
    answer = client.post(reverse("admin:events_event_message", args=[event.pk]), WORD | {"key": str(uuid.uuid4())})
    assert (answer.status_code, EventNotice.objects.count()) == (422, 0)


def test_to_nobody_nothing_is_said(client, office):
    event = make_event()
    answer = client.post(reverse("admin:events_event_message", args=[event.pk]), WORD | {"key": str(uuid.uuid4())})
    assert (answer.status_code, EventNotice.objects.count()) == (422, 0)


def test_a_chapter_writes_to_its_own_and_signs(client):
    chapter = make_chapter("纽约校友会")
    client.force_login(make_officer(chapter).user)
    event, other = make_event(chapter=chapter, kind="chapter"), make_event()
    make_registration(event, make_alumnus("王伟"), email="wei@example.com")
    make_registration(other, email="g@example.com")
    form = WORD | {"key": str(uuid.uuid4())}
    client.post(reverse("events:chapter-event-message", args=[chapter.pk, event.pk]), form)
    stranger = reverse("events:chapter-event-message", args=[chapter.pk, other.pk])
    assert client.post(stranger, form | {"key": str(uuid.uuid4())}).status_code == 404
    notices.sweep()
    mail = Message.objects.get()
    assert (mail.to, mail.text.rstrip().splitlines()[-1]) == ("wei@example.com", "纽约校友会")
    record = AccessRecord.objects.get(action="send")
    assert (record.criteria["officer_of"], record.count) == ("纽约校友会", 1)


def test_the_mails_of_many_are_written_with_as_many_queries(django_assert_max_num_queries):
    chapter = make_chapter()
    event = make_event(chapter=chapter, kind="chapter")
    for each in range(20):
        make_registration(event, name=f"来宾{each}", email=f"g{each}@example.com")
    notices.say(event=event, key=uuid.uuid4(), by=make_officer(chapter).user, **WORD)
    with django_assert_max_num_queries(22):
        notices.sweep()
    assert Message.objects.count() == 20
