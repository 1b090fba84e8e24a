"""What an event asks. A question that was answered is taken back, never deleted."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from events.models import Event, Question

from .writing import InUse, hold_plan


@transaction.atomic
def add_question(*, event: Event, key: UUID, by, **fields) -> Question:
    """The same `key` again is the first. Raises Refused."""
    hold_plan(event.pk)
    return make_once(Question, key=key, of={"event_id": event.pk}, fields=fields)


@transaction.atomic
def save_question(*, question: Question, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile and Refused, also for another kind of a question that was answered."""
    hold_plan(question.event_id)
    if fields["kind"] != question.kind and question.answers.exists():
        raise InUse(_("People have answered it: its kind stays. Take it back and ask another one."), field="kind")
    save_version(question, version=version, values=fields)


@transaction.atomic
def remove_question(*, question: Question, by) -> bool:
    """Ask it no more; return whether it is gone altogether, as nobody had answered it. Raises Refused."""
    hold_plan(question.event_id)
    if question.answers.exists():
        Question.objects.filter(pk=question.pk).update(removed_at=timezone.now(), version=F("version") + 1)
        return False
    Question.objects.filter(pk=question.pk).delete()
    return True


@transaction.atomic
def bring_back(*, question: Question, by) -> None:
    """Ask it again. Raises Refused."""
    hold_plan(question.event_id)
    Question.objects.filter(pk=question.pk).update(removed_at=None, version=F("version") + 1)
