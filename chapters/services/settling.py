"""Two people at one text: what only one of them changed is kept, what both changed is shown to the second."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from .saving import ChangedMeanwhile, Difference, save_version


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
