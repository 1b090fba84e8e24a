"""A chapter runs its event whole: gate, speakers, links, files, next year's, and what people said."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from events.models import CheckIn, Event, GateEntry, Material
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_chapter_member,
    make_check_list,
    make_contact,
    make_degree,
    make_event,
    make_event_session,
    make_feedback,
    make_gate_pass,
    make_image,
    make_officer,
    make_question,
    make_registration,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(client):
    """The chapter that the signed-in officer leads."""
    chapter = make_chapter("纽约校友会", kind="overseas", country="US", city="纽约", time_zone="America/New_York")
    client.force_login(make_officer(chapter).user)
    return chapter


@pytest.fixture
def event(chapter):
    """Today, and going on."""
    return make_event("新年聚会", chapter=chapter, kind="chapter", starts_at=timezone.now() - timedelta(hours=1))


def at(name, event, *args):
    return reverse(f"events:chapter-event-{name}", args=[event.chapter_id, event.pk, *args])


def said(client, name, event, *args):
    answer = client.get(at(name, event, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_list_is_made_where_the_gate_is_opened(client, event):
    assert reverse("events:gate", args=[event.pk]) not in said(client, "gate", event)
    named = {"name": "门口", "key": str(uuid.uuid4())}
    for _twice in range(2):
        client.post(at("list-add", event), named)
    gate = event.check_lists.get()
    assert reverse("events:gate", args=[event.pk]) in said(client, "gate", event)
    guest = make_registration(event, name="王伟")
    client.post(reverse("events:gate-came", args=[event.pk, gate.pk, guest.pk]), {"key": uuid.uuid4()})
    assert CheckIn.objects.get().registration == guest


def test_a_second_list_of_the_same_name_is_a_sentence(client, event):
    make_check_list(event, "门口")
    answer = client.post(at("list-add", event), {"name": "门口", "key": str(uuid.uuid4())})
    assert (answer.status_code, list(answer.context["list_form"].errors)) == (422, ["name"])


def test_a_list_is_closed_and_opened_again(client, event):
    gate = make_check_list(event)
    closed = []
    for _twice in range(2):
        client.post(at("list-close", event, gate.pk))
        gate.refresh_from_db()
        closed.append(gate.closed_at is not None)
    assert closed == [True, False]


def test_what_a_device_could_not_count_is_decided_by_the_chapter(client, event):
    gate = make_check_list(event)
    rows = [
        GateEntry.objects.create(
            event=event, list=gate, kind="in", registration=make_registration(event, make_alumnus(name)), reason="late",
            at=timezone.now(), key=uuid.uuid4(),
        )
        for name in ("王伟", "李敏")
    ]  # fmt: skip
    text = said(client, "entries", event)
    assert all(name in text for name in ("王伟", "李敏"))
    record = AccessRecord.objects.get(target="events.gateentry")
    assert (record.count, record.criteria["officer_of"]) == (2, "纽约校友会")
    client.post(at("entry", event, rows[0].pk), {"count": "1"})
    client.post(at("entry", event, rows[1].pk))
    assert [row.name for row in (each.registration for each in CheckIn.objects.all())] == ["王伟"]
    assert "李敏" not in said(client, "entries", event)


def test_paper_of_a_chapter_names_no_class(client, event, monkeypatch):
    """What the register knows of a guest is not the chapter's."""
    person = make_alumnus("王伟")
    make_degree(person, graduation_year=1998, class_name="计算机一班")
    make_registration(event, person)
    groups = []
    monkeypatch.setattr("alumni_office.documents.codes.badges", lambda rows, title: groups.append(rows) or b"%PDF")
    assert client.post(at("paper", event, "badges")).getvalue() == b"%PDF"
    assert [each.note for each in groups[0]] == ["来宾"]
    record = AccessRecord.objects.get(target="events.event")
    assert (record.criteria["officer_of"], record.reason) == ("纽约校友会", "badges")
    assert client.post(at("paper", event, "passports")).status_code == 404


