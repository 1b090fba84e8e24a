"""Rows as they are and as they were first written, from the database's own history."""

from typing import Any

from django.apps import apps

from alumni.models import ContactPoint, Degree, Employment

CHILDREN: dict[str, Any] = {"degree": Degree, "employment": Employment, "contactpoint": ContactPoint}


def columns_of(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def current(model, pks) -> dict[int, dict]:
    """{pk: column values}, locked until the end of the transaction."""
    rows = model.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    return {row["id"]: row for row in rows.values(*columns_of(model))}


def first_written(model, now: dict[int, dict]) -> dict[int, dict]:
    """{pk: column values} as inserted. The history keeps what a change replaced, so its first entry
    is what was inserted; a row without any was never changed."""
    event = apps.get_model("alumni", f"{model.__name__}Event")
    names = [name for name in columns_of(model) if name != "id"]
    entries = event.objects.filter(pgh_obj_id__in=list(now)).order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id")
    first = {row.pop("pgh_obj_id"): row for row in entries.values("pgh_obj_id", *names)}
    return {pk: {**row, **first.get(pk, {})} for pk, row in now.items()}


def rows_of(created) -> list[tuple]:
    """[(roster row, table, pk)] of what was written together with new people."""
    by_row = {row.pk: row for row in created}
    found = []
    for table, model in CHILDREN.items():
        rows = model._default_manager.filter(alumnus__in=[row.alumnus_id for row in created], roster_row__in=by_row)
        found += [(by_row[row], table, pk) for row, pk in rows.values_list("roster_row_id", "pk")]
    return found
