"""What a merge did to this app's rows, as the merge's own journal stores it."""

from dataclasses import dataclass, field

from django.db import models

from alumni.services.merging import rows


@dataclass
class Journal:
    """moved: rows that changed their person, as they were left; changed: single values; folded: rows that the kept
    person had already, deleted but kept here; added: rows that the merge wrote."""

    moved: list[dict] = field(default_factory=list)
    changed: list[dict] = field(default_factory=list)
    folded: list[dict] = field(default_factory=list)
    added: list[dict] = field(default_factory=list)

    def move(self, row: models.Model, keep, owner: str = "alumnus") -> None:
        setattr(row, owner, keep)
        row.save(update_fields=[owner])
        self.moved.append(self._entry(row) | {"owner": owner, "row": rows.snapshot(row, without=owner)})

    def change(self, row: models.Model, **values) -> None:
        names = {type(row)._meta.get_field(name).attname: value for name, value in values.items()}  # type: ignore[union-attr]
        before = {name: rows.plain(getattr(row, name)) for name in names}
        for name, value in names.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        after = {name: rows.plain(getattr(row, name)) for name in names}
        if before != after:
            self.changed.append(self._entry(row) | {"before": before, "after": after})

    def fold(self, row: models.Model) -> None:
        self.folded.append(self._entry(row) | {"row": rows.snapshot(row)})
        row.delete()

    def note_added(self, row: models.Model) -> None:
        self.added.append(self._entry(row))

    def _entry(self, row: models.Model) -> dict:
        return {"model": rows.label(type(row)), "pk": row.pk}