def test_what_somebody_typed_for_the_event_is_read_and_each_look_is_in_the_log(client, event):
    person = make_alumnus("王伟")
    make_contact(person, value="+8613911112222")
    row = make_registration(event, person, email="wei@example.com", phone="13800000000", note="素食")
    question = make_question(event, "饮食")
    row.answers.create(question=question, values=["不吃辣"])
    text = said(client, "registration", event, row.pk)
    assert all(word in text for word in ("wei@example.com", "13800000000", "素食", "饮食", "不吃辣"))
    assert "13911112222" not in text  # of the record
    record = AccessRecord.objects.get(target="events.registration", target_id=row.pk)
    assert (record.criteria["officer_of"], record.count) == ("纽约校友会", 1)


def test_of_who_asked_not_to_be_used_the_name_and_the_seats_alone_are_read(client, event):
    person = make_alumnus("王伟", restricted_at=timezone.now())
    row = make_registration(event, person, email="wei@example.com", phone="13800000000", note="素食")
    row.companions.create(name="小宝")
    text = said(client, "registration", event, row.pk)
    assert [word in text for word in ("王伟", "wei@example.com", "13800000000", "素食", "小宝")] == [True] + [False] * 4


def test_what_people_say_afterwards_is_read_by_the_host_without_names(client, chapter):
    event = make_event(chapter=chapter, kind="chapter", days=-3, state="held")
    make_feedback(make_registration(event, name="王伟"), good="灯会好看", satisfaction=5)
    make_feedback(make_registration(event, name="李敏"), better="开场晚了", satisfaction=3, is_named=True)
    assert (
        at("feedback", event)
        in client.get(reverse("events:chapter-event", args=[chapter.pk, event.pk])).content.decode()
    )
    text = said(client, "feedback", event)
    assert [word in text for word in ("灯会好看", "开场晚了", "4.00", "李敏", "王伟")] == [True] * 4 + [False]


def test_somebody_is_taken_off_the_list_with_a_reason(client, chapter):
    event = make_event(chapter=chapter, kind="chapter", capacity=1)
    row = make_registration(event, name="王伟", email="wei@example.com")
    waits = make_registration(event, state="waiting")
    client.post(at("cancel-one", event, row.pk), {"reason": "名额给会员"})
    for each in (row, waits):
        each.refresh_from_db()
    assert (row.state, row.end_reason, waits.state) == ("cancelled", "名额给会员", "confirmed")
    assert "名额给会员" in Message.objects.get(to="wei@example.com").text


def test_next_years_event_is_copied_for_the_same_chapter(client, event):
    make_event_session(event, "晚宴")
    day = (timezone.localdate() + timedelta(days=364)).isoformat()
    form = {"starts_on": day, "take": ["words", "sessions"], "key": str(uuid.uuid4())}
    for _twice in range(2):
        client.post(at("copy", event), form)
    copied = Event.objects.get(copied_from=event)
    assert (copied.chapter, copied.college, copied.state) == (event.chapter, None, "draft")
    assert [part.title for part in copied.sessions.all()] == ["晚宴"]


def test_a_link_is_made_and_ended(client, chapter):
    event = make_event(chapter=chapter, kind="chapter", is_public=False)
    client.post(at("links", event), {"label": "合作企业", "key": str(uuid.uuid4())})
    link = event.invites.get()
    address = client.get(at("links", event)).context["rows"][0].link
    assert address in said(client, "links", event)
    path = address.partition("/events/")[2]
    assert client.get(f"/events/{path}").status_code == 200
    client.post(at("link-end", event, link.pk))
    assert address not in said(client, "links", event)


def test_a_file_is_added_also_afterwards_and_taken_out(client, chapter, settings):
    event = make_event(chapter=chapter, kind="chapter", days=-3, state="held")
    form = {"kind": "photo", "title": "合影", "upload": make_image(), "is_public": "on", "key": str(uuid.uuid4())}
    client.post(at("files", event), form)
    row = Material.objects.get(event=event)
    assert client.get(at("file", event, row.pk)).getvalue().startswith(b"\x89PNG")
    client.post(at("file-remove", event, row.pk))
    assert not event.materials.exists()


