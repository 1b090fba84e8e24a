"""A gift pays a pledge: the oldest instalment that still owes something first."""

from collections.abc import Sequence
from decimal import Decimal

import pghistory
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from donations.models import Gift, Pledge, PledgePayment
from donations.services.gifts import check_now, left_of
from donations.services.refusals import Refused, said_plainly

ZERO = Decimal(0)


@transaction.atomic
def match_payment(*, gift_id: int, pledge_id: int, by, instalments: Sequence[int] = ()) -> Decimal:
    """Let a gift, posted or not, pay a pledge as far as both reach; return how much. `instalments`: the keys of those
    that it pays, in place of the oldest. Raises Refused."""
    pledge = Pledge.objects.select_for_update().select_related("donor").get(pk=pledge_id)
    held = list(pledge.instalments.select_for_update())
    gift = Gift.objects.select_for_update().select_related("donor").get(pk=gift_id)
    if pledge.state != Pledge.State.OPEN:
        raise Refused(_("This pledge is not open: nothing is owed any more."))
    if gift.entry != Gift.Entry.GIFT or gift.state == Gift.State.DROPPED:
        raise Refused(_("Only a gift that stands can pay a pledge."))
    if gift.donor.head_id != pledge.donor.head_id:
        raise Refused(_("The gift is of another donor."))
    rest = min(_for_fund(gift, pledge), left_of(gift)[1] - _used(gift))
    if rest <= 0:
        raise Refused(_("Nothing of this gift is left for the fund of the pledge."))
    chosen = [row for row in held if row.pk in instalments] if instalments else held
    parts = _parts(chosen, _reserved(pledge), rest)
    if not parts and instalments:
        raise Refused(_("The instalments that are ticked are paid already, or another gift is entered for them."))
    if not parts:
        raise Refused(_("This pledge is not open: nothing is owed any more."))
    with pghistory.context(user=by and by.pk), said_plainly():
        for instalment_id, amount in parts:
            PledgePayment.objects.create(gift=gift, instalment_id=instalment_id, amount_cny=amount, matched_by=by)
        check_now()
    return sum((amount for _pk, amount in parts), ZERO)


def payable(pledge: Pledge):
    """Gifts of the donor for the fund of the pledge that pay none yet."""
    head = pledge.donor.head_id
    return (
        Gift.objects.filter(
            Q(donor=head) | Q(donor__merged_into=head),
            entry=Gift.Entry.GIFT, allocations__fund=pledge.fund_id, pledge_payments__isnull=True,
            corrections__isnull=True,
        )
        .exclude(state=Gift.State.DROPPED)
        .order_by("-received_on", "-pk")
    )  # fmt: skip


def _used(gift: Gift) -> Decimal:
    """What of the gift pays pledges already, less what went back of it."""
    theirs = PledgePayment.objects.filter(Q(gift=gift) | Q(gift__corrects=gift))
    return theirs.aggregate(whole=Sum("amount_cny"))["whole"] or ZERO


def _for_fund(gift: Gift, pledge: Pledge) -> Decimal:
    return gift.allocations.filter(fund=pledge.fund_id).aggregate(whole=Sum("amount_cny"))["whole"] or ZERO


def _reserved(pledge: Pledge) -> dict[int, Decimal]:
    """What gifts not yet posted will pay of each instalment."""
    waiting = PledgePayment.objects.filter(instalment__pledge=pledge, gift__state=Gift.State.ENTERED)
    return dict(waiting.order_by().values_list("instalment").annotate(Sum("amount_cny")))


def _parts(instalments, reserved: dict[int, Decimal], rest: Decimal) -> list[tuple[int, Decimal]]:
    parts = []
    for instalment in instalments:
        part = min(instalment.owed - reserved.get(instalment.pk, ZERO), rest)
        if part > 0:
            parts.append((instalment.pk, part))
            rest -= part
    return parts
