"""Two organisations that are one: all that names the one names the other, and it can be given back."""

from collections.abc import Mapping
from typing import Any

import pghistory
from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.models import Organisation, OrganisationMerge, OrganisationsApart
from donations.queries.organisation_merging import (
    FACTS,
    MOVED,
    donor_of,
    hindrance,
    movable,
    preferred,
    prevents,
    returning,
)

from . import donors
from .refusals import SENTENCES, Refused, WrongState, said_plainly

SENTENCES["organisation_merged_into_head"] = gettext_lazy(
    "One of the two organisations was merged into another meanwhile."
)


@transaction.atomic
def merge(*, kept_id: int, dropped_id: int, choices: Mapping[str, int], by) -> OrganisationMerge:
    """From here on `dropped` is `kept`; `undo` takes it back. `choices` names for a fact the organisation whose value
    it is; a fact without a choice takes what is preferred. Raises Refused."""
    kept, dropped = _held_two(kept_id, dropped_id)
    if why := hindrance(kept, dropped, by):
        raise Refused(why)
    with pghistory.context(user=by.pk), said_plainly():
        row = OrganisationMerge(kept=kept, dropped=dropped, merged_by=by)
        ours, theirs = donor_of(kept), donor_of(dropped)
        if ours and theirs:
            row.donor_merge = donors.join(kept_id=ours.pk, dropped_id=theirs.pk, by=by)
        for label in MOVED:
            row.moved[label] = _moved(label, source=dropped.pk, target=kept.pk)
        row.moved["merged"] = _followers(dropped, kept)
        stood = Organisation.objects.filter(pk=dropped.pk, merged_into__isnull=True)
        if not stood.update(merged_into=kept, version=F("version") + 1):
            raise WrongState
        row.taken = _taken(kept, dropped, choices)
        row.save()
    return row


def _held_two(kept_id: int, dropped_id: int) -> tuple[Organisation, Organisation]:
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=(kept_id, dropped_id)).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != 2 or any(row.merged_into_id for row in found.values()):
        raise WrongState
    return found[kept_id], found[dropped_id]


def _moved(label: str, *, source: int, target: int) -> list[int]:
    keys = list(movable(label, source=source, target=target).order_by("pk").values_list("pk", flat=True))
    apps.get_model(label)._default_manager.filter(pk__in=keys).update(**{MOVED[label]: target})
    return keys


def _followers(dropped: Organisation, kept: Organisation) -> list[int]:
    """Those that were merged into `dropped` lead to `kept` now: one step, never two."""
    keys = list(dropped.merged.order_by("pk").values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=keys).update(merged_into=kept)
    return keys


def _taken(kept: Organisation, dropped: Organisation, choices: Mapping[str, int]) -> dict[str, list]:
    """Write into `kept` what is taken from `dropped`; {field: [before, after]} as JSON holds it."""
    chosen: dict[str, Any] = {}
    for fact, fields in FACTS.items():
        if choices.get(fact, preferred(kept, dropped, fact).pk) == dropped.pk:
            chosen |= {name: getattr(dropped, name) for name in fields}
    # There is one code at most, and who runs it opened it: neither is a choice.
    for name in ("credit_code", "opened_at"):
        if getattr(dropped, name) and not getattr(kept, name):
            chosen[name] = getattr(dropped, name)
    changed = {name: value for name, value in chosen.items() if value != getattr(kept, name)}
    Organisation.objects.filter(pk=kept.pk).update(**changed, version=F("version") + 1)
    return {name: [_plain(getattr(kept, name)), _plain(value)] for name, value in changed.items()}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


@transaction.atomic
def undo(*, merge_id: int, by) -> OrganisationMerge:
    """Two again: what went along goes back unless it names another one since; values that somebody changed since stay.
    Raises Refused."""
    row = OrganisationMerge.objects.select_related("kept", "dropped").get(pk=merge_id)
    pair = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=(row.kept_id, row.dropped_id))
    list(pair.order_by("pk").values_list("pk"))
    if later := prevents(row):
        raise Refused(
            _("“%(dropped)s” was merged into “%(kept)s” since: take that back first.")
            % {"dropped": later.dropped.name, "kept": later.kept.name}
        )
    standing = OrganisationMerge.objects.filter(pk=merge_id, undone_at__isnull=True)
    if not standing.update(undone_at=timezone.now(), undone_by=by):
        raise WrongState
    with pghistory.context(user=by.pk), said_plainly():
        _give_values_back(row)
        Organisation.objects.filter(pk=row.dropped_id).update(merged_into=None, version=F("version") + 1)
        Organisation.objects.filter(pk__in=row.moved["merged"], merged_into=row.kept_id).update(
            merged_into=row.dropped_id
        )
        row.left = sum(_given_back(row, label) for label in MOVED)
        if row.donor_merge_id:
            donors.part(merge_id=row.donor_merge_id, by=by)
        OrganisationMerge.objects.filter(pk=merge_id).update(left=row.left)
    return row


def _give_values_back(row: OrganisationMerge) -> None:
    kept = Organisation.objects.get(pk=row.kept_id)
    before = {
        name: old for name, (old, new) in row.taken.items() if _plain(getattr(kept, name)) == new
    }  # fmt: skip
    if before.get("opened_at"):
        before["opened_at"] = parse_datetime(before["opened_at"])
    Organisation.objects.filter(pk=kept.pk).update(**before, version=F("version") + 1)


def _given_back(row: OrganisationMerge, label: str) -> int:
    """How many of the rows stay, because they were deleted or name another one since."""
    keys = row.moved.get(label, [])
    rows = apps.get_model(label)._default_manager
    back = list(returning(row, label).values_list("pk", flat=True))
    rows.filter(pk__in=back).update(**{MOVED[label]: row.dropped_id})
    return len(keys) - len(back)


@transaction.atomic
def keep_apart(*, one: Organisation, other: Organisation, by) -> None:
    """They are not the same, and are not proposed again."""
    low, high = sorted([one, other], key=lambda row: row.pk)
    OrganisationsApart.objects.get_or_create(low=low, high=high, defaults={"decided_by": by})
