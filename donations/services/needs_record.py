"""What becomes of a person's answers and offers when records are merged, given back, copied or erased."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from alumni.hooks import RecordOwner
from donations.models import CaseFile, CaseOutcome, CaseStep, NeedCase, NeedInvitation, StandingOffer

CLEARED = "—"


def reassign(keep, drop) -> dict:
    """What both have of one need stays with each: only what `keep` has not goes over."""
    cases = NeedCase.objects.filter(alumnus=drop).order_by("pk").select_for_update()
    standing = set(_live_needs(keep))
    moved = [case.pk for case in cases if case.state == NeedCase.State.ENDED or case.need_id not in standing]
    NeedCase.objects.filter(pk__in=moved).update(alumnus=keep)
    known = NeedInvitation.objects.filter(alumnus=keep).values("need")
    invitations = list(NeedInvitation.objects.filter(alumnus=drop).exclude(need__in=known).values_list("pk", flat=True))
    NeedInvitation.objects.filter(pk__in=invitations).update(alumnus=keep)
    offers = list(StandingOffer.objects.filter(alumnus=drop).values_list("pk", flat=True))
    StandingOffer.objects.filter(pk__in=offers).update(alumnus=keep)
    return {"cases": moved, "invitations": invitations, "offers": offers}


def _live_needs(person):
    return NeedCase.objects.filter(alumnus=person).exclude(state="ended").values_list("need_id", flat=True)


def undo(keep, drop, journal: dict) -> int:
    left = 0
    for name, model in (("cases", NeedCase), ("invitations", NeedInvitation), ("offers", StandingOffer)):
        rows = journal.get(name, [])
        left += len(rows) - model._default_manager.filter(pk__in=rows, alumnus=keep).update(alumnus=drop)
    return left


def erase(person) -> None:
    """That there was an answer, and what number came of it, stays; what it said and its papers go."""
    cases = NeedCase.objects.filter(alumnus=person)
    files = list(CaseFile.objects.filter(case__in=cases).values_list("file", flat=True))
    CaseFile.objects.filter(case__in=cases).delete()
    CaseStep.objects.filter(case__in=cases).delete()
    CaseOutcome.objects.filter(case__in=cases).update(said_to=CLEARED, text="")
    cases.exclude(told="").update(told=CLEARED)
    cases.exclude(end_reason="").update(end_reason=CLEARED)
    cases.update(alumnus=None, organisation=None, text=CLEARED)
    NeedInvitation.objects.filter(alumnus=person).delete()
    StandingOffer.objects.filter(alumnus=person).delete()
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))


def export(person) -> dict:
    cases = person.need_cases.select_related("need", "organisation").prefetch_related("moves", "steps", "outcomes")
    return {
        "answers_to_needs": [_case(row) for row in cases.order_by("pk")],
        "standing_offers": [
            {
                "kind": row.kind, "text": row.text, "industry": row.industry, "province": row.province,
                "city": row.city, "organisation": row.organisation.name if row.organisation else "",
                "made_at": row.made_at.isoformat(), "ended_at": row.ended_at and row.ended_at.isoformat(),
            }
            for row in person.standing_offers.select_related("organisation").order_by("pk")
        ],
        "invitations_to_needs": [
            {"need": row.need.title, "invited_at": row.invited_at.isoformat()}
            for row in person.need_invitations.select_related("need").order_by("pk")
        ],
    }  # fmt: skip


def _case(row: NeedCase) -> dict:
    return {
        "need": row.need.title, "text": row.text, "state": row.state, "told": row.told, "end_reason": row.end_reason,
        "organisation": row.organisation.name if row.organisation else "",
        "moves": [{"state": move.state, "at": move.at.isoformat()} for move in row.moves.all()],
        "steps": [{"what": step.what, "due_on": step.due_on.isoformat()} for step in row.steps.all()],
        "outcomes": [
            {"kind": each.kind, "number": each.number, "text": each.text}
            for each in row.outcomes.all()
        ],
    }  # fmt: skip


OWNER = RecordOwner(
    frozenset({"donations.NeedCase", "donations.NeedInvitation", "donations.StandingOffer"}),
    reassign, undo, erase, export,
)  # fmt: skip
