"""The pages of the desk: what finds whom, plain forms, counts, and what a device takes along."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.history.models import AccessRecord
from events.models import CheckIn, GateEntry, Registration, SessionSeat, Ticket
from events.queries import arrivals
from events.queries.carried import carried
from tests.factories import (
    make_check_in,
    make_check_list,
    make_event,
    make_event_session,
    make_gate_pass,
    make_registration,
    make_user,
)

from .test_rights import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(event):
    names = {"王伟": "+8613812345678", "单小龙": "+8613912340000", "欧阳敏": "+8613700005678", "Anna Berg": ""}
    return {name: make_registration(event, name=name, phone=phone) for name, phone in names.items()}


def names(check_list, words):
    return [line.name for line in arrivals.found(check_list, words)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("王", ["王伟"]),
        (" 小龙 ", ["单小龙"]),
        ("wang wei", ["王伟"]),
        ("WangW", ["王伟"]),
        ("shanxiaolong", ["单小龙"]),
        ("oym", ["欧阳敏"]),
        ("ww", ["王伟"]),
        ("anna", ["Anna Berg"]),
        ("5678", ["欧阳敏", "王伟"]),
        ("12345678", ["王伟"]),
        ("678", []),
        ("%", []),
        ("'; --", []),
        ("", []),
    ],
)
def test_one_box_finds_by_name_reading_initials_and_the_end_of_the_telephone(gate, people, words, wanted):
    assert sorted(names(gate, words)) == sorted(wanted)


def test_a_code_finds_its_registration_as_the_camera_reads_it(gate, people):
    code = people["王伟"].code
    assert [names(gate, each) for each in (code, code.lower(), f"E:{code}")] == [["王伟"]] * 3


def test_nobody_of_another_event_is_found(gate, people):
    make_registration(make_event("讲座"), name="王大")
    assert names(gate, "王") == ["王伟"]


def test_who_may_come_stands_first_and_who_cancelled_last(gate, event):
    for state, name in (("cancelled", "王一"), ("waiting", "王二"), ("confirmed", "王三"), ("declined", "王四")):
        make_registration(event, name=name, state=state)
    found = arrivals.found(gate, "王")
    assert [(line.name, line.may_come) for line in found] == [("王三", True), ("王二", False), ("王一", False)]


def test_who_did_not_choose_the_part_is_shown_as_such(event):
    forum = make_event_session(event, is_chosen=True)
    at_the_forum = make_check_list(event, "论坛", session=forum)
    chose, other = make_registration(event, name="王一"), make_registration(event, name="王二")
    SessionSeat.objects.create(registration=chose, session=forum)
    assert [(line.pk, line.is_expected) for line in arrivals.found(at_the_forum, "王")] == [
        (chose.pk, True), (other.pk, False),
    ]  # fmt: skip


def test_the_page_works_as_plain_forms(client, gate, event):
    guest = make_registration(event, name="王伟", seats=3)
    client.force_login(make_gate_pass(event).user)
    key = uuid4()
    for _each in range(2):
        answer = client.post(desk(gate, "gate-came", guest.pk), {"key": key, "seats": 2, "q": "王"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{desk(gate)}?q=%E7%8E%8B"
    assert CheckIn.objects.standing().get().seats == 2

    client.post(desk(gate, "gate-undo", key))
    assert not CheckIn.objects.standing().exists()
    client.post(desk(gate, "gate-walk-in"), {"name": "李四", "seats": 2, "key": uuid4()})
    assert Registration.objects.get(source="walk_in").name == "李四"
    assert client.post(desk(gate, "gate-walk-in"), {"name": "", "seats": 99, "key": uuid4()}).status_code == 422
    assert client.post(desk(gate, "gate-came", guest.pk), {"key": "x"}).status_code == 302
    assert CheckIn.objects.standing().count() == 1


def test_who_comes_with_a_registered_name_is_offered_the_registration_first(client, gate, event):
    wei = make_registration(event, name="王 伟")
    make_registration(event, name="王伟", state="cancelled")
    make_registration(event, name="王伟伟")
    client.force_login(make_gate_pass(event).user)
    said = {"name": "王伟", "seats": 1, "key": uuid4()}
    answer = client.post(desk(gate, "gate-walk-in"), said)
    assert (answer.status_code, [line.pk for line in answer.context["found"]]) == (422, [wei.pk])
    content = answer.content.decode()
    assert "王伟已报名" in content
    assert desk(gate, "gate-came", wei.pk) in content
    assert Registration.objects.filter(source="walk_in").count() == 0

    for _each in range(2):  # somebody else, and the button pressed twice
        assert client.post(desk(gate, "gate-walk-in"), said | {"anew": "1"}).status_code == 302
    assert [row.name for row in Registration.objects.filter(source="walk_in")] == ["王伟"]
    assert client.post(desk(gate, "gate-walk-in"), said).status_code == 422  # 王 伟 is still to come


def test_all_who_are_registered_came_unless_a_number_is_said(client, gate, event):
    guest = make_registration(event, seats=4)
    client.force_login(make_gate_pass(event).user)
    client.post(desk(gate, "gate-came", guest.pk), {"key": uuid4()})
    assert CheckIn.objects.get().seats == 4


def test_the_same_names_in_both_languages(client, gate, event):
    make_registration(event, name="王伟")
    client.force_login(make_gate_pass(event).user)
    for language, word in (("zh-hans", "签到"), ("en", "Check in")):
        page = client.get(desk(gate), {"q": "王伟", "lang": language}).content.decode()
        assert word in page


def test_the_first_page_of_the_gate_lists_the_desks_of_today(client, gate, event):
    user = make_gate_pass(event).user
    later = make_event("讲座", days=9)
    make_check_list(later)
    client.force_login(user)
    page = client.get(reverse("events:gate-mine")).content.decode()
    assert ("校友返校日" in page, "讲座" in page) == (True, False)
    assert client.get(reverse("events:gate", args=[event.pk]))["Location"] == desk(gate)
    make_check_list(event, "晚宴")
    choice = client.get(reverse("events:gate", args=[event.pk])).content.decode()
    assert "晚宴" in choice


def test_counts_cost_the_same_for_one_and_for_many(client, gate, event, django_assert_num_queries):
    client.force_login(make_gate_pass(event).user)
    for more in (1, 30):
        for _each in range(more):
            make_check_in(gate, make_registration(event))
        with django_assert_num_queries(5):  # session, user, grants, list with its event, its part
            page = client.get(desk(gate, "gate-counts")).content.decode()
    assert "31" in page


def test_the_desk_asks_the_same_for_one_and_for_many(client, gate, event, django_assert_num_queries):
    client.force_login(make_gate_pass(event).user)
    ticket = Ticket.objects.create(event=event, name="校友")
    for more in (1, 12):
        for number in range(more):
            make_registration(event, name=f"王{number}", ticket=ticket)
        with django_assert_num_queries(8):  # besides those: who was found, the latest, the lists
            client.get(desk(gate), {"q": "王"})


def test_a_device_takes_hashes_along_and_that_is_written_down(client, gate, event, people):
    ticket = Ticket.objects.create(event=event, name="校友")
    Registration.objects.filter(pk=people["王伟"].pk).update(ticket=ticket)
    make_registration(event, name="走了", state="cancelled")
    user = make_gate_pass(event).user
    client.force_login(user)
    taken = client.get(desk(gate, "gate-people")).json()
    assert len(taken["people"]) == 4
    row = taken["people"][0]
    salt = gate.key.hex
    hashes = [sha256(f"{salt}:{text}".encode()).hexdigest()[:16] for text in (people["王伟"].code, "5678")]
    assert row == [people["王伟"].pk, "王伟", "wang wei", *hashes, 1, "校友", "", 0, "", 0, 1]
    assert timezone.now().timestamp() * 1000 < taken["until"] <= (timezone.now() + timedelta(days=1)).timestamp() * 1000
    record = AccessRecord.objects.get()
    assert (record.action, record.target, record.target_id, record.by, record.count) == (
        "download", "events.checklist", gate.pk, user, 4,
    )  # fmt: skip


def test_the_page_that_a_device_keeps_names_nobody(client, gate, event, people):
    make_check_in(gate, people["王伟"])
    user = make_gate_pass(event).user
    client.force_login(user)
    page = client.get(desk(gate, "gate-offline")).content.decode()
    assert [name for name in [*people, user.email] if name in page] == []


def test_the_list_lasts_until_the_end_of_the_day_of_the_event(event):
    gate = make_check_list(make_event("聚会", starts_at=timezone.now(), time_zone="America/New_York"))
    until = carried(gate)["until"] / 1000
    there = timezone.datetime.fromtimestamp(until, gate.event.zone)
    assert (there.hour, there.minute, there.date()) == (0, 0, gate.event.today() + timedelta(days=1))


def test_the_worker_names_files_that_are_there(client):
    answer = client.get(reverse("events:gate-worker"))
    assert answer["Content-Type"] == "text/javascript"
    files = [line.strip(' ",') for line in answer.content.decode().splitlines() if line.strip().startswith('"/')]
    assert len(files) == 11
    for each in files:
        found = client.get(each)
        assert (found.status_code, len(b"".join(found.streaming_content)) > 0) == (200, True)


def test_entries_are_decided_at_the_desk(client, gate, event):
    by = make_user()
    row = make_registration(event, name="王伟", state="cancelled")
    same = {"event": event, "list": gate, "kind": "in", "registration": row, "at": timezone.now(), "by": by}
    one, other = (GateEntry.objects.create(**same, reason="not_registered", key=uuid4()) for _each in range(2))
    client.force_login(by)
    page = client.get(reverse("admin:events_checkin_entries", args=[event.pk])).content.decode()
    assert page.count("王伟") >= 2
    client.post(reverse("admin:events_checkin_entry_count", args=[one.pk]))
    client.post(reverse("admin:events_checkin_entry_set_aside", args=[other.pk]))
    gate.refresh_from_db()
    assert gate.arrivals == 1
    assert list(GateEntry.objects.order_by("pk").values_list("decision", flat=True)) == ["counted", "set_aside"]
