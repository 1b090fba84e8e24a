"""What a person's letters do when records are merged, given back, copied or erased."""

from django.db.models.functions import Now

from alumni.hooks import RecordOwner
from publications.models import Bounce, Delivery, Suppression

OPEN = [Delivery.State.QUEUED, Delivery.State.CLAIMED, Delivery.State.SENDING]


def reassign(keep, drop) -> dict:
    """The letters of `drop` become those of `keep`, open ones too: their address is checked again before they go."""
    moved = list(Delivery.objects.filter(alumnus=drop).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=moved).update(alumnus=keep)
    return {"deliveries": moved}


def undo(keep, drop, journal: dict) -> int:
    moved = journal.get("deliveries", [])
    back = Delivery.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    return len(moved) - back


def erase(person) -> None:
    """Nothing is sent any more; of what was sent a number stays, without person and address."""
    mine = Delivery.objects.filter(alumnus=person)
    Bounce.objects.filter(delivery__in=mine).delete()
    addresses = set(mine.values_list("address", flat=True))
    addresses |= set(person.contacts.filter(kind="email").values_list("value", flat=True))
    shared = set(
        Delivery.objects.filter(address__in=addresses).exclude(alumnus=person).values_list("address", flat=True)
    )
    Suppression.objects.filter(address__in=addresses - shared).delete()
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
