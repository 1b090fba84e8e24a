"""Taking a merge back: what it moved and nobody changed since goes back, later edits stay where a
person put them, and later merges forget what was not theirs to move."""

from collections import Counter
from dataclasses import asdict, dataclass, field

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni import hooks
from alumni.models import Alumnus, Merge
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access

from . import accounts, rows
from .later import Later


@dataclass
class Undone:
    """given_back: rows per model; left: what could not be given back and why (edited, deleted,
    moved or taken); other_apps: rows that other apps had to leave."""

    given_back: dict[str, int] = field(default_factory=dict)
    left: list[dict] = field(default_factory=list)
    other_apps: int = 0


class _Forecast(Exception):
    """Ends a rehearsal, so that nothing of it stays."""


@transaction.atomic
def undo_merge(*, merge: Merge, by) -> Undone:
    """Separate the two records again. Repeating the call changes nothing and returns the same."""
    chain = _lock(merge)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        return Undone(**merge.journal.get("undone", {}))
    with pghistory.context(unmerged=merge.dropped_id, from_=merge.kept_id):
        undone = _Undoing(merge, chain).run()
        now = timezone.now()
        Alumnus.objects.filter(pk=merge.dropped_id, merged_into=merge.kept_id).update(merged_into=None, updated_at=now)
        Alumnus.objects.filter(pk__in=chain).update(updated_at=now)
        merge.journal["undone"] = asdict(undone)
        merge.undone_by, merge.undone_at = by, now
        merge.save(update_fields=["journal", "undone_by", "undone_at"])
    record_access(
        action=AccessRecord.Action.MERGE, target="alumni.alumnus", target_id=merge.kept_id, count=2, by=by,
        criteria={"separated": merge.dropped_id, "merge": merge.pk},
    )  # fmt: skip
    return undone


def forecast(*, merge: Merge, by) -> Undone:
    """Return what undo_merge would do now, by doing it and taking it back."""
    undone = Undone()
    try:
        with transaction.atomic():
            undone = undo_merge(merge=merge, by=by)
            raise _Forecast
    except _Forecast:
        return undone


def _lock(merge: Merge) -> list[int]:
    """Lock the dropped record and all that the kept one has become, in the order of their keys;
    return the latter from the kept one on."""
    while True:
        chain = _chain(merge.kept_id)
        ids = {merge.dropped_id, *chain}
        list(Alumnus.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        if _chain(merge.kept_id) == chain:
            return chain


def _chain(pk: int) -> list[int]:
    chain: list[int] = []
    following: int | None = pk
    while following is not None and following not in chain:
        chain.append(following)
        following = Alumnus.objects.values_list("merged_into", flat=True).get(pk=following)
    return chain


class _Undoing:
    def __init__(self, merge: Merge, chain: list[int]):
        self.merge = merge
        self.chain = chain
        self.later = Later(merge, chain)
        self.given: Counter[str] = Counter()
        self.left: list[dict] = []

    def run(self) -> Undone:
        journal = self.merge.journal
        for entry in reversed(journal["added"]):
            self._remove(entry)
        for entry in reversed(journal["changed"]):
            self._revert(entry)
        for entry in journal["folded"]:
            self._bring_back(entry)
        for entry in journal["moved"]:
            self._give_back(entry)
        accounts.give_back(journal.get("account"), self.merge, self.chain, self.later)
        self.later.save()
        return Undone(dict(self.given), self.left, self._ask_owners(journal["owners"]))

    def _ask_owners(self, notes: dict[str, dict]) -> int:
        today = Alumnus.objects.get(pk=self.chain[-1])
        drop = Alumnus.objects.get(pk=self.merge.dropped_id)
        return sum(hooks.owners[name].undo(today, drop, note) for name, note in notes.items())

    def _leave(self, entry: dict, why: str) -> None:
        self.left.append({"model": entry["model"], "pk": entry["pk"], "why": why} | _named(entry))

    def _remove(self, entry: dict) -> None:
        """Delete what the merge wrote, unless a person decided about it since."""
        model = rows.model_of(entry["model"])
        row = model._base_manager.filter(pk=entry["pk"]).first()
        if row is not None and (
            "state" not in entry["row"] or rows.read(row, "state") == self.later.expected(entry)["state"]
        ):
            self.later.release(entry)
            model._base_manager.filter(pk=entry["pk"]).delete()

    def _revert(self, entry: dict) -> None:
        if self.later.took_over(entry):
            return
        row = rows.model_of(entry["model"])._base_manager.filter(pk=entry["pk"]).first()
        if row is None or rows.read(row, entry["field"]) == entry["after"]:
            self.later.correct(entry)
            if row is not None:
                rows.write(row, entry["field"], entry["before"])
        else:
            self._leave(entry, "edited")

    def _bring_back(self, entry: dict) -> None:
        """Insert a folded row again, for the person whose it was."""
        model = rows.model_of(entry["model"])
        try:
            with transaction.atomic():
                rows.restore(model, entry["pk"], entry["row"] | {_column(entry): self.merge.dropped_id})
        except IntegrityError:
            self._leave(entry, "taken")
        else:
            self.given[entry["model"]] += 1

    def _give_back(self, entry: dict) -> None:
        row = rows.model_of(entry["model"])._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            self._give_back_folded(entry)
            return
        owner = getattr(row, _column(entry))
        if owner not in self.chain:
            if owner != self.merge.dropped_id:
                self._leave(entry, "moved")
            return
        if _is_watched(entry) and rows.snapshot(row, without=_owner(entry)) != self.later.expected(entry):
            self._leave(entry, "edited")
            return
        try:
            with transaction.atomic():
                values = self.later.release(entry)
                for name, value in values.items():
                    rows.write(row, name, value)
                type(row)._base_manager.filter(pk=row.pk).update(**{_column(entry): self.merge.dropped_id})
        except IntegrityError:
            self._leave(entry, "taken")
        else:
            self.given[entry["model"]] += 1

    def _give_back_folded(self, entry: dict) -> None:
        """A later merge folded the row into a twin: then its journal has the row."""
        folded = self.later.folded(entry)
        if folded is None:
            self._leave(entry, "deleted")
        elif _is_watched(entry) and folded["row"] != self.later.expected(entry):
            self._leave(entry, "edited")
        else:
            self.later.forget_folded(folded)
            self.later.release(entry)
            self._bring_back(entry if _is_watched(entry) else entry | {"row": folded["row"]})


def _is_watched(entry: dict) -> bool:
    return entry["row"] is not None


def _owner(entry: dict) -> str:
    return entry.get("owner", "alumnus")  # merges of the first days name none


def _column(entry: dict) -> str:
    return f"{_owner(entry)}_id"


def _named(entry: dict) -> dict:
    return {"field": entry["field"]} if "field" in entry else {}
