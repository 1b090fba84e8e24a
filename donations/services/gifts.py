"""Gifts: entered by one, posted by another, taken back by a row of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office import rows
from alumni_office.money.currencies import CENT, HOME, in_yuan
from alumni_office.saving.once import FormUsed
from donations.models import Allocation, Donor, Fund, Gift, GiftNote

from .refusals import SENTENCES, Refused, WrongState, said_plainly

State = Gift.State
ADD_UP = ", ".join(
    f"donations_{name}"
    for name in ("gift_adds_up", "allocation_adds_up", "pledge_adds_up", "instalment_adds_up", "instalment_paid",
                 "gift_alone")
)  # fmt: skip
ZERO = Decimal(0)
# From here on it counts; whoever comes second finds nothing to move.
POST = """
UPDATE donations_gift SET state = 'posted', posted_by_id = %s, posted_at = %s, posted_on = %s
WHERE id = %s AND state = 'entered' RETURNING *
"""


@dataclass(frozen=True)
class Share:
    """What of a gift is for a fund, in CNY."""

    fund: Fund
    amount_cny: Decimal


def own_limit() -> Decimal:
    return Decimal(settings.GIFT_OWN_LIMIT)


def enter_gift(
    *,
    key: UUID,
    donor: Donor,
    amount: Decimal,
    shares: Sequence[Share],
    received_on: date,
    method: str,
    by,
    currency: str = HOME,
    rate: Decimal = Decimal(1),
    note: dict[str, str] | None = None,
    **fields,
) -> Gift:
    """Enter a gift, not yet posted; the same `key` again is the first. `by` is None for a payment provider.
    `note` holds GiftNote's fields. Raises Refused."""
    if received_on > timezone.localdate():
        raise Refused(_("The day of receipt lies ahead."), field="received_on")
    amount_cny = amount if currency == HOME else in_yuan(amount, rate)
    parts = [share.amount_cny for share in shares]
    if sum(parts, ZERO) != amount_cny or min(parts, default=ZERO) <= 0:
        raise Refused(_("The parts for the funds do not add up to the gift."), field="shares")
    row = Gift(
        key=key, donor=donor, amount=amount, currency=currency, rate=rate, amount_cny=amount_cny,
        received_on=received_on, method=method, own_limit=own_limit(), entered_by=by, **fields,
    )  # fmt: skip
    return _write(row, shares, note, same=("donor_id", "amount", "currency"), refused="gift_reference_once")


def _write(row: Gift, shares: Sequence[Share], note: dict | None, *, same: Sequence[str], refused: str) -> Gift:
    """The row with its parts by one statement; or the one that has its key already, where that is the `same`.
    `refused` names the rule that another one would break. Raises Refused."""
    parts: list = [Allocation(gift=row, fund=share.fund, amount_cny=share.amount_cny) for share in shares]
    if note and any(note.values()):
        parts.append(GiftNote(gift=row, **note))
    refusal = Refused(str(SENTENCES[refused]))
    try:
        with said_plainly(), transaction.atomic():
            if rows.insert(row, also=parts):
                return row
    except Refused as other:
        refusal = other
    known = Gift.objects.filter(key=row.key).first()
    if known is None:
        raise refusal
    if any(getattr(known, name) != getattr(row, name) for name in same):
        raise FormUsed
    return known


def post_gift(*, gift_id: int, by) -> Gift:
    """Post an entered gift: from here on it counts, and nothing changes it. Raises Refused."""
    now = timezone.now()
    with said_plainly(), pghistory.context(user=by and by.pk), transaction.atomic():
        moved = list(Gift.objects.raw(POST, [by and by.pk, now, timezone.localdate(now), gift_id]))
        if not moved:
            raise WrongState
        check_now()
    return moved[0]


@transaction.atomic
def drop_gift(*, gift_id: int, by) -> None:
    """Leave an entered gift out of the ledger; the row stays and says that it was there. Raises Refused."""
    with pghistory.context(user=by.pk):
        if not Gift.objects.filter(pk=gift_id, state=State.ENTERED).update(state=State.DROPPED):
            raise WrongState


@transaction.atomic
def take_back(*, key: UUID, gift_id: int, entry: str, amount: Decimal | None, on: date, reason: str, by) -> Gift:
    """Enter what takes a posted gift back: a refund of `amount` (in the gift's currency), or a correction of all that
    is left. It is posted like a gift, by another above the limit. `by` is None for a payment provider. Raises
    Refused."""
    gift = Gift.objects.select_for_update().get(pk=gift_id)
    if gift.state != State.POSTED or gift.entry != Gift.Entry.GIFT:
        raise Refused(_("Only a posted gift can be taken back."))
    left = left_of(gift)
    if entry == Gift.Entry.CORRECTION:
        amount, amount_cny = left
    else:
        assert amount is not None
        amount_cny = left[1] if amount == left[0] else in_yuan(amount, gift.rate)
    if amount <= 0 or amount > left[0] or amount_cny > left[1]:
        raise Refused(_("More cannot go back than came in."), field="amount")
    if on < gift.received_on or on > timezone.localdate():
        raise Refused(_("It goes back on a day between its receipt and today."), field="on")
    row = Gift(
        key=key, donor_id=gift.donor_id, corrects=gift, entry=entry, kind=gift.kind, currency=gift.currency,
        rate=gift.rate, amount=-amount, amount_cny=-amount_cny, received_on=on, method=gift.method,
        campaign_id=gift.campaign_id, college_id=gift.college_id, agreement_id=gift.agreement_id,
        is_anonymous=gift.is_anonymous, description=gift.description, valued_by=gift.valued_by,
        valued_on=gift.valued_on, own_limit=own_limit(), entered_by=by,
    )  # fmt: skip
    return _write(
        row, _back(gift, amount_cny), {"text": reason}, same=("donor_id", "corrects_id"), refused="gift_corrected_once"
    )


def left_of(gift: Gift) -> tuple[Decimal, Decimal]:
    """(amount, CNY) of a gift that was not taken back, nor is about to be."""
    back = gift.corrections.exclude(state=State.DROPPED).values_list("amount", "amount_cny")
    return gift.amount + sum(row[0] for row in back), gift.amount_cny + sum(row[1] for row in back)


def _back(gift: Gift, amount_cny: Decimal) -> list[Share]:
    """A refund comes from the funds as the gift went to them, in proportion to what is left there; the last fund
    bears the rounding."""
    left: dict[int, Decimal] = {}
    parts = Allocation.objects.filter(gift_id=gift.pk) | Allocation.objects.filter(gift__corrects=gift)
    for fund_id, part in parts.exclude(gift__state=State.DROPPED).values_list("fund_id", "amount_cny"):
        left[fund_id] = left.get(fund_id, Decimal(0)) + part
    left = {fund_id: part for fund_id, part in sorted(left.items()) if part > 0}
    whole = sum(left.values(), Decimal(0))
    back = {
        fund_id: min((amount_cny * part / whole).quantize(CENT, ROUND_DOWN), part) for fund_id, part in left.items()
    }
    rest = amount_cny - sum(back.values(), Decimal(0))
    for fund_id, part in left.items():  # what rounding left over goes where there is still something
        more = min(rest, part - back[fund_id])
        back[fund_id] += more
        rest -= more
    funds = Fund.objects.in_bulk(list(left))
    return [Share(funds[fund_id], -part) for fund_id, part in back.items() if part]


def check_now() -> None:
    """What the database would refuse at the commit, it refuses here, where it can be said."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {ADD_UP} IMMEDIATE; SET CONSTRAINTS {ADD_UP} DEFERRED")
