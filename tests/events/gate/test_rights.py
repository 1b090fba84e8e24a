"""Who stands at the desk: a volunteer of this event on this day, and who runs the event; nobody else finds it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from events.models import CheckIn, GateEntry, GatePass
from events.services import gates
from tests.factories import (
    make_chapter,
    make_check_in,
    make_check_list,
    make_college,
    make_event,
    make_gate_pass,
    make_officer,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


def desk(check_list, name="gate-list", *more):
    return reverse(f"events:{name}", args=[check_list.event_id, check_list.pk, *more])


def status(client, user, check_list):
    client.force_login(user)
    return client.get(desk(check_list)).status_code


def test_a_pass_opens_the_desk_of_its_event_on_its_day_alone(client, gate, event):
    volunteer = make_gate_pass(event).user
    elsewhere = make_check_list(make_event("讲座", starts_at=timezone.now()))
    assert status(client, volunteer, gate) == 200
    assert status(client, volunteer, elsewhere) == 404
    for days in (-1, 1):
        assert status(client, make_gate_pass(event, days=days).user, gate) == 404
    assert status(client, make_gate_pass(event, ended_at=timezone.now()).user, gate) == 404
    assert status(client, make_user(None, is_staff=False), gate) == 404


def test_the_day_of_a_pass_is_that_of_the_clock_of_the_event():
    kiritimati = make_event("聚会", starts_at=timezone.now(), time_zone="Pacific/Kiritimati")
    pago = make_event("聚会", starts_at=timezone.now(), time_zone="Pacific/Pago_Pago")
    assert kiritimati.today() != pago.today()  # 25 hours apart
    for row in (kiritimati, pago):
        user = make_user(None, is_staff=False)
        GatePass.objects.create(user=user, event=row, day=row.today())
        assert GatePass.objects.today().filter(user=user).exists()
    other = make_user(None, is_staff=False)
    GatePass.objects.create(user=other, event=pago, day=kiritimati.today())
    assert not GatePass.objects.today().filter(user=other).exists()


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_a_draft_or_a_cancelled_event_has_no_desk(client, gate, event, state):
    user = make_gate_pass(event).user
    if state == "draft":
        event = make_event("草稿", state="draft", starts_at=timezone.now())
        gate, user = make_check_list(event), make_gate_pass(event).user
    else:
        type(event).objects.filter(pk=event.pk).update(state=state, cancel_reason="台风")
    assert status(client, user, gate) == 404


def test_who_runs_the_event_stands_there_without_a_pass(client):
    ours, theirs = make_college("数学学院"), make_college("法学院")
    gate = make_check_list(make_event(college=ours, starts_at=timezone.now()))
    for role, college, wanted in (
        (Role.STAFF, None, 200), (Role.HEAD, None, 200), (Role.COLLEGE_OFFICER, ours, 200),
        (Role.COLLEGE_OFFICER, theirs, 404), (Role.EDITOR, None, 404), (Role.AUDITOR, None, 404),
        (Role.VOLUNTEER_COORDINATOR, None, 200),
    ):  # fmt: skip
        assert status(client, make_user(role, college), gate) == wanted, role


def test_who_leads_the_volunteers_prepares_the_gate_and_decides_nothing_else(client, event):
    user = make_user(Role.VOLUNTEER_COORDINATOR)
    client.force_login(user)
    named = {"name": "东门", "key": str(uuid4())}
    client.post(reverse("admin:events_checkin_list_add", args=[event.pk]), named)
    assert status(client, user, event.check_lists.get()) == 200
    helper = make_user(None, is_staff=False)
    client.post(
        reverse("admin:events_checkin_pass_give", args=[event.pk]), {"email": helper.email, "day": event.today()}
    )
    assert GatePass.objects.get().user == helper
    assert client.get(reverse("admin:events_event_rules", args=[event.pk])).status_code == 403


def test_an_officer_of_the_chapter_that_holds_it_stands_there_and_one_of_another_does_not(client):
    shanghai, beijing = make_chapter(), make_chapter("北京校友会", province="11")
    gate = make_check_list(make_event(chapter=shanghai, starts_at=timezone.now()))
    assert status(client, make_officer(shanghai).user, gate) == 200
    assert status(client, make_officer(beijing, name="李会长").user, gate) == 404


def test_whoever_has_not_signed_in_is_led_to_the_door(client, gate):
    answer = client.get(desk(gate))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_a_volunteer_sees_names_tickets_seats_and_check_in_and_nothing_else(client, gate, event):
    guest = make_registration(event, name="王伟", phone="+8613812345678", email="wei@example.com", note="素食", seats=3)
    make_check_in(gate, make_registration(event, name="李敏", phone="+8613900001111", email="min@example.com"))
    client.force_login(make_gate_pass(event).user)
    pages = [client.get(desk(gate), {"q": "5678"}), client.get(desk(gate, "gate-people")), client.get(desk(gate))]
    assert "王伟" in pages[0].content.decode()
    assert "王伟" in json.dumps(pages[1].json(), ensure_ascii=False)
    for each in pages:
        text = each.content.decode() + json.dumps(dict(each.headers))
        for secret in ("13812345678", "wei@example.com", "素食", "13900001111", "min@example.com"):
            assert secret not in text
    assert guest.code not in pages[1].content.decode()


def test_a_key_of_another_list_or_event_does_nothing(client, gate, event):
    elsewhere = make_check_list(make_event("讲座", starts_at=timezone.now()))
    there = make_check_in(elsewhere, make_registration(elsewhere.event, name="赵六"))
    client.force_login(make_gate_pass(event).user)
    assert client.post(desk(gate, "gate-undo", there.key)).status_code == 404
    assert client.post(desk(elsewhere, "gate-undo", there.key)).status_code == 404
    mixed = reverse("events:gate-list", args=[event.pk, elsewhere.pk])
    assert client.get(mixed).status_code == 404
    answer = client.post(desk(gate, "gate-came", there.registration_id), {"key": uuid4()}, follow=True)
    assert "赵六" not in answer.content.decode()
    assert CheckIn.objects.standing().get() == there


def hand_in(client, check_list, *entries):
    body = {"entries": [{"kind": "in", "key": str(uuid4()), "at": 1, **each} for each in entries]}
    return client.post(desk(check_list, "gate-sync"), body, content_type="application/json")


def test_what_a_device_of_yesterday_hands_in_is_kept_and_shows_no_name(client, gate, event):
    guest = make_registration(event, name="王伟")
    client.force_login(make_gate_pass(event, days=-1).user)
    answer = hand_in(client, gate, {"registration": guest.pk})
    assert (answer.status_code, answer.json()["late"]) == (200, True)
    assert "王伟" not in json.dumps(answer.json(), ensure_ascii=False)
    assert (GateEntry.objects.get().reason, CheckIn.objects.count()) == ("late", 0)

    client.force_login(make_gate_pass(event, days=-20).user)
    assert hand_in(client, gate, {"registration": guest.pk}).status_code == 404
    client.force_login(make_gate_pass(event, days=-1, ended_at=timezone.now()).user)
    assert hand_in(client, gate, {"registration": guest.pk}).status_code == 404


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "drop"}, {"key": "x"}, {"at": "yesterday"}, {"at": 10**30}, {"registration": "x"}, {"seats": 99},
        {"seats": -1}, {"registration": 2**70}, {"kind": "walk_in"}, {"of": "1"},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_refused_whole(client, gate, event, entry):
    client.force_login(make_gate_pass(event).user)
    good = {"registration": make_registration(event).pk}
    assert hand_in(client, gate, good, entry).status_code == 400
    assert (CheckIn.objects.count(), GateEntry.objects.count()) == (0, 0)


def test_a_body_that_is_no_list_of_entries_is_refused(client, gate, event):
    client.force_login(make_gate_pass(event).user)
    for body in ("", "[]", '{"entries": 1}', '{"entries": [1]}', "{" * 100_000, json.dumps({"entries": [{}] * 201})):
        answer = client.post(desk(gate, "gate-sync"), body, content_type="application/json")
        assert answer.status_code == 400


# Giving passes


def test_a_pass_is_given_to_an_account_for_a_day_of_the_event_and_ends_at_once(client, gate, event):
    volunteer, by = make_user(None, is_staff=False, email="student@example.com"), make_user()
    client.force_login(by)
    page = reverse("admin:events_checkin_pass_give", args=[event.pk])
    for _each in range(2):
        assert client.post(page, {"email": "Student@Example.com", "day": event.today()}).status_code == 302
    given = GatePass.objects.get()
    assert (given.user, given.day, given.given_by) == (volunteer, event.today(), by)
    assert status(client, volunteer, gate) == 200

    client.force_login(by)
    client.post(reverse("admin:events_checkin_pass_end", args=[given.pk]))
    assert status(client, volunteer, gate) == 404


@pytest.mark.parametrize(
    ("email", "days"), [("nobody@example.com", 0), ("student@example.com", -2), ("student@example.com", 9)]
)
def test_no_pass_for_an_unknown_address_or_another_day(client, event, email, days):
    make_user(None, is_staff=False, email="student@example.com")
    client.force_login(make_user())
    page = reverse("admin:events_checkin_pass_give", args=[event.pk])
    answer = client.post(page, {"email": email, "day": event.today() + timedelta(days=days)})
    assert (answer.status_code, GatePass.objects.count()) == (422, 0)


def test_no_pass_for_an_account_that_is_shut(event):
    make_user(None, is_staff=False, is_active=False, email="student@example.com")
    with pytest.raises(gates.Refused):
        gates.give_pass(event=event, email="student@example.com", day=event.today(), by=None)
