"""What the office does: accept, send back, waive."""

from collections.abc import Callable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from chapters.emails import duties as emails
from chapters.models import Duty, Filing
from chapters.queries.officers import Keeper, keepers

from .filing import PURPOSE

State = Filing.State


class NotSubmitted(Exception):
    """Somebody decided in the meantime, or nothing was filed."""


@transaction.atomic
def accept_filing(*, duty: Duty, by) -> list[Message]:
    """The duty is done on the day on which it was filed; returns the mails that say so. Raises NotSubmitted."""
    filing = _decide(duty, State.ACCEPTED, "", by)
    assert filing.filed_at is not None
    done_on = filing.filed_at.astimezone(duty.chapter.zone).date()
    _move(duty, Duty.State.FILED, by, state=Duty.State.DONE, done_on=done_on)
    return _tell(duty, lambda reader: emails.accepted(duty=duty, name=reader.name, language=reader.language))


@transaction.atomic
def send_back(*, duty: Duty, reason: str, by) -> list[Message]:
    """Give the turn to the chapter; returns the mails that say so. Raises NotSubmitted."""
    _decide(duty, State.SENT_BACK, reason, by)
    _move(duty, Duty.State.FILED, by, state=Duty.State.SENT_BACK)
    return _tell(
        duty, lambda reader: emails.sent_back(duty=duty, name=reader.name, reason=reason, language=reader.language)
    )


@transaction.atomic
def waive_duty(*, duty: Duty, reason: str, by) -> list[Message]:
    """Nothing is due any more; returns the mails that say so. Raises NotSubmitted when it is not open."""
    with pghistory.context(user=by.pk):
        if not Duty.objects.filter(pk=duty.pk, state__in=Duty.OPEN).update(state=Duty.State.WAIVED, reason=reason):
            raise NotSubmitted
    return _tell(
        duty, lambda reader: emails.waived(duty=duty, name=reader.name, reason=reason, language=reader.language)
    )


def _decide(duty: Duty, state: str, answer: str, by) -> Filing:
    with pghistory.context(user=by.pk):
        decided = Filing.objects.filter(duty=duty, state=State.SUBMITTED).update(
            state=state, answer=answer, decided_by=by, decided_at=timezone.now(), version=F("version") + 1
        )
    if not decided:
        raise NotSubmitted
    return Filing.objects.get(duty=duty)


def _move(duty: Duty, before: str, by, **values) -> None:
    with pghistory.context(user=by.pk):
        if not Duty.objects.filter(pk=duty.pk, state=before).update(**values):
            raise NotSubmitted


def _tell(duty: Duty, letter: Callable[[Keeper], tuple[str, str]]) -> list[Message]:
    sent = []
    for reader in keepers([duty.chapter_id]).get(duty.chapter_id, []):
        subject, text = letter(reader)
        try:
            message = mail.queue(
                to=reader.email, subject=subject, text=text, purpose=PURPOSE, person_id=reader.person_id
            )  # fmt: skip
        except ValidationError:  # an address that no mail may have
            continue
        sent.append(message)
    return sent
