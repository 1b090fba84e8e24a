"""Taking a merge back: what it moved, and nobody changed since, goes back."""

from django.db import IntegrityError, models, transaction

from alumni.services.merging import rows


def undo(keep, drop, journal: dict) -> int:
    """Return how many rows had to stay: edited, deleted or moved on since, or their place is taken."""
    left = 0
    for entry in journal["added"]:
        rows.model_of(entry["model"])._base_manager.filter(pk=entry["pk"]).delete()
    for step, entries in ((_give_back, "moved"), (_revert, "changed"), (_restore, "folded")):
        for entry in reversed(journal[entries]):
            try:
                with transaction.atomic():
                    left += not step(entry, keep, drop)
            except IntegrityError:
                left += 1
    return left


def _row(entry: dict) -> models.Model | None:
    return rows.model_of(entry["model"])._base_manager.select_for_update(of=("self",)).filter(pk=entry["pk"]).first()


def _give_back(entry: dict, keep, drop) -> bool:
    row, owner = _row(entry), entry["owner"]
    if row is None or getattr(row, f"{owner}_id") != keep.pk or rows.snapshot(row, without=owner) != entry["row"]:
        return False
    setattr(row, owner, drop)
    row.save(update_fields=[owner])
    return True


def _revert(entry: dict, keep, drop) -> bool:
    row = _row(entry)
    if row is None or any(rows.plain(getattr(row, name)) != value for name, value in entry["after"].items()):
        return False
    for name, value in entry["before"].items():
        setattr(row, name, rows.typed(type(row), name, value))
    row.save(update_fields=list(entry["before"]))
    return True


def _restore(entry: dict, keep, drop) -> bool:
    """For whom it was: a row of the kept record may have been folded into one of the dropped."""
    rows.restore(rows.model_of(entry["model"]), entry["pk"], entry["row"])
    return True
