"""A class on each side that has booked its day: confirmed, with one who was invited."""

from datetime import timedelta

from django.utils import timezone

from alumni.models import Degree
from alumni_office.mail import tokens
from events.models import ReunionTask
from tests.factories import make_classmate, make_reunion

from .words import canary


def add(world, side):
    keys = world.keys[side]
    degree = Degree.objects.get(pk=keys["degree"])
    reunion = make_reunion(
        degree, day=timezone.localdate() + timedelta(days=90), state="confirmed", hall=canary(side, "hall"),
        teacher=canary(side, "lecturer"), wish_text=canary(side, "lesson"), decided_at=timezone.now(),
    )  # fmt: skip
    invited = make_classmate(reunion, keys["friend"], invited_at=timezone.now(), word=canary(side, "greeting"))
    keys |= {
        "reunion": reunion.pk, "reunion_link": tokens.make("classmate", invited.pk), "graduated": 2002,
        "reunion_step": ReunionTask.objects.create(reunion=reunion, step="hall").pk,
    }  # fmt: skip
