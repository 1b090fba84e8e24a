"""One answer a person: the row of who was asked decides, in the transaction that holds what was said."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from events.models import Asked, Ballot, Consultation, ConsultationAnswer

Said = Mapping[int, list[str]]


class NotOpen(Exception):
    """No answers are taken: it is closed, or the person is not asked any more."""


class AlreadyAnswered(Exception):
    """Somebody answered by this row, and nobody can tell any more what."""


@transaction.atomic
def answer(*, asked_id: int, said: Said) -> None:
    """Take `said`, {question: values}. With a name it may be changed until it closes; without one it is final. Nothing
    is written of when or from where. Raises NotOpen and AlreadyAnswered."""
    asked = Asked.objects.select_related("consultation").get(pk=asked_id)
    # The closing waits for this row, and so does the mixing of the answers.
    held = Consultation.objects.select_for_update(no_key=True).get(pk=asked.consultation_id)
    if not held.takes_answers(timezone.now()) or asked.alumnus_id is None:
        raise NotOpen
    questions = set(held.questions.values_list("pk", flat=True))
    given = {pk: values for pk, values in said.items() if values and pk in questions}
    first = Asked.objects.filter(pk=asked_id, is_answered=False).update(is_answered=True)
    if not held.is_anonymous:
        _write_with_name(asked, given)
    elif first:
        Ballot.objects.bulk_create([Ballot(question_id=pk, values=values) for pk, values in given.items()])
    else:
        raise AlreadyAnswered


def _write_with_name(asked: Asked, given: Said) -> None:
    asked.answers.exclude(question__in=given).delete()
    ConsultationAnswer.objects.bulk_create(
        [ConsultationAnswer(asked=asked, question_id=pk, values=values) for pk, values in given.items()],
        update_conflicts=True, unique_fields=["asked", "question"], update_fields=["values", "at"],
    )  # fmt: skip
