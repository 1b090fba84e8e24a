"""What a person announced, and what a bank said of a person, when records are merged, given back, copied or erased."""

from django.db.models import Q

from alumni.hooks import RecordOwner
from donations.models import AnnouncedGift, BankLine
from donations.queries.donors import of_person

from .erasing.forgetting import forget_announced


def reassign(keep, drop) -> dict:
    moved = list(AnnouncedGift.objects.filter(alumnus=drop).order_by("pk").values_list("pk", flat=True))
    AnnouncedGift.objects.filter(pk__in=moved).update(alumnus=keep)
    return {"announced": moved}


def undo(keep, drop, journal: dict) -> int:
    moved = journal.get("announced", [])
    return len(moved) - AnnouncedGift.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)


def erase(person) -> None:
    """What the person announced under the record; what the donor did goes with the donor."""
    forget_announced(AnnouncedGift.objects.filter(alumnus=person))


def export(person) -> dict:
    announced = AnnouncedGift.objects.filter(Q(alumnus=person) | Q(donor__in=of_person(person))).select_related("fund")
    lines = BankLine.objects.filter(donor__in=of_person(person), state=BankLine.State.CONFIRMED)
    return {
        "announced_gifts": [
            {
                "code": row.code, "way": row.way, "fund": row.fund.name, "amount": str(row.amount), "name": row.name,
                "email": row.email, "state": row.state, "created_at": row.created_at.isoformat(),
            }
            for row in announced.order_by("pk")
        ],
        "bank_lines": [
            {
                "booked_on": row.booked_on.isoformat(), "amount": str(row.amount), "payer": row.payer,
                "payer_account": row.payer_account, "memo": row.memo, "reference": row.reference,
            }
            for row in lines.order_by("pk")
        ],
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"donations.AnnouncedGift"}), reassign, undo, erase, export)
