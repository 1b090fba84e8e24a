"""What was done for a card, and what comes next."""

from datetime import date
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from donations.models import Opportunity, OpportunityStep
from donations.models.opportunities import OPEN
from donations.services.club_refusals import Refused, WrongState, said_plainly


@transaction.atomic
def take_step(
    *, key: UUID, opportunity: Opportunity, kind: str, text: str, done_on: date, by, next_step: str = "",
    next_on: date | None = None,
) -> OpportunityStep:  # fmt: skip
    """Write down a step, and the next one in place of what stood there; the same `key` again is the first. Raises
    Refused."""
    if done_on > timezone.localdate():
        raise Refused(_("This day lies ahead: write it down as the next step."), field="done_on")
    if known := OpportunityStep.objects.filter(key=key, opportunity=opportunity).first():
        return known
    with pghistory.context(user=by.pk), said_plainly():
        row = make_once(
            OpportunityStep, key=key, of={"opportunity_id": opportunity.pk},
            fields={"kind": kind, "text": text, "done_on": done_on, "by": by},
        )  # fmt: skip
        still_open = Opportunity.objects.filter(pk=opportunity.pk, stage__in=OPEN)
        if not still_open.update(next_step=next_step, next_on=next_on, version=F("version") + 1):
            raise WrongState
    return row
