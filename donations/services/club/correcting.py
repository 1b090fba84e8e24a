"""What was entered wrongly from an application on paper is put right. Freely while nobody has voted or decided; from
then on with a reason, and the scan that the council had is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.documents.uploads import Upload
from alumni_office.saving.versions import ChangedMeanwhile, Difference, save_version
from donations.models import ClubCorrection, ClubMembership, ClubPaper, ClubTerm
from donations.services.club_refusals import Refused, said_plainly

from .paper import insist_days, scan_kept

OF_PAPER = ("met", "conditions")


def correct_paper(
    *, membership: ClubMembership, version: int, reason: str, file: Upload | None, applied_on: date, by, **fields
) -> ClubCorrection:
    """Put right what was entered: `fields` of the membership (tier, organisation, statement, and what its state has of
    decided_on, from_on, until_on), and `met` and `conditions` of its paper. `conditions` that stay follow the tier.
    Raises Refused and ChangedMeanwhile."""
    with scan_kept(file) as name, transaction.atomic(), pghistory.context(user=by.pk), said_plainly():
        held = ClubMembership.objects.select_for_update(of=("self",)).select_related("tier", "organisation")
        row = held.get(pk=membership.pk)
        change = Change(row, ClubPaper.objects.get(membership=row), list(row.terms.all()))
        change.take(applied_on, fields, name)
        _insist_version(change, version)
        if not change.said:
            raise Refused(_("Nothing is different from what stands there."))
        insist_days(applied_on, *map(change.now, ("decided_on", "from_on", "until_on")))
        return _write(change, version, reason, by)


@dataclass
class Change:
    """A membership with its paper and terms, and what shall be different."""

    row: ClubMembership
    paper: ClubPaper
    terms: list[ClubTerm]
    of_row: dict[str, Any] = field(default_factory=dict)
    of_paper: dict[str, Any] = field(default_factory=dict)
    said: list[list[str]] = field(default_factory=list)

    def take(self, applied_on: date, fields: dict[str, Any], scan: str) -> None:
        before = timezone.localtime(self.row.applied_at)
        if before.date() != applied_on:
            self.of_row["applied_at"] = timezone.make_aware(datetime.combine(applied_on, before.time()))
            self._say("applied_at", before.date(), applied_on)
        tier = fields.get("tier", self.row.tier)
        if tier != self.row.tier and _same(fields.get("conditions"), self.paper.conditions):
            fields = fields | {"conditions": tier.conditions}
        for name, value in fields.items():
            row, kept = (self.paper, self.of_paper) if name in OF_PAPER else (self.row, self.of_row)
            if not _same(getattr(row, name), value):
                kept[name] = value
                self._say(name, getattr(row, name), value)
        if scan:
            self.of_paper["file"] = scan
            self._say("file", "", "")

    def _say(self, name: str, before, after) -> None:
        self.said.append([name, str(before or ""), str(after or "")])

    def now(self, name: str):
        return self.of_row.get(name, getattr(self.row, name))

    def of_terms(self) -> list[tuple[ClubTerm, dict[str, date]]]:
        """What is different of the first term and of the last one, which may be one."""
        if not self.terms:
            return []
        first: dict[str, date] = {n: self.of_row[n] for n in ("from_on", "decided_on") if n in self.of_row}
        last = {"until_on": self.of_row["until_on"]} if "until_on" in self.of_row else {}
        if len(self.terms) == 1:
            return [(self.terms[0], first | last)]
        return [(self.terms[0], first), (self.terms[-1], last)]


def _same(one, other) -> bool:
    """A browser ends lines in its own way."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    return one == other


def _insist_version(change: Change, version: int) -> None:
    """What somebody else wrote meanwhile is said of the paper too."""
    if change.row.version == version:
        return
    try:
        save_version(change.row, version=version, values=change.of_row)
    except ChangedMeanwhile as error:
        texts = {name: change.of_paper[name] for name in OF_PAPER if name in change.of_paper}
        error.differences += [
            Difference(str(ClubPaper._meta.get_field(name).verbose_name), getattr(change.paper, name), value)  # type: ignore[union-attr]
            for name, value in texts.items()
        ]
        raise


def _write(change: Change, version: int, reason: str, by) -> ClubCorrection:
    row, paper = change.row, change.paper
    is_free = row.state == ClubMembership.State.APPLIED and not row.votes.exists()
    earlier = str(paper.file.name) if "file" in change.of_paper else ""
    made = ClubCorrection.objects.create(
        membership=row, reason=reason, changes=change.said, earlier_file="" if is_free else earlier, made_by=by
    )
    for term, values in change.of_terms():
        if values:
            _insist_term(term, values)
            ClubTerm.objects.filter(pk=term.pk).update(**values)
    save_version(row, version=version, values=change.of_row)
    if change.of_paper:
        ClubPaper.objects.filter(pk=paper.pk).update(**change.of_paper)
    if earlier and is_free:
        transaction.on_commit(partial(default_storage.delete, earlier))
    return made


def _insist_term(term: ClubTerm, values: dict[str, date]) -> None:
    for name, value in values.items():
        setattr(term, name, value)
    if term.until_on < term.from_on:
        raise Refused(_("A term ends on its first day at the earliest."), field=next(iter(values)))