def test_members_who_agreed_are_found_and_asked_and_the_officer_reads_no_address(client, event):
    part = make_event_session(event, "讲座")
    member = make_chapter_member(event.chapter, name="钱一", laws=("chapter", "abroad"))
    make_chapter_member(event.chapter, name="钱二", laws=())  # agreed to nothing
    make_contact(member.alumnus, "email", "qian@example.com", state="verified", verified_at=timezone.now())
    found = client.get(at("speakers", event, part.pk), {"name": "钱"})
    assert [row.alumnus.name for row in found.context["found"]] == ["钱一"]
    client.post(at("member-speaks", event, part.pk, member.pk), {"name": "钱一", "order": 10, "key": str(uuid.uuid4())})
    speaker = part.speakers.get()
    assert (speaker.alumnus, speaker.answer) == (member.alumnus, "not_asked")
    client.post(at("speaker-ask", event, speaker.pk))
    speaker.refresh_from_db()
    assert (speaker.answer, Message.objects.get().to) == ("asked", "qian@example.com")
    assert "qian@example.com" not in said(client, "speakers", event, part.pk)


def test_a_guest_speaks_is_changed_and_taken_out(client, event):
    part = make_event_session(event, "讲座")
    form = {"name": "Anna Berg", "order": 10, "key": str(uuid.uuid4())}
    client.post(at("speaker-add", event, part.pk), form)
    guest = part.speakers.get()
    client.post(at("speaker", event, guest.pk), {"name": "Anna Berg", "topic": "桥", "order": 10, "version": 1})
    guest.refresh_from_db()
    assert guest.topic == "桥"
    assert "Anna Berg" in said(client, "parts", event)
    client.post(at("speaker-remove", event, guest.pk))
    assert not part.speakers.exists()


def test_nothing_of_another_event_is_reached(client, event):
    other = make_event(chapter=make_chapter("上海校友会"))
    part = make_event_session(other)
    strange = make_alumnus("孙三")
    outside = make_chapter_member(other.chapter, name="孙三", person=strange, laws=("chapter", "abroad"))
    own = make_event_session(event)
    row = make_registration(other)
    gate = make_check_list(other)
    entry = GateEntry.objects.create(
        event=other, list=gate, kind="in", registration=row, reason="late", at=timezone.now(), key=uuid.uuid4()
    )
    invite = other.invites.create(label="x", key=uuid.uuid4())
    speaker = make_speaker(part)
    tried = {
        "registration": row.pk, "cancel-one": row.pk, "list-close": gate.pk, "entry": entry.pk, "link-end": invite.pk,
        "speakers": part.pk, "speaker-add": part.pk, "speaker": speaker.pk, "speaker-ask": speaker.pk,
        "speaker-remove": speaker.pk, "pass-end": make_gate_pass(other).pk,
    }  # fmt: skip
    for name, key in tried.items():
        for answer in (client.get(at(name, event, key)), client.post(at(name, event, key), {"reason": "x"})):
            assert answer.status_code in (404, 405), name
        assert client.get(at(name, other, key)).status_code in (404, 405), name
    assert client.get(at("member-speaks", event, own.pk, outside.pk)).status_code == 404
    assert part.speakers.exists()


@pytest.mark.parametrize("number", [1, 5])
def test_the_gate_and_the_speakers_cost_the_same_for_one_and_for_many(client, event, number, django_assert_num_queries):
    part = make_event_session(event)
    for each in range(number):
        make_check_list(event, f"名单{each}")
        make_gate_pass(event)
        make_speaker(part, make_alumnus(f"王{each}"))
    for name, args, queries in (("gate", [], 12), ("speakers", [part.pk], 9), ("links", [], 7), ("files", [], 7)):
        client.get(at(name, event, *args))
        with django_assert_num_queries(queries):
            client.get(at(name, event, *args))
