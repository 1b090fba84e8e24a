"""What came back: the parcel is found by its barcode, the address is not used again, the class is asked."""

import pghistory
from django.db import transaction
from django.utils import timezone

from alumni.models import ContactPoint
from alumni_office.mail.models import Message
from publications.models import Distribution, Parcel

from . import asking

State = Parcel.State


class UnknownCode(Exception):
    """No parcel of this distribution has the code."""


class NotSent(Exception):
    """The parcel is not on its way: not sent yet, or back already. `parcel` says which."""

    def __init__(self, parcel: Parcel):
        super().__init__()
        self.parcel = parcel


@transaction.atomic
def record_return(*, distribution: Distribution, code: str, reason: str, by) -> tuple[Parcel, list[Message]]:
    """Take a parcel back. After a reason that is the address's, the address of each reader is marked as not reaching,
    and the liaison of the class is asked; returns the parcel and the mails to deliver. Raises UnknownCode, NotSent."""
    parcel = (
        Parcel.objects.select_for_update(of=("self",)).filter(distribution=distribution, code=cleaned(code)).first()
    )
    if parcel is None:
        raise UnknownCode
    if parcel.state != State.SENT:
        raise NotSent(parcel)
    Parcel.objects.filter(pk=parcel.pk, state=State.SENT).update(
        state=State.RETURNED, returned_at=timezone.now(), reason=reason, returned_by=by
    )
    parcel.refresh_from_db()
    if reason not in Parcel.BAD_ADDRESS:
        return parcel, []
    with pghistory.context(user=by.pk, reason=f"parcel {parcel.code}"):
        _still_that_address(parcel).update(state=ContactPoint.State.BAD)
    return parcel, asking.ask_liaisons(parcel=parcel, by=by)


def cleaned(code: str) -> str:
    """What a scanner or a hand typed: letters in either case, spaces around."""
    return code.strip().upper()[:20]


def _still_that_address(parcel: Parcel):
    """The contacts as they were printed: one that was changed or confirmed since says something new."""
    prepared = parcel.distribution.prepared_at
    return ContactPoint.objects.filter(
        pk__in=parcel.readers.values("contact"), kind=ContactPoint.Kind.ADDRESS,
        state__in=[ContactPoint.State.UNVERIFIED, ContactPoint.State.VERIFIED],
    ).exclude(verified_at__gt=prepared)  # fmt: skip


@transaction.atomic
def undo_return(*, parcel: Parcel, by) -> bool:
    """The wrong code was scanned: the parcel is on its way again, and its addresses as good as before. Returns whether
    this call did it."""
    undone = Parcel.objects.filter(pk=parcel.pk, state=State.RETURNED).update(
        state=State.SENT, returned_at=None, reason="", returned_by=None
    )
    if undone:
        with pghistory.context(user=by.pk, reason=f"parcel {parcel.code}"):
            bad = ContactPoint.objects.filter(pk__in=parcel.readers.values("contact"), state=ContactPoint.State.BAD)
            bad.filter(verified_at__isnull=False).update(state=ContactPoint.State.VERIFIED)
            bad.filter(verified_at__isnull=True).update(state=ContactPoint.State.UNVERIFIED)
    return bool(undone)
