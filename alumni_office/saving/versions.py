"""Two people at one row: who saves says which version was read, and learns what the other one wrote.

`save_version` writes nothing then. `save_settled`, for rows whose history is kept, goes on where the two changed
different fields."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
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


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else saved since the form was opened, as templates/chapters/changed_meanwhile.html prints it."""

    who: str  # empty where nobody is known
    at: datetime | None
    differences: list[Difference]
    # The form to go on with: what I changed as I wrote it, the rest as it stands now.
    values: dict[str, Any]
    version: int


class BothChanged(Exception):
    """Both changed the same field, and differently. Nothing was written."""

    def __init__(self, meanwhile: Meanwhile):
        super().__init__()
        self.meanwhile = meanwhile


def save_settled(row: models.Model, *, version: int, values: dict[str, Any]) -> None:
    """Write `values` into the row that was read as `version`, in the caller's transaction. Fields that only somebody
    else changed since keep what they wrote. Raises BothChanged."""
    try:
        save_version(row, version=version, values=values)
    except ChangedMeanwhile as error:
        fresh = error.row
        base = _as_it_was(fresh, version)
        theirs = {name: getattr(fresh, name) for name in values}
        changed = {name for name in values if base is None or getattr(base, name) != theirs[name]}
        mine = {name for name in values if base is None or getattr(base, name) != values[name]}
        settled = {name: values[name] if name in mine else theirs[name] for name in values}
        if any(theirs[name] != values[name] for name in changed & mine):
            raise BothChanged(_meanwhile(fresh, changed, theirs, settled)) from error
        save_version(row, version=fresh.version, values=settled)  # type: ignore[attr-defined]


def _meanwhile(fresh, changed, theirs, settled) -> Meanwhile:
    fields = [field for field in fresh._meta.fields if field.name in changed]
    who, at = _who_saved(fresh)
    return Meanwhile(
        who, at,
        [
            Difference(str(field.verbose_name), _shown(field, theirs[field.name]), _shown(field, settled[field.name]))
            for field in fields
        ],
        settled, fresh.version,
    )  # fmt: skip


def _shown(field, value):
    """The word of a choice, else the value as it is."""
    return dict(field.flatchoices).get(value, value) if field.flatchoices else value


def _versions(row):
    events = apps.get_model(f"{row._meta.app_label}.{row._meta.object_name}Event")
    return events.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")


def _as_it_was(row, version: int):
    """The row as it stood in that version; the history holds it from the next change on."""
    return _versions(row).filter(version=version).first()


def _who_saved(row) -> tuple[str, datetime | None]:
    last = _versions(row).values_list("pgh_created_at", "pgh_context__metadata").first()
    if last is None:
        return "", None
    user = get_user_model().objects.filter(pk=(last[1] or {}).get("user") or 0).first()
    return str(user or ""), last[0]
