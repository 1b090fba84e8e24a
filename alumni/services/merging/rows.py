"""Rows as a journal keeps them: plain values that JSON can hold, and back."""

from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FieldFile


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def model_of(name: str) -> type[models.Model]:
    return apps.get_model(name)


def plain(value):
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def snapshot(row: models.Model, without: str = "") -> dict:
    """Return the values of a row but its key and the foreign key `without`."""
    return {
        field.attname: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != without
    }


def restore(model: type[models.Model], pk: int, values: dict) -> models.Model:
    """Insert the row as it was, moments of entry included."""
    row = model(pk=pk, **{name: typed(model, name, value) for name, value in values.items()})
    row.save_base(raw=True, force_insert=True)
    return row


def typed(model: type[models.Model], name: str, value):
    """`name` is the column of a field: alumnus_id, not alumnus."""
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    return field.to_python(value)


def read(row: models.Model, path: str):
    """Return the plain value of a field, or of one entry of a JSON field: field_sources.gender."""
    name, _, entry = path.partition(".")
    value = getattr(row, name)
    return value.get(entry) if entry else plain(value)


def write(row: models.Model, path: str, value) -> None:
    """Store a plain value in one field and nothing else of the row."""
    name, _, entry = path.partition(".")
    if entry:
        entries = dict(getattr(row, name))
        if value is None:
            entries.pop(entry, None)
        else:
            entries[entry] = value
        value = entries
    else:
        value = typed(type(row), name, value)
    setattr(row, name, value)
    type(row)._base_manager.filter(pk=row.pk).update(**{name: value})
