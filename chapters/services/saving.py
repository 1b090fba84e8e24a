"""Two people at one row: who saves says which version was read, and learns what the other one wrote."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: Any  # what stands there now
    mine: Any  # what was to be saved


class ChangedMeanwhile(Exception):
    """Somebody else saved since the form was opened. Nothing was written; `differences` are the fields in which what
    stands there now is not what was to be saved."""

    def __init__(self, row: models.Model, differences: list[Difference]):
        super().__init__()
        self.row, self.differences = row, differences


def save_version(row: models.Model, *, version: int, values: dict[str, Any]) -> None:
    """Write `values` into the row that was read as `version`. Raises ChangedMeanwhile."""
    model = type(row)
    fresh = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.version != version:  # type: ignore[attr-defined]
        fields = [model._meta.get_field(name) for name in values]
        raise ChangedMeanwhile(
            fresh,
            [
                Difference(str(field.verbose_name), getattr(fresh, field.name), values[field.name])  # type: ignore[union-attr]
                for field in fields
                if getattr(fresh, field.name) != values[field.name]
            ],
        )
    for name, value in values.items():
        setattr(fresh, name, value)
        setattr(row, name, value)
    model._default_manager.filter(pk=row.pk).update(version=F("version") + 1)
    fresh.save(update_fields=[*values, *(["updated_at"] if hasattr(fresh, "updated_at") else [])])
    row.version = version + 1  # type: ignore[attr-defined]
