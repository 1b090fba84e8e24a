"""Whatever a device sends or somebody looks for: the desk answers, and nothing breaks behind it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_check_list, make_event, make_gate_pass, make_user

from .test_rights import desk

pytestmark = pytest.mark.django_db


def walk_in(name: str) -> bytes:
    return json.dumps({"entries": [{"kind": "walk_in", "key": str(uuid4()), "at": 1e12, "name": name}]}).encode()


@pytest.mark.parametrize(
    "body",
    [b'{"entries": ' + b"[" * 100_000, walk_in("\ud800"), walk_in("\u200b\u2060")],
    ids=["deeper than can be read", "half a character", "a name that cannot be seen"],
)
def test_what_no_database_takes_is_refused_in_a_sentence(client, gate, event, body):
    client.force_login(make_gate_pass(event).user)
    answer = client.post(desk(gate, "gate-sync"), body, content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_a_device_whose_clock_stands_at_the_beginning_of_time_does_not_break_the_page_of_entries(client):
    event = make_event(starts_at=timezone.now() - timedelta(hours=1), state="closed", time_zone="America/New_York")
    gate = make_check_list(event)
    client.force_login(make_gate_pass(event).user)
    row = {"kind": "in", "key": str(uuid4()), "at": -62135596800000, "registration": 1}
    answer = client.post(desk(gate, "gate-sync"), json.dumps({"entries": [row]}), content_type="application/json")
    assert [each["outcome"] for each in answer.json()["answers"]] == ["kept"]
    client.force_login(make_user())
    assert client.get(reverse("admin:events_checkin_entries", args=[event.pk])).status_code == 200


@pytest.mark.parametrize("asked", ["\0", "王\0", "\u200b", "5678\0", "\U0001f600" * 200, "(" * 80, "\\", "²²²²"])
def test_whatever_is_looked_for_the_desk_answers(client, gate, event, asked):
    client.force_login(make_gate_pass(event).user)
    assert client.get(desk(gate), {"q": asked}).status_code == 200
