"""An event that the college of each side holds: the alumnus is registered, a guest by an invitation, a class waits."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus, College
from alumni_office.mail import tokens
from events.models import Companion, Group, Invite, Question, QuestionAnswer, Ticket
from tests.factories import make_event, make_event_session, make_registration

from .words import canary, phone


def add(world, side):
    keys = world.keys[side]
    college = College.objects.get(pk=keys["college"])
    starts_at = timezone.now() + timedelta(days=30)
    event = make_event(f"返校日{side}", college=college, guests_allowed=True, starts_at=starts_at, needs_approval=True)
    invite = Invite.objects.create(event=event, label="合作企业", key=uuid.uuid4())
    group = Group.objects.create(event=event, name="一班", key=uuid.uuid4())
    person = Alumnus.objects.get(pk=keys["person"])
    own = make_registration(
        event, person, email=canary(side, "mail@registration.example"), phone=phone(side)[3:],
        note=canary(side, "note"), group=group,
    )  # fmt: skip
    Companion.objects.create(registration=own, name=canary(side, "companion"))
    question = Question.objects.create(event=event, kind="text", text="口味")
    QuestionAnswer.objects.create(registration=own, question=question, values=[canary(side, "answer")])
    asked = make_registration(
        event, name=canary(side, "guest"), state="asked", invite=invite, email=canary(side, "guest@example.com")
    )
    other = make_event(f"论坛{side}", college=college)
    Ticket.objects.create(event=other, name=f"票{side}")
    keys |= {
        "event": event.pk, "reg_other": other.pk,
        "reg_ticket": Ticket.objects.create(event=event, name="校友票").pk,
        "reg_session": make_event_session(event, is_chosen=True).pk,
        "reg_event": event.pk, "reg": own.pk, "reg_asked": asked.pk,
        "reg_link": tokens.make("registration", own.pk), "reg_invite": tokens.make("event-invite", invite.pk),
    }  # fmt: skip
