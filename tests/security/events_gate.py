"""The check-in of an event of each side's college, with a volunteer of today and one of yesterday on our side."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus
from events.models import GateEntry
from tests.factories import make_check_in, make_check_list, make_event, make_gate_pass, make_registration, make_user

from .words import canary, phone

VOLUNTEERS = {"gate volunteer": 0, "past gate volunteer": -1}  # days of the pass, from today


def add(world, side):
    keys = world.keys[side]
    event = make_event("返校日", college_id=keys["college"], starts_at=timezone.now() - timedelta(hours=1))
    gate = make_check_list(event, "校门")
    person = Alumnus.objects.get(pk=keys["person"])
    theirs = {
        "phone": phone(side), "email": canary(side, "mail@example.com"), "note": canary(side, "wish"),
        "code": {"ours": "OURS234567", "theirs": "THEIRS2345"}[side],
    }  # fmt: skip
    came = make_check_in(gate, make_registration(event, person, **theirs))
    coming = make_registration(event, name=canary(side, "guest"))
    cancelled = make_registration(event, name=canary(side, "gone"), state="cancelled")
    entry = GateEntry.objects.create(
        event=event, list=gate, kind="in", registration=cancelled, at=timezone.now(), reason="not_registered",
        key=uuid.uuid4(),
    )  # fmt: skip
    helper = make_user(None, is_staff=False, name=canary(side, "helper"))
    keys |= {
        "gate_event": event.pk, "check_list": gate.pk, "check_in": came.key, "coming": coming.pk,
        "gate_pass": make_gate_pass(event, helper).pk, "gate_entry": entry.pk, "gate_paper": "sheets",
    }  # fmt: skip
    if side == "ours":
        for who, days in VOLUNTEERS.items():
            world.users[who] = make_gate_pass(event, days=days).user
