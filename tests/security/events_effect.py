"""An event of each side's college that was held: the alumnus came and said how it was, and something came of it. Its
case is for every host."""

from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.mail import tokens
from events.services import feedback
from tests.factories import (
    make_check_in,
    make_check_list,
    make_event,
    make_feedback,
    make_model_case,
    make_outcome,
    make_registration,
    make_series,
)

from .words import canary, public


def add(world, side):
    keys = world.keys[side]
    series = make_series(f"往届返校日{side}")
    starts_at = timezone.now() - timedelta(days=9)
    event = make_event(
        f"往届返校日{side}", college_id=keys["college"], state="held", starts_at=starts_at, series=series
    )
    came = make_registration(event, Alumnus.objects.get(pk=keys["person"]))
    make_check_in(make_check_list(event), came)
    make_feedback(came, good=canary(side, "good"), better=canary(side, "better"))
    feedback.ask()
    keys |= {
        "held_event": event.pk, "held_series": series.pk, "outcome": make_outcome(event, canary(side, "outcome")).pk,
        "model_case": make_model_case(event, public(side, "case")).pk,
        "feedback_link": tokens.make("event-feedback", came.pk),
    }  # fmt: skip
