"""What a merge did, entry by entry, as Merge.journal stores it."""

from dataclasses import dataclass, field

from django.db import models

from . import rows


@dataclass
class Journal:
    """moved: rows that changed their person, as they were; folded: rows that the kept person had
    already, deleted but kept here; changed: single values of rows of the kept person; added: rows
    that the merge itself wrote; owners: what the apps to the right noted; account: the key of the
    user who came along."""

    moved: list[dict] = field(default_factory=list)
    folded: list[dict] = field(default_factory=list)
    changed: list[dict] = field(default_factory=list)
    added: list[dict] = field(default_factory=list)
    owners: dict[str, dict] = field(default_factory=dict)
    account: int | None = None

    def change(self, row: models.Model, path: str, value) -> None:
        """Write one value and note the one before."""
        before, after = rows.read(row, path), rows.plain(value)
        if before == after:
            return
        rows.write(row, path, after)
        self.changed.append(
            {"model": rows.label(type(row)), "pk": row.pk, "field": path, "before": before, "after": after}
        )

    def note_moved(self, row: models.Model, owner: str, values: dict | None) -> None:
        """`owner` is the field that names the person."""
        self.moved.append({"model": rows.label(type(row)), "pk": row.pk, "owner": owner, "row": values})

    def note_folded(self, row: models.Model, owner: str, values: dict, into: int) -> None:
        self.folded.append({"model": rows.label(type(row)), "pk": row.pk, "owner": owner, "row": values, "into": into})

    def note_added(self, row: models.Model) -> None:
        self.added.append({"model": rows.label(type(row)), "pk": row.pk, "row": rows.snapshot(row)})
