"""A chapter's events on the pages of "my chapter"."""

import uuid

import pytest
from django.urls import reverse

from alumni_office.history.models import AccessRecord
from events.models import Event
from tests.factories import make_alumnus, make_chapter, make_event, make_officer, make_registration

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
