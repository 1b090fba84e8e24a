"""What a person's memberships, seat and opportunities do when records are merged, given back, copied or erased."""

from functools import partial

from django.db import transaction
from django.db.models import Q

from alumni.hooks import RecordOwner
from donations.models import ClubCorrection, ClubMembership, ClubPaper, ClubSeat, Opportunity
from donations.queries.donors import of_person

from .erasing.forgetting import delete_files, forget_cards


def reassign(keep, drop) -> dict:
    """Those of `drop` become those of `keep`; of two live memberships, or two seats, that of `drop` stays with it."""
    memberships = ClubMembership.objects.filter(alumnus=drop)
    if ClubMembership.objects.filter(alumnus=keep, state__in=ClubMembership.LIVE).exists():
        memberships = memberships.exclude(state__in=ClubMembership.LIVE)
    seats = ClubSeat.objects.filter(alumnus=drop)
    if ClubSeat.objects.filter(alumnus=keep, until_on__isnull=True).exists():
        seats = seats.exclude(until_on__isnull=True)
    rows = {"memberships": memberships, "seats": seats, "opportunities": Opportunity.objects.filter(alumnus=drop)}
    journal = {}
    for name, found in rows.items():
        journal[name] = list(found.order_by("pk").values_list("pk", flat=True))
        found.model._default_manager.filter(pk__in=journal[name]).update(alumnus=keep)
    return journal


def undo(keep, drop, journal: dict) -> int:
    left = 0
    for name, model in (("memberships", ClubMembership), ("seats", ClubSeat), ("opportunities", Opportunity)):
        moved = journal.get(name, [])
        left += len(moved) - model.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    return left


def erase(person) -> None:
    """Nothing of it is kept; what was given stands in the ledger. Opportunities of the donor go with the donor."""
    forget_cards(Opportunity.objects.filter(alumnus=person))
    corrected = ClubCorrection.objects.filter(membership__alumnus=person).exclude(earlier_file="")
    papers = [
        *ClubPaper.objects.filter(membership__alumnus=person).values_list("file", flat=True),
        *corrected.values_list("earlier_file", flat=True),
    ]
    transaction.on_commit(partial(delete_files, papers))
    ClubMembership.objects.filter(alumnus=person).delete()
    ClubSeat.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    cards = Opportunity.objects.filter(Q(alumnus=person) | Q(donor__in=of_person(person))).order_by("pk")
    seats = person.club_seats.order_by("pk").prefetch_related("votes")
    return {
        "memberships": [
            _membership(row)
            for row in person.club_memberships.order_by("pk")
            .select_related("paper")
            .prefetch_related("terms", "corrections")
        ],
        "seats": [
            {
                "title": row.title, "from_on": row.from_on.isoformat(),
                "until_on": row.until_on.isoformat() if row.until_on else None,
                "votes": [{"is_yes": vote.is_yes, "at": vote.voted_at.isoformat()} for vote in row.votes.all()],
            }
            for row in seats
        ],
        "opportunities": [_opportunity(card) for card in cards.prefetch_related("steps", "files")],
    }  # fmt: skip


def _membership(row: ClubMembership) -> dict:
    return {
        "organisation": row.organisation.name, "tier": row.tier.name, "state": row.state, "statement": row.statement,
        "applied_at": row.applied_at.isoformat(), "reason": row.reason,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "terms": [f"{term.from_on} – {term.until_on}" for term in row.terms.all()],
        "paper": _paper(row),
        "corrections": [
            {"at": each.made_at.isoformat(), "reason": each.reason, "changes": each.changes}
            for each in row.corrections.all()
        ],
    }  # fmt: skip


def _paper(row: ClubMembership) -> dict | None:
    paper = getattr(row, "paper", None)
    return paper and {"conditions": paper.conditions, "met": paper.met, "entered_at": paper.added_at.isoformat()}


def _opportunity(card: Opportunity) -> dict:
    return {
        "title": card.title, "kind": card.kind, "stage": card.stage, "amount": str(card.amount or ""),
        "next_step": card.next_step, "lost_reason": card.lost_reason,
        "steps": [{"kind": step.kind, "on": step.done_on.isoformat(), "text": step.text} for step in card.steps.all()],
        "documents": [file.title for file in card.files.all()],
    }  # fmt: skip


OWNER = RecordOwner(
    frozenset({"donations.ClubSeat", "donations.ClubMembership", "donations.Opportunity"}),
    reassign, undo, erase, export,
)  # fmt: skip
