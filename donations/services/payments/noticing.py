"""What a provider says becomes of an announced gift: in whatever order it is said, and however often, the same.

Each notice is kept once; then the gift is brought to what all its notices say together. Money that came in is posted,
money that went back is taken back. What does not fit our books waits for a person, and posts nothing.
"""

import logging
import uuid
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import AnnouncedGift, Gift, PaymentNotice
from donations.services import gifts, givers
from donations.services.refusals import Refused, WrongState

from .provider import Notice, Provider, Status

logger = logging.getLogger(__name__)
State, Verdict, Why = AnnouncedGift.State, PaymentNotice.Verdict, PaymentNotice.Why
PAID = ["TRADE_SUCCESS", "TRADE_FINISHED"]
ENDED = "TRADE_CLOSED"
SPACE = uuid.UUID("6f0a5b1e-3f4e-4b52-9d3c-0a52a9f4f7c1")  # of the keys of what goes back


@transaction.atomic
def take(*, notice: Notice, provider: Provider) -> bool:
    """Keep a notice and do what it says; False for one that was kept before."""
    announced = AnnouncedGift.objects.filter(code=notice.order_number, way=provider.way).first()
    why = _why(notice, provider, announced)
    row = PaymentNotice(
        notify_id=notice.notify_id, announced=announced if why == Why.NOTHING else None, why=why,
        trade_number=notice.trade_number, order_number=notice.order_number, status=notice.status_text,
        amount=notice.amount, refunded=notice.refunded, paid_on=notice.paid_on,
        verdict=Verdict.TAKEN if why == Why.NOTHING else Verdict.WAITING,
    )  # fmt: skip
    try:
        with transaction.atomic():  # who comes second waits here for the first
            row.save(force_insert=True)
    except IntegrityError:
        return False
    if why == Why.NOTHING and announced:
        _settle_or_wait(row)
    return True


def _settle_or_wait(row: PaymentNotice) -> bool:
    assert row.announced_id is not None
    try:
        with transaction.atomic():
            settle(announced_id=row.announced_id)
    except Refused as refusal:
        logger.warning("a payment was not taken into the books", extra={"announced": row.announced_id})
        PaymentNotice.objects.filter(pk=row.pk).update(
            verdict=Verdict.WAITING, why=Why.BOOKS, note=refusal.sentence[:300]
        )
        return False
    return True


@transaction.atomic
def take_again(*, notice_id: int, by) -> bool:
    """Try once more what the books did not take, the day being another; return whether they did. Raises Refused."""
    waiting = PaymentNotice.objects.filter(pk=notice_id, verdict=Verdict.WAITING, why=Why.BOOKS)
    if not waiting.update(verdict=Verdict.TAKEN, why=Why.NOTHING, note="", decided_by=by, decided_at=timezone.now()):
        raise WrongState
    return _settle_or_wait(PaymentNotice.objects.get(pk=notice_id))


def _why(notice: Notice, provider: Provider, announced: AnnouncedGift | None) -> str:
    """Why it does not fit; "" where it does. An answer to our own question names neither application nor seller."""
    if notice.app is not None and notice.app != provider.app:
        return Why.APP
    if notice.seller is not None and notice.seller != provider.seller:
        return Why.SELLER
    if announced is None:
        return Why.ORDER
    if _amount(notice.amount) != announced.amount or notice.refunded > announced.amount:
        return Why.AMOUNT
    return Why.STATUS if notice.status == Status.UNKNOWN else Why.NOTHING


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def settle(*, announced_id: int) -> None:
    """Bring a gift to what its notices say together. Raises Refused."""
    announced = AnnouncedGift.objects.select_for_update(of=("self",)).get(pk=announced_id)
    taken = announced.notices.filter(verdict=Verdict.TAKEN)
    refunded = taken.aggregate(most=Max("refunded"))["most"] or Decimal(0)
    paid = taken.filter(status__in=PAID).order_by("paid_on").first()
    if paid is None and refunded:  # what went back had come in
        paid = taken.filter(refunded__gt=0).first()
    if paid and announced.gift_id is None:
        _receive(announced, paid)
    elif not paid and announced.state == State.OPEN and taken.filter(status=ENDED).exists():
        announced.state = State.CLOSED
        announced.save(update_fields=["state"])
    if refunded and announced.gift_id:
        _send_back(announced, refunded)


def _receive(announced: AnnouncedGift, paid: PaymentNotice) -> None:
    today = timezone.localdate()
    gift = gifts.enter_gift(
        key=announced.key, donor=givers.of_announced(announced), amount=announced.amount,
        shares=[gifts.Share(announced.fund, announced.amount)], received_on=min(paid.paid_on or today, today),
        method=Gift.Method.ONLINE, reference=paid.trade_number or announced.code, campaign=announced.campaign,
        is_anonymous=announced.is_anonymous, by=None,
    )  # fmt: skip
    gifts.post_gift(gift_id=gift.pk, by=None)
    announced.state, announced.gift, announced.donor = State.RECEIVED, gift, gift.donor
    announced.save(update_fields=["state", "gift", "donor"])


def _send_back(announced: AnnouncedGift, refunded: Decimal) -> None:
    """What the provider sent back in all, less what was taken back before."""
    gift = Gift.objects.select_for_update().get(pk=announced.gift_id or 0)
    more = refunded - (gift.amount - gifts.left_of(gift)[0])
    if more <= 0:
        return
    row = gifts.take_back(
        key=uuid.uuid5(SPACE, f"{announced.pk}:{refunded}"), gift_id=gift.pk, entry=Gift.Entry.REFUND, amount=more,
        on=timezone.localdate(), reason=_("Sent back through the payment provider"), by=None,
    )  # fmt: skip
    gifts.post_gift(gift_id=row.pk, by=None)


@transaction.atomic
def look_at(*, notice_id: int, note: str, by) -> None:
    """A person has looked at a notice that waited, and says what was done. Raises Refused."""
    waiting = PaymentNotice.objects.filter(pk=notice_id, verdict=Verdict.WAITING)
    if not waiting.update(verdict=Verdict.DONE, note=note, decided_by=by, decided_at=timezone.now()):
        raise WrongState
