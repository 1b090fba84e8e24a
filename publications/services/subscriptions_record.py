"""What a person's subscriptions do when records are merged, given back, copied or erased."""

from alumni.hooks import RecordOwner
from publications.models import LetterLimit, Subscription


def reassign(keep, drop) -> dict:
    """Those of `drop` become those of `keep` where `keep` said nothing; where both did, each row stays."""
    told = set(Subscription.objects.filter(alumnus=keep).values_list("periodical", "channel"))
    theirs = Subscription.objects.filter(alumnus=drop).values_list("pk", "periodical", "channel")
    moved = [pk for pk, *which in theirs if tuple(which) not in told]
    Subscription.objects.filter(pk__in=moved).update(alumnus=keep)
    limits = [] if LetterLimit.objects.filter(alumnus=keep).exists() else _keys(LetterLimit, drop)
    LetterLimit.objects.filter(pk__in=limits).update(alumnus=keep)
    return {"subscriptions": moved, "limits": limits}


def _keys(model, person) -> list[int]:
    return list(model.objects.filter(alumnus=person).values_list("pk", flat=True))


def undo(keep, drop, journal: dict) -> int:
    left = 0
    for name, model in (("subscriptions", Subscription), ("limits", LetterLimit)):
        moved = journal.get(name, [])
        left += len(moved) - model.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    return left


def erase(person) -> None:
    Subscription.objects.filter(alumnus=person).delete()
    LetterLimit.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    rows = Subscription.objects.filter(alumnus=person).select_related("periodical").order_by("pk")
    limit = LetterLimit.objects.filter(alumnus=person).first()
    return {
        "subscriptions": [
            {"periodical": row.periodical.name, "channel": row.channel, "since": row.since.isoformat(),
             "paused_until": row.paused_until and row.paused_until.isoformat(),
             "ended_at": row.ended_at and row.ended_at.isoformat()}
            for row in rows
        ],
        "at_most_one_letter_in_days": limit and limit.days,
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"publications.Subscription", "publications.LetterLimit"}), reassign, undo, erase, export)
