"""What leaves the house: parcels, and copies that go another way."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from publications.models import Distribution, Parcel, StockMove

State = Parcel.State
FIELD = {StockMove.Kind.PRINTED: "printed", StockMove.Kind.GIVEN: "given", StockMove.Kind.SPOILED: "spoiled"}


class NotThatMany(Exception):
    """There are not so many copies: the sum would not add up."""


@transaction.atomic
def mark_sent(*, distribution: Distribution, on: date, upto: int | None = None, by) -> int:
    """Mark the parcels that are ready as sent, those up to number `upto` or all; return how many. Repeating it sends
    no more. Raises NotThatMany."""
    Distribution.objects.select_for_update().get(pk=distribution.pk)
    ready = Parcel.objects.filter(distribution=distribution, state=State.READY)
    if upto:
        ready = ready.filter(number__lte=upto)
    try:
        with transaction.atomic():
            sent = ready.update(state=State.SENT, sent_on=on)
    except IntegrityError as error:
        raise NotThatMany from error
    if sent:
        Distribution.objects.filter(pk=distribution.pk).update(state=Distribution.State.SENDING)
    distribution.refresh_from_db()
    return sent


@transaction.atomic
def close_distribution(*, distribution: Distribution, by) -> int | None:
    """No more parcels go out: those that are still here are taken out, and their copies stay in stock. What comes back
    is still recorded. Return how many were taken out; None when parcels never went out, or it is closed already."""
    closed = Distribution.objects.filter(pk=distribution.pk, state=Distribution.State.SENDING).update(
        state=Distribution.State.CLOSED
    )
    if not closed:
        return None
    ready = Parcel.objects.filter(distribution=distribution, state=State.READY)
    return ready.update(state=State.DROPPED)


@transaction.atomic
def move_copies(*, distribution: Distribution, kind: str, copies: int, note: str, key: UUID, by) -> StockMove:
    """Record copies printed in addition, given away or spoiled; negative ones correct an earlier word. The same `key`
    again returns the first. Raises NotThatMany."""
    if earlier := StockMove.objects.filter(key=key, by=by).first():
        return earlier
    try:
        with transaction.atomic():
            Distribution.objects.filter(pk=distribution.pk).update(
                **{FIELD[StockMove.Kind(kind)]: F(FIELD[StockMove.Kind(kind)]) + copies}
            )
            move = StockMove.objects.create(
                distribution=distribution, kind=kind, copies=copies, note=note, key=key, by=by
            )
    except IntegrityError as error:
        if earlier := StockMove.objects.filter(key=key, by=by).first():
            return earlier  # the same form, sent twice at one moment
        raise NotThatMany from error
    distribution.refresh_from_db()
    return move
