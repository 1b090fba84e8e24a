"""Writing a consultation and its questions, until it is opened."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events.models import Consultation, ConsultationQuestion
from events.models.consultations import MOST_QUESTIONS

# What is written of a draft in one form, beside which circle it is.
FIELDS = ("title", "title_en", "why", "why_en", "text", "text_en", "promise", "closes_at", "circle")


class Fixed(Refused):
    """It is open by now: nothing of it changes any more."""


def create(*, key: UUID, by, **values: Any) -> Consultation:
    """Enter a draft once; the same `key` again gives the first."""
    return Consultation.objects.get_or_create(key=key, defaults={"created_by": by, **values})[0]


@transaction.atomic
def save(*, consultation: Consultation, version: int, values: dict[str, Any], by) -> None:
    """Raises Fixed and ChangedMeanwhile."""
    draft(consultation.pk)
    save_version(consultation, version=version, values=values)


@transaction.atomic
def discard(*, consultation: Consultation, by) -> None:
    """Throw a draft away. Raises Fixed."""
    held = draft(consultation.pk)
    held.questions.all().delete()
    held.delete()


@transaction.atomic
def add_question(*, consultation: Consultation, by, **values: Any) -> ConsultationQuestion:
    """Raises Fixed, also for more than MOST_QUESTIONS."""
    held = draft(consultation.pk)
    if held.questions.count() >= MOST_QUESTIONS:
        raise Fixed(_("A consultation asks at most %(most)s questions.") % {"most": MOST_QUESTIONS})
    return ConsultationQuestion.objects.create(consultation=held, **values)


@transaction.atomic
def save_question(*, question: ConsultationQuestion, values: dict[str, Any], by) -> None:
    """Raises Fixed."""
    draft(question.consultation_id)
    for name, value in values.items():
        setattr(question, name, value)
    question.save(update_fields=list(values))


@transaction.atomic
def remove_question(*, question: ConsultationQuestion, by) -> None:
    """Raises Fixed."""
    draft(question.consultation_id)
    question.delete()


def draft(pk: int) -> Consultation:
    """The draft under its lock. Raises Fixed."""
    held = Consultation.objects.select_for_update(no_key=True).get(pk=pk)
    if not held.is_draft:
        raise Fixed(_("This consultation is open by now: what it asks, and what it promises, stays as it is."))
    return held
