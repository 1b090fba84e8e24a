"""What came back: the parcel is found by its barcode, the address is not used again, the class is asked."""

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import ContactPoint
from alumni_office.mail.models import Message
from publications.models import Distribution, Parcel, ParcelReader

from . import asking
from .sending import NotThatMany

State = Parcel.State


class UnknownCode(Exception):
    """No parcel of this distribution has the code."""


class Elsewhere(Exception):
    """The code is that of another distribution's parcel: `parcel`."""

    def __init__(self, parcel: Parcel):
        super().__init__()
        self.parcel = parcel


class NotSent(Exception):
    """The parcel is not on its way: not sent yet, or back already. `parcel` says which."""

    def __init__(self, parcel: Parcel):
        super().__init__()
        self.parcel = parcel


@transaction.atomic
def record_return(*, distribution: Distribution, code: str, reason: str, by) -> tuple[Parcel, list[Message]]:
    """Take a parcel back. After a reason that is the address's, the address of each reader is marked as not reaching,
    and the liaison of the class is asked; returns the parcel and the mails to deliver. Raises UnknownCode, Elsewhere,
    NotSent."""
    parcel = _found(distribution, cleaned(code), by)
    if parcel.state != State.SENT:
        raise NotSent(parcel)
    Parcel.objects.filter(pk=parcel.pk, state=State.SENT).update(
        state=State.RETURNED, returned_at=timezone.now(), reason=reason, returned_by=by
    )
    parcel.refresh_from_db()
    if reason not in Parcel.BAD_ADDRESS:
        return parcel, []
    with pghistory.context(user=by.pk, reason=f"parcel {parcel.code}"):
        bad = list(_still_that_address(parcel).select_for_update().values_list("pk", flat=True))
        ContactPoint.objects.filter(pk__in=bad).update(state=ContactPoint.State.BAD)
        parcel.readers.filter(contact__in=bad).update(made_bad=True)
    return parcel, asking.ask_liaisons(parcel=parcel, by=by)


def _found(distribution: Distribution, code: str, by) -> Parcel:
    parcel = Parcel.objects.select_for_update(of=("self",)).filter(distribution=distribution, code=code).first()
    if parcel:
        return parcel
    others = Parcel.objects.filter(code=code, distribution__in=Distribution.objects.visible_to(by))
    if other := others.select_related("distribution").first():
        raise Elsewhere(other)
    raise UnknownCode


def cleaned(code: str) -> str:
    """What a scanner or a hand typed: letters in either case, spaces around."""
    return code.strip().upper()[:20]


def _still_that_address(parcel: Parcel):
    """The contacts as they were printed: one that was changed or confirmed since says something new."""
    prepared = parcel.distribution.prepared_at
    return ContactPoint.objects.filter(
        pk__in=parcel.readers.values("contact"), kind=ContactPoint.Kind.ADDRESS,
        state__in=ContactPoint.USABLE,
    ).exclude(verified_at__gt=prepared)  # fmt: skip


@transaction.atomic
def undo_return(*, parcel: Parcel, by) -> bool:
    """The wrong code was scanned: the parcel is on its way again, and the addresses that its return made bad are as
    good as before. Returns whether this call did it. Raises NotThatMany."""
    try:
        with transaction.atomic():
            undone = Parcel.objects.filter(pk=parcel.pk, state=State.RETURNED).update(
                state=State.SENT, returned_at=None, reason="", returned_by=None
            )
    except IntegrityError as error:  # the copy that came back was given away meanwhile
        raise NotThatMany from error
    if undone:
        marked = parcel.readers.filter(made_bad=True)
        contacts = list(marked.values_list("contact", flat=True))
        marked.update(made_bad=False)
        # Another parcel to the same address came back as well.
        back = ParcelReader.objects.filter(contact__in=contacts, parcel__state=State.RETURNED)
        still = back.filter(parcel__reason__in=Parcel.BAD_ADDRESS).values("contact")
        with pghistory.context(user=by.pk, reason=f"parcel {parcel.code}"):
            bad = ContactPoint.objects.filter(pk__in=contacts, state=ContactPoint.State.BAD).exclude(pk__in=still)
            bad.filter(verified_at__isnull=False).update(state=ContactPoint.State.VERIFIED)
            bad.filter(verified_at__isnull=True).update(state=ContactPoint.State.UNVERIFIED)
    return bool(undone)
