"""Batches: how many gifts and how much they shall be is said first; posted together, or not at all."""

from decimal import Decimal
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from alumni_office.saving.once import make_once
from donations.models import Batch, Gift

from .gifts import check_now
from .refusals import SENTENCES, WrongState, said_plainly

SENTENCES["batch_posted_whole"] = gettext_lazy("A batch is posted whole.")
SENTENCES["gift_posted_with_its_batch"] = gettext_lazy("A batch is posted whole.")


@transaction.atomic
def open_batch(*, key: UUID, by, **fields) -> Batch:
    return make_once(Batch, key=key, of={}, fields={**fields, "made_by": by})


@transaction.atomic
def expect(*, batch: Batch, expected_count: int, expected_total: Decimal, label: str) -> None:
    """Say anew what the papers say. Raises Refused."""
    open_one = Batch.objects.filter(pk=batch.pk, posted_at__isnull=True)
    if not open_one.update(expected_count=expected_count, expected_total=expected_total, label=label):
        raise WrongState


@transaction.atomic
def post_batch(*, batch_id: int, by) -> int:
    """Post all of it and return how many. Raises Refused where number or total are not what was expected, or where
    `by` may not post one of them."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.posted_at:
        raise WrongState
    now = timezone.now()
    with pghistory.context(user=by.pk), said_plainly():
        posted = Gift.objects.filter(batch=batch, state=Gift.State.ENTERED).update(
            state=Gift.State.POSTED, posted_by=by, posted_at=now, posted_on=timezone.localdate(now)
        )
        Batch.objects.filter(pk=batch_id).update(posted_at=now, posted_by=by)
        check_now()
    return posted
