"""What the office's words of thanks about a person do when records are erased or copied: merges follow the donor."""

from alumni.hooks import RecordOwner
from donations.models import NamingRight, Receipt, Thanks, WallWord
from donations.queries.donors import of_person


def reassign(keep, drop) -> dict:
    """All of it names a donor; where the donor goes it goes."""
    return {}


def undo(keep, drop, journal: dict) -> int:
    return 0


def erase(person) -> None:
    """It goes with the donor."""


def export(person) -> dict:
    theirs = of_person(person)
    receipts = Receipt.objects.filter(donor__in=theirs).select_related("range").order_by("pk")
    words = WallWord.objects.filter(donor__in=theirs).order_by("pk")
    return {
        "receipts": [
            {
                "code": row.range.code, "number": row.shown_number, "issued_on": row.issued_on.isoformat(),
                "payer": row.payer, "amount": str(row.amount), "kind": row.kind, "void": bool(row.voided_at),
            }
            for row in receipts
        ],
        "wall": [
            {"at": row.at.isoformat(), "given": row.given, "shown_as": row.shown_as, "wording": row.wording}
            for row in words
        ],
        "naming_rights": [
            {"name": row.name, "place": row.place, "starts_on": row.starts_on.isoformat(),
             "ends_on": row.ends_on.isoformat() if row.ends_on else ""}
            for row in NamingRight.objects.filter(donor__in=theirs).order_by("pk")
        ],
        "thanks": [
            {"state": row.state, "way": row.way, "at": row.ended_at.isoformat() if row.ended_at else ""}
            for row in Thanks.objects.filter(donor__in=theirs).order_by("pk")
        ],
    }  # fmt: skip


OWNER = RecordOwner(frozenset(), reassign, undo, erase, export)
