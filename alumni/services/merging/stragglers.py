"""Rows that reached a dropped record after its merge: an import had matched it, or a colleague's page
was still open. They follow, and the merge's journal says so."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from alumni.models import Alumnus, Merge

from .journal import Journal
from .merge import move
from .policies import MOVED


@transaction.atomic
def carry_stragglers(*, people: list[int]) -> int:
    """Move what was added to those of these people who were merged away; return how many they were."""
    has_rows = Q()
    for policy in MOVED:
        theirs = policy.model._base_manager.filter(**{policy.owner: OuterRef("pk")})
        if policy.other:
            theirs = theirs.exclude(**{policy.other: OuterRef("merged_into")})
        has_rows |= Q(Exists(theirs))
    dropped = Alumnus.objects.filter(has_rows, pk__in=people, merged_into__isnull=False)
    carried = 0
    for pk, kept in dropped.order_by("pk").values_list("pk", "merged_into"):
        assert kept is not None
        locked = Alumnus.objects.select_for_update().filter(pk__in=(pk, kept)).order_by("pk").in_bulk()
        merge = Merge.objects.standing().select_for_update().filter(dropped=pk, kept=kept).first()
        if merge is None or locked[pk].merged_into_id != kept:
            continue
        journal = Journal(**merge.journal)
        for policy in MOVED:
            move(journal, policy, locked[kept], locked[pk])
        merge.journal = asdict(journal)
        merge.save(update_fields=["journal"])
        carried += 1
    return carried
