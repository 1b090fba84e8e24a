"""What the registration of one person, the speech and the check-in hold."""

import uuid

from django.utils import timezone

from events.models import (
    Companion,
    EventNotice,
    EventNoticeMail,
    GateEntry,
    Question,
    QuestionAnswer,
    SessionSeat,
    Speaker,
)
from tests.factories import (
    make_check_in,
    make_check_list,
    make_event,
    make_event_session,
    make_feedback,
    make_registration,
)


def fill(person, by, canary):
    event = make_event("返校日", starts_at=timezone.now())
    gate = make_check_list(event)
    registration = make_registration(
        event, person, email=canary("gate@example.com"), phone="13912345678", note=canary("gate")
    )
    make_check_in(gate, registration, by=by)
    GateEntry.objects.create(
        event=event, list=gate, kind="in", registration=registration, at=timezone.now(), by=by, reason="twice",
        key=uuid.uuid4(), name=canary("walk-in"),
    )  # fmt: skip
    _around(event, registration, person, canary)


def _around(event, registration, person, canary):
    forum = make_event_session(event)
    Speaker.objects.create(
        session=forum, alumnus=person, topic=canary("topic"), name=canary("speaker"), role=canary("role")
    )
    SessionSeat.objects.create(registration=registration, session=forum)
    Companion.objects.create(registration=registration, name=canary("companion"))
    question = Question.objects.create(event=event, kind="text", text="车牌号")
    QuestionAnswer.objects.create(registration=registration, question=question, values=[canary("plate")])
    notice = EventNotice.objects.create(event=event, kind="reminder", key=uuid.uuid4())
    EventNoticeMail.objects.create(notice=notice, registration=registration)
    make_feedback(registration, good=canary("good"), better=canary("better"), is_named=True)
