"""One record takes up the other."""

from collections.abc import Mapping
from dataclasses import asdict

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni import hooks
from alumni.models import Alumnus, Merge
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access

from . import accounts, consents, decisions, rows
from . import choices as facts
from .journal import Journal
from .policies import MOVED, Moved


class MergeRefused(Exception):
    """The two cannot be merged (any more); the message is a sentence for the person who asked."""


@transaction.atomic
def merge_alumni(*, keep: Alumnus, drop: Alumnus, choices: Mapping[str, int] | None = None, by) -> Merge:
    """Move everything of `drop` to `keep` and leave `drop` behind as a pointer to it.

    `choices` gives for a fact (see FACTS) the key of the person whose value holds. Raises
    MergeRefused when one of the two was merged or archived in the meantime, and when both belong
    to somebody who signs in.
    """
    keep, drop = _locked(keep, drop)
    with pghistory.context(merged=drop.pk, into=keep.pk):
        journal = Journal()
        for policy in MOVED:
            move(journal, policy, keep, drop)
        accounts.carry(journal, keep, drop)
        consents.carry(journal, keep, drop, by)
        decisions.carry(journal, keep, drop, by)
        for name, owner in hooks.owners.items():
            journal.owners[name] = owner.reassign(keep, drop)
        facts.apply(journal, keep, drop, choices or {})
        now = timezone.now()
        Alumnus.objects.filter(pk=drop.pk).update(merged_into=keep, updated_at=now)
        Alumnus.objects.filter(pk=keep.pk).update(updated_at=now)
        merge = Merge.objects.create(kept=keep, dropped=drop, journal=asdict(journal), by=by)
    record_access(
        action=AccessRecord.Action.MERGE, target="alumni.alumnus", target_id=keep.pk, count=2, by=by,
        criteria={"dropped": drop.pk, "merge": merge.pk},
    )  # fmt: skip
    return merge


def _locked(keep: Alumnus, drop: Alumnus) -> tuple[Alumnus, Alumnus]:
    """Lock both in the order of their keys, so that opposite merges wait for, not on, each other."""
    if keep.pk == drop.pk:
        raise MergeRefused(_("A record cannot be merged with itself."))
    locked = {
        person.pk: person
        for person in Alumnus.objects.select_for_update().filter(pk__in=(keep.pk, drop.pk)).order_by("pk")
    }
    for person in (keep, drop):
        found = locked.get(person.pk)
        if found is None or found.merged_into_id or found.archived_at:
            raise MergeRefused(
                _("The record of %(name)s was merged or archived in the meantime. Nothing was changed.")
                % {"name": person.name}
            )
    if all(person.user_id for person in locked.values()):
        raise MergeRefused(
            _(
                "Both records belong to somebody who signs in. Revoke one of the two verifications first; "
                "nothing was changed."
            )
        )
    return locked[keep.pk], locked[drop.pk]


def move(journal: Journal, policy: Moved, keep: Alumnus, drop: Alumnus) -> None:
    """Give the rows of `drop` to `keep`; those that `keep` has already are folded into its own."""
    mine = policy.model._base_manager.filter(**{policy.owner: keep})
    theirs = policy.model._base_manager.filter(**{policy.owner: drop}).order_by("pk")
    if policy.other:
        theirs = theirs.exclude(**{policy.other: keep})
    if policy.twin is None:
        for row in theirs.select_for_update():
            values = rows.snapshot(row, without=policy.owner) if policy.watched else None
            journal.note_moved(row, policy.owner, values)
        theirs.update(**{policy.owner: keep})
        return
    kept_rows = list(mine.select_for_update().order_by("pk"))
    moving = []
    for row in theirs.select_for_update():
        twin = next((kept for kept in kept_rows if policy.twin(kept, row)), None)
        if twin is None:
            values = rows.snapshot(row, without=policy.owner) if policy.watched else None
            journal.note_moved(row, policy.owner, values)
            moving.append(row.pk)
            continue
        journal.note_folded(row, policy.owner, rows.snapshot(row, without=policy.owner), twin.pk)
        for model, name in policy.pointers:
            for pointer in model._base_manager.filter(**{name: row}).select_for_update().order_by("pk"):
                journal.change(pointer, f"{name}_id", twin.pk)
        policy.model._base_manager.filter(pk=row.pk).delete()
        _complete(journal, policy, twin, row)
    policy.model._base_manager.filter(pk__in=moving).update(**{policy.owner: keep})


def _complete(journal: Journal, policy: Moved, twin, row) -> None:
    for name, value in policy.take(twin, row).items():
        journal.change(twin, name, value)
