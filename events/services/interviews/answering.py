"""What the person says to being interviewed: by the link of the mail, and nobody else for the person."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.mail import tokens
from alumni_office.saving.refusals import Refused
from events.models import InterviewTarget, Programme

LINK = "interview"
State = InterviewTarget.State


def by_link(token: str) -> InterviewTarget | None:
    """Of somebody who was asked and is on record."""
    pk = tokens.read(LINK, token)
    if pk is None:
        return None
    rows = InterviewTarget.objects.on_record().exclude(state=State.CHOSEN).exclude(asked_at=None)
    return rows.select_related("alumnus", "team__programme").filter(pk=pk).first()


def takes_answers(target: InterviewTarget) -> bool:
    return target.state != State.INTERVIEWED and target.team.programme.state != Programme.State.DONE


@transaction.atomic
def answer(*, target: InterviewTarget, agrees: bool, opened: Collection[str], word: str) -> None:
    """It may be changed until the interview. Raises Refused."""
    rows = InterviewTarget.objects.on_record().select_for_update(of=("self",)).select_related("team__programme")
    row = rows.filter(pk=target.pk).first()
    if row is None or not takes_answers(row) or row.asked_at is None:
        raise Refused(_("This question takes no answers any more."))
    row.state = State.AGREED if agrees else State.DECLINED
    row.opened, row.word = (list(opened), word) if agrees else ([], "")
    row.answered_at = timezone.now()
    row.save(update_fields=["state", "opened", "word", "answered_at"])
