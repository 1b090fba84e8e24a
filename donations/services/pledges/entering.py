"""A gift is entered together with the pledge that it pays: it reserves the instalments, and pays them once posted."""

from collections.abc import Sequence

from django.db import transaction

from donations.models import Gift, Pledge
from donations.services import gifts

from .paying import match_payment


@transaction.atomic
def enter_gift(*, by, pledge: Pledge | None = None, instalments: Sequence[int] = (), **said) -> Gift:
    """gifts.enter_gift(), paying `pledge`: the oldest of its instalments that are owed, or of those chosen by their
    keys. The same form again changes nothing. Raises Refused."""
    gift = gifts.enter_gift(by=by, **said)
    if pledge and not gift.pledge_payments.exists():
        match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=by, instalments=instalments)
    return gift
