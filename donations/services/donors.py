"""Donors: entered once, kept, merged so that it can be taken back."""

from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.names import readings
from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Donor, DonorMerge, DonorsApart, OrganisationMerge

from .refusals import SENTENCES, Refused, WrongState, said_plainly

SENTENCES.update(
    {
        "donor_once_a_person": gettext_lazy("This person is a donor on record already."),
        "donor_once_an_organisation": gettext_lazy("This organisation is a donor on record already."),
        "donor_once_a_chapter": gettext_lazy("This chapter is a donor on record already."),
        "donor_merged_into_head": gettext_lazy("One of the two was merged into another meanwhile."),
    }
)
LINKS = ("alumnus_id", "organisation_id", "chapter_id")


def reading_of(name: str) -> str:
    """How a name is said, and the first letters of it: what the search looks into."""
    said = readings(name)[:3]
    return " ".join(f"{each} {''.join(part[0] for part in each.split())}" for each in said)[:200]


@transaction.atomic
def enter_donor(*, key: UUID, kind: str, name: str, by, alumnus=None, organisation=None, chapter=None, **fields):
    """Enter a donor; the same `key` again is the first. Raises Refused."""
    links = {"alumnus_id": alumnus, "organisation_id": organisation, "chapter_id": chapter}
    of = {"kind": kind} | {name: row and row.pk for name, row in links.items()}
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(
            Donor, key=key, of=of, fields={**fields, "name": name, "reading": reading_of(name), "created_by": by}
        )


@transaction.atomic
def save_donor(*, donor: Donor, version: int, name: str, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(donor, version=version, values={**fields, "name": name, "reading": reading_of(name)})


def _held(*ids: int) -> dict[int, Donor]:
    rows = Donor.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows}


@transaction.atomic
def merge(*, kept_id: int, dropped_id: int, by) -> DonorMerge:
    """From here on the gifts of `dropped` are those of `kept`; `unmerge` takes it back. Raises Refused."""
    kept, dropped = _held_two(kept_id, dropped_id)
    _insist_mergeable(kept, dropped)
    return _joined(kept, dropped, by)


@transaction.atomic
def join(*, kept_id: int, dropped_id: int, by) -> DonorMerge:
    """The donors of two organisations that become one: as `merge`, where both are on record. Raises Refused."""
    kept, dropped = _held_two(kept_id, dropped_id)
    if kept.merged_into_id or dropped.merged_into_id:
        raise WrongState
    return _joined(kept, dropped, by)


def _held_two(kept_id: int, dropped_id: int) -> tuple[Donor, Donor]:
    found = _held(kept_id, dropped_id)
    if len(found) != 2:
        raise WrongState
    return found[kept_id], found[dropped_id]


def _joined(kept: Donor, dropped: Donor, by) -> DonorMerge:
    followers = list(dropped.merged.values_list("pk", flat=True))
    with pghistory.context(user=by.pk), said_plainly():
        merged = Donor.objects.filter(pk__in=[dropped.pk, *followers]).update(merged_into=kept)
        assert merged == 1 + len(followers)
        return DonorMerge.objects.create(kept=kept, dropped=dropped, followers=followers, merged_by=by)


def _insist_mergeable(kept: Donor, dropped: Donor) -> None:
    if kept.merged_into_id or dropped.merged_into_id:
        raise WrongState
    if kept.erased_at or dropped.erased_at:
        raise Refused(_("One of the two was erased: nobody knows any more who it was."))
    if kept.kind != dropped.kind:
        raise Refused(_("A person and an organisation are never one donor: give a soft credit instead."))
    links = [(getattr(kept, name), getattr(dropped, name)) for name in LINKS]
    if any(ours and theirs for ours, theirs in links):
        raise Refused(_("Both are somebody on record: merge those records, and the donors become one."))
    if any(theirs for _ours, theirs in links):
        raise Refused(_("Keep the one that is somebody on record."))


@transaction.atomic
def unmerge(*, merge_id: int, by) -> None:
    """The merged donor stands by itself again, with those that had been merged into it. Raises Refused."""
    if OrganisationMerge.objects.filter(donor_merge=merge_id, undone_at__isnull=True).exists():
        raise Refused(_("They became one with their organisations: take that merging back, and the donors part."))
    part(merge_id=merge_id, by=by)


@transaction.atomic
def part(*, merge_id: int, by) -> None:
    """As `unmerge`, also for donors that became one with their organisations. Raises Refused."""
    row = DonorMerge.objects.select_related("dropped").get(pk=merge_id)
    undone = DonorMerge.objects.filter(pk=merge_id, undone_at__isnull=True)
    if not undone.update(undone_at=timezone.now(), undone_by=by):
        raise WrongState
    head = row.dropped.merged_into_id
    with pghistory.context(user=by.pk), said_plainly():
        if not head or not Donor.objects.filter(pk=row.dropped_id, merged_into=head).update(merged_into=None):
            raise WrongState
        # Whoever was parted and merged anew since stays where that put it.
        later = DonorMerge.objects.filter(dropped__in=row.followers, undone_at__isnull=True, pk__gt=row.pk)
        followers = Donor.objects.filter(pk__in=row.followers, merged_into=head)
        followers.exclude(pk__in=later.values("dropped")).update(merged_into=row.dropped_id)


@transaction.atomic
def keep_apart(*, one: Donor, other: Donor, by) -> None:
    """They are not the same, and are not proposed again."""
    low, high = sorted([one, other], key=lambda row: row.pk)
    DonorsApart.objects.get_or_create(low=low, high=high, defaults={"decided_by": by})
