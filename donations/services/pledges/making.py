"""A promise is written down: once for each form, with its instalments and the code to quote."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from donations.models import Donor, Fund, Instalment, Pledge, PledgeChange
from donations.services import codes
from donations.services.gifts import check_now
from donations.services.refusals import Refused, said_plainly


@transaction.atomic
def make_pledge(
    *, key: UUID, donor: Donor, fund: Fund, pledged_on: date, parts: Sequence[tuple[date, Decimal]], by, **fields
) -> Pledge:
    """Write a pledge of `parts`, (day, amount) of each instalment; the same `key` again is the first. Raises
    Refused."""
    if pledged_on > timezone.localdate():
        raise Refused(_("The day of the pledge lies ahead."), field="pledged_on")
    if fund.closed_on:
        raise Refused(_("This fund is closed."), field="fund")
    if min(day for day, _amount in parts) < pledged_on:
        raise Refused(_("Nothing is due before it was pledged."), field="first_on")
    with pghistory.context(user=by.pk), said_plainly():
        pledge = make_once(
            Pledge, key=key, of={"donor_id": donor.pk, "fund_id": fund.pk},
            fields={"pledged_on": pledged_on, "code": codes.new(codes.PLEDGE), "created_by": by, **fields},
        )  # fmt: skip
        if not pledge.changes.exists():
            Instalment.objects.bulk_create(
                Instalment(pledge=pledge, due_on=day, amount=amount) for day, amount in parts
            )
            PledgeChange.objects.create(
                pledge=pledge, kind=PledgeChange.Kind.MADE, amount=sum(amount for _day, amount in parts),
                changed_on=pledged_on, made_by=by,
            )  # fmt: skip
        check_now()
    pledge.refresh_from_db()
    return pledge
