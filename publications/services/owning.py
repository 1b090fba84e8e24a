"""What a person's letters do when records are merged, given back, copied or erased."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from alumni.hooks import RecordOwner
from alumni.models import ContactPoint
from publications.models import Bounce, Delivery, Mailing, Suppression
from publications.queries.reach import WENT

NOT_BEGUN = [Delivery.State.QUEUED, Delivery.State.CLAIMED]
OPEN = [*NOT_BEGUN, Delivery.State.SENDING]
ONE_PERSON = "merged"  # why a letter was left out: another of the mailing is to the same person


def reassign(keep, drop) -> dict:
    """The letters of `drop` become those of `keep`, open ones too: their address is checked again before they go. Of a
    mailing that was to both, one goes."""
    moved = list(Delivery.objects.filter(alumnus=drop).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=moved).update(alumnus=keep)
    return {"deliveries": moved, "left_out": _leave_out_second(keep, moved)}


def _leave_out_second(keep, moved: list[int]) -> list[int]:
    """What is not begun, of mailings that the person got, or gets at the address that was the record's own."""
    mine = Delivery.objects.filter(alumnus=keep, mailing=OuterRef("mailing"))
    begun = Exists(mine.filter(state__in=WENT))
    own = Exists(mine.filter(state__in=NOT_BEGUN).exclude(pk__in=moved))
    open_ones = Delivery.objects.filter(alumnus=keep, state__in=NOT_BEGUN)
    second = {*open_ones.filter(begun).values_list("pk", flat=True)}
    second |= {*open_ones.filter(own, pk__in=moved).values_list("pk", flat=True)}
    Delivery.objects.filter(pk__in=second, state__in=NOT_BEGUN).update(
        state=Delivery.State.SUPPRESSED, token=None, lease_until=None, ended_at=Now(), answer=ONE_PERSON
    )
    return sorted(second)


def undo(keep, drop, journal: dict) -> int:
    moved = journal.get("deliveries", [])
    back = Delivery.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    at_work = [Mailing.State.SENDING, Mailing.State.PAUSED, Mailing.State.HELD]
    left_out = Delivery.objects.filter(
        pk__in=journal.get("left_out", []), state=Delivery.State.SUPPRESSED, answer=ONE_PERSON
    )
    waiting = left_out.filter(mailing__in=Mailing.objects.filter(state__in=at_work))
    waiting.update(state=Delivery.State.QUEUED, token=None, ended_at=None, due_at=Now(), answer="")
    return len(moved) - back


def _of_others(addresses: set[str], person) -> set[str]:
    """Addresses that somebody else is written to at, or could be."""
    letters = Delivery.objects.filter(address__in=addresses).exclude(alumnus=person)
    contacts = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__in=addresses).exclude(alumnus=person)
    return {*letters.values_list("address", flat=True), *contacts.values_list("value", flat=True)}


def erase(person) -> None:
    """Nothing is sent any more; of what was sent a number stays, without person and address. What was said of an
    address that others have stays said."""
    mine = Delivery.objects.filter(alumnus=person)
    Bounce.objects.filter(delivery__in=mine).delete()
    addresses = set(mine.values_list("address", flat=True))
    addresses |= set(person.contacts.filter(kind="email").values_list("value", flat=True))
    Suppression.objects.filter(address__in=addresses - _of_others(addresses, person)).delete()
    mine.filter(state__in=OPEN).update(
        state=Delivery.State.CANCELLED,
        token=None,
        lease_until=None,
        ended_at=Now(),
        alumnus=None,
        address="",
        answer="",
    )
    mine.update(alumnus=None, address="", answer="")


def export(person) -> dict:
    rows = Delivery.objects.filter(alumnus=person).select_related("mailing").order_by("pk")
    return {
        "mailings": [
            {"mailing": str(row.mailing), "purpose": row.mailing.purpose, "address": row.address, "state": row.state,
             "sent_at": row.ended_at and row.ended_at.isoformat()}
            for row in rows
        ]
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"publications.Delivery"}), reassign, undo, erase, export)
