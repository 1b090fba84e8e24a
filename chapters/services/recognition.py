"""The two facts about a chapter: each step is a row, and the row makes it true. What is due of the chapter follows."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from chapters.models import Chapter, CivilChange, CouncilChange, Document, RecognitionChange

from . import members
from .duties import settle_duties


class ImpossibleStep(Exception):
    """Not from this state to that one."""


class AlreadyThere(Exception):
    """Somebody else moved the chapter since the page was opened."""


def change_recognition(
    *, chapter: Chapter, to: str, reason: str, by, on: date | None = None, document: Document | None = None
) -> RecognitionChange:
    """Record what the association said. `chapter.recognition` is the state that the actor saw. Raises ImpossibleStep
    and AlreadyThere."""
    with transaction.atomic():
        row = _step(RecognitionChange, chapter, "recognition", to, reason=reason, by=by, on=on, document=document)
        if to == Chapter.Recognition.DISSOLVED:
            _withdraw_changes(chapter, by)
        settle_duties(chapter=chapter)
    return row


def change_civil(
    *, chapter: Chapter, to: str, reason: str, by, on: date | None = None, document: Document | None = None,
    number: str = "", authority: str = "",
) -> CivilChange:  # fmt: skip
    """Record what the registry of civil affairs decided; the members of a chapter that becomes a legal person are
    asked for the consent that it needs from then on. Raises ImpossibleStep and AlreadyThere."""
    more = {"number": number, "authority": authority}
    with transaction.atomic():
        row = _step(CivilChange, chapter, "civil", to, reason=reason, by=by, on=on, document=document, **more)
        if chapter.is_legal_person:
            members.ask_for_consent(chapter=chapter, by=by)
        settle_duties(chapter=chapter)
    return row


def _withdraw_changes(chapter: Chapter, by) -> None:
    """A chapter that is no more elects no council."""
    with pghistory.context(user=by.pk if by else None):
        chapter.council_changes.open().update(state=CouncilChange.State.WITHDRAWN)


def _step(model, chapter, field, to, *, on, **values):
    before = getattr(chapter, field)
    if to not in model.MOVES[before]:
        raise ImpossibleStep
    try:
        with transaction.atomic():
            row = model.objects.create(
                chapter=chapter, from_state=before, to_state=to, happened_on=on or timezone.localdate(), **values
            )
    except IntegrityError as error:
        if f"chapter_{field}_as_it_was" in str(error) or "is not in the state" in str(error):
            raise AlreadyThere from error
        raise
    chapter.refresh_from_db()
    return row
