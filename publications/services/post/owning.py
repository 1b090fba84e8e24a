"""What a person's parcels do when records are merged, given back, copied or erased."""

from alumni.hooks import RecordOwner
from publications.models import ParcelReader

from .leaving import relabel
from .printing import delete_printed


def reassign(keep, drop) -> dict:
    """The parcels of `drop` become those of `keep`; where both are readers of one distribution, each row stays."""
    both = ParcelReader.objects.filter(alumnus=keep).values("distribution")
    moved = list(ParcelReader.objects.filter(alumnus=drop).exclude(distribution__in=both).values_list("pk", flat=True))
    ParcelReader.objects.filter(pk__in=moved).update(alumnus=keep)
    return {"readers": moved}


def undo(keep, drop, journal: dict) -> int:
    moved = journal.get("readers", [])
    return len(moved) - ParcelReader.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)


def erase(person) -> None:
    """The copy stays counted. The name goes from the label; those of others stay with the address, which is theirs. An
    address that was nobody else's goes too."""
    mine = ParcelReader.objects.filter(alumnus=person)
    delete_printed(list(mine.values_list("distribution", flat=True)))
    parcels = list(mine.values_list("parcel", flat=True))
    mine.delete()
    relabel(parcels)


def export(person) -> dict:
    rows = ParcelReader.objects.filter(alumnus=person).select_related("parcel__distribution").order_by("pk")
    return {
        "parcels": [
            {"title": str(row.parcel.distribution), "address": row.parcel.address, "state": row.parcel.state,
             "sent_on": row.parcel.sent_on and row.parcel.sent_on.isoformat()}
            for row in rows
        ]
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"publications.ParcelReader"}), reassign, undo, erase, export)
