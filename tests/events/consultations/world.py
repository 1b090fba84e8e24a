"""What a person was asked and said with the name, for the tests of copies and erasures: rows, and no log."""

import uuid
from datetime import timedelta

from django.utils import timezone

from events.models import Asked, Consultation, ConsultationAnswer


def fill(person, by, canary):
    now = timezone.now()
    asking = Consultation.objects.create(
        title="返校日", why="定日程", promise="named", circle="list", circle_id=1, closes_at=now + timedelta(days=7),
        key=uuid.uuid4(), created_by=by,
    )  # fmt: skip
    question = asking.questions.create(kind="text", text="还想说什么")
    Consultation.objects.filter(pk=asking.pk).update(state="open", opened_at=now)
    asked = Asked.objects.create(consultation=asking, alumnus=person, asked_at=now, is_answered=True)
    ConsultationAnswer.objects.create(asked=asked, question=question, values=[canary("said with the name")])
