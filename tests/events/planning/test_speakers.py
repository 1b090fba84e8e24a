"""Alumni who speak are asked by a link, and their word holds for what they read."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from events.models import Speaker
from events.services import speakers as services
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_event,
    make_event_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    person = make_alumnus("欧阳修")
    make_contact(person, "email", "ou@example.com", state="verified", verified_at=timezone.now())
    return make_speaker(make_event_session(make_event(state="announced")), person, topic="醉翁亭")


def at(name, *args):
    return reverse(f"admin:events_event_{name}", args=args)


def page_of(speaker) -> str:
    return reverse("events:speaker", args=[services.link_of(speaker)])


def is_named(client, speaker) -> bool:
    return "欧阳修" in client.get(speaker.session.event.get_absolute_url()).content.decode()


def test_a_speaker_is_asked_agrees_and_takes_the_word_back(
    client, office, speaker, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("speaker_ask", speaker.session.event_id, speaker.pk))
    speaker.refresh_from_db()
    assert speaker.answer == "asked"
    assert AccessRecord.objects.get(action="send").reason == "speaks at an event"
    client.logout()
    link = re.search(r"/events/speaking/\S+", mailoutbox[-1].body)[0]
    assert "醉翁亭" in client.get(link).content.decode()
    assert not is_named(client, speaker)  # a look decides nothing
    client.post(link, {"answer": "yes", "seen": speaker.version})
    assert is_named(client, speaker)
    client.post(link, {"answer": "no", "seen": speaker.version})
    assert not is_named(client, speaker)
    speaker.refresh_from_db()
    assert speaker.answer == "declined"


def test_a_second_click_asks_no_second_time_and_other_words_do(client, office, speaker):
    for version in (1, 1, 2):
        Speaker.objects.filter(pk=speaker.pk).update(version=version)
        client.post(at("speaker_ask", speaker.session.event_id, speaker.pk))
    assert Message.objects.filter(purpose="events.speaker").count() == 2


def test_other_words_are_agreed_to_anew(client, office, speaker):
    client.post(page_of(speaker), {"answer": "yes", "seen": 1})
    data = {"name": "欧阳修", "topic": "朋党论", "order": 10, "version": 1}
    client.post(at("speaker", speaker.session.event_id, speaker.pk), data)
    speaker.refresh_from_db()
    assert (speaker.topic, speaker.answer, speaker.answered_at) == ("朋党论", "not_asked", None)
    # The page that was opened before shows other words: yes to it is no yes.
    assert client.post(page_of(speaker), {"answer": "yes", "seen": 1}).status_code == 422
    assert client.post(page_of(speaker), {"answer": "yes", "seen": 2}).status_code == 302


def test_the_place_in_the_list_leaves_the_word_as_it_was(client, office, speaker):
    client.post(page_of(speaker), {"answer": "yes", "seen": 1})
    data = {"name": "欧阳修", "topic": "醉翁亭", "order": 99, "version": 1}
    client.post(at("speaker", speaker.session.event_id, speaker.pk), data)
    assert is_named(client, speaker)


@pytest.mark.parametrize(
    "field", [{"archived_at": timezone.now()}, {"restricted_at": timezone.now()}, {"life": "deceased"}]
)
def test_who_must_not_be_written_to_is_not_asked(client, office, speaker, mailoutbox, field):
    Alumnus.objects.filter(pk=speaker.alumnus_id).update(**field)
    client.post(at("speaker_ask", speaker.session.event_id, speaker.pk))
    speaker.refresh_from_db()
    assert (speaker.answer, len(mailoutbox)) == ("not_asked", 0)


def test_a_guest_has_no_link(client, office):
    guest = make_speaker(make_event_session(make_event()))
    client.post(at("speaker_ask", guest.session.event_id, guest.pk))
    guest.refresh_from_db()
    assert guest.answer == "not_asked"
    assert client.get(page_of(guest)).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 32])
def test_a_forged_link_opens_nothing(client, speaker, token):
    assert client.get(reverse("events:speaker", args=[token])).status_code == 404
    assert client.post(reverse("events:speaker", args=[token]), {"answer": "yes", "seen": 1}).status_code == 404


def test_a_speaker_stands_once_in_a_part(client, office, speaker):
    address = at("speaker_add", speaker.session.event_id, speaker.session_id) + f"?person={speaker.alumnus_id}"
    data = {"name": "欧阳修", "order": 10, "key": str(uuid.uuid4())}
    answer = client.post(address, data)
    assert list(answer.context["form"].errors) == ["name"]
    for _twice in range(2):
        client.post(at("speaker_add", speaker.session.event_id, speaker.session_id), data | {"name": "客人"})
    assert sorted(Speaker.objects.values_list("name", flat=True)) == ["客人", "欧阳修"]


def test_an_officer_finds_and_adds_people_of_the_own_college_only(client, officer):
    college = officer.grants.get().college
    own, other = make_alumnus("王伟"), make_alumnus("王伟")
    make_degree(own, college=college), make_degree(other, college=make_college("法学院"))
    part = make_event_session(make_event(college=college))
    found = client.get(at("speakers", part.event_id, part.pk), {"name": "王伟"}).context["people"]
    assert found == [own]
    address = at("speaker_add", part.event_id, part.pk)
    assert client.get(f"{address}?person={own.pk}").status_code == 200
    assert client.get(f"{address}?person={other.pk}").status_code == 404
