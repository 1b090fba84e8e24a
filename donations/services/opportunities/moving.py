"""How a card goes on: each move is one conditional UPDATE of the version that was seen."""

from datetime import date
from typing import Any
from uuid import uuid4

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import Gift, Opportunity, OpportunityStep, Pledge
from donations.models.opportunities import CLOSED, OPEN, Stage
from donations.services.club_refusals import Refused, WrongState, said_plainly


@transaction.atomic
def move(*, opportunity_id: int, version: int, to: str, by) -> None:
    """From one open stage to another. Raises WrongState when somebody else was faster."""
    if to not in OPEN:
        raise Refused(_("Say what came of it, or why it was lost."))
    _move(opportunity_id, version, OPEN, to, by)


@transaction.atomic
def carry_out(
    *, opportunity_id: int, version: int, closed_on: date, by, gift: Gift | None = None, pledge: Pledge | None = None,
    text: str = "",
) -> None:  # fmt: skip
    """It came true; a donation may say by which gift or pledge. Raises Refused."""
    _insist_past(closed_on)
    fields = {"closed_on": closed_on, "gift": gift, "pledge": pledge, "likelihood": 100}
    _move(opportunity_id, version, OPEN, Stage.CARRIED_OUT, by, text=text, **fields)


@transaction.atomic
def lose(*, opportunity_id: int, version: int, closed_on: date, reason: str, by) -> None:
    """Raises Refused."""
    _insist_past(closed_on)
    fields: dict[str, Any] = {"closed_on": closed_on, "lost_reason": reason, "likelihood": 0}
    _move(opportunity_id, version, OPEN, Stage.LOST, by, text=reason, **fields)


@transaction.atomic
def reopen(*, opportunity_id: int, version: int, by) -> None:
    """What was lost, or was said to be carried out, is in contact again. Raises WrongState."""
    fields: dict[str, Any] = {"closed_on": None, "lost_reason": "", "gift": None, "pledge": None, "likelihood": 10}
    _move(opportunity_id, version, CLOSED, Stage.CONTACT, by, **fields)


def _insist_past(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("This day lies ahead."), field="closed_on")


def _move(opportunity_id: int, version: int, from_stages, to: str, by, *, text: str = "", **fields: Any) -> None:
    with pghistory.context(user=by.pk), said_plainly():
        seen = Opportunity.objects.filter(pk=opportunity_id, version=version, stage__in=from_stages).exclude(stage=to)
        if not seen.update(stage=to, version=F("version") + 1, **fields):
            raise WrongState
        OpportunityStep.objects.create(
            opportunity_id=opportunity_id, kind=OpportunityStep.Kind.MOVED, to_stage=to, text=text,
            done_on=timezone.localdate(), by=by, key=uuid4(),
        )  # fmt: skip
