"""Many rows into a table at once, by COPY."""

import json
from io import StringIO

from django.db import connection
from django.utils import timezone

QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def escaped(value: str) -> str:
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if "\n" in value or "\t" in value or "\r" in value:
        value = value.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return value


def text(value) -> str:
    """A value as COPY wants it."""
    if value is None:
        return "\\N"
    if value.__class__ is str:
        return escaped(value)
    if value is True:
        return "t"
    if value is False:
        return "f"
    if isinstance(value, dict):
        return as_json(value)
    if isinstance(value, list):
        return escaped("{" + ",".join([f'"{item.translate(QUOTED)}"' for item in value]) + "}")
    if isinstance(value, str):
        return escaped(str(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_json(value) -> str:
    return escaped(json_text(value))


def json_text(value) -> str:
    """As PostgreSQL takes it: without the character 0."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    said = encode(value)
    return encode(without_zero(value)) if "\\u0000" in said else said


def without_zero(value):
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [without_zero(item) for item in value]
    if isinstance(value, dict):
        return {key: without_zero(item) for key, item in value.items()}
    return value


def take_ids(model, count: int) -> list[int]:
    """Primary keys from the model's sequence, in ascending order."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


class Columns:
    """The columns of a model: those that vary from row to row, then the others at one value."""

    def __init__(self, model, varying, **same):
        fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        now = timezone.now()
        rest = {}
        for field in fields:
            if field.column in varying:
                continue
            is_now = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
            rest[field.column] = same.get(field.column, now if is_now else field.get_default())
        self.model = model
        self.names = [*varying, *rest]
        self.same = "".join(f"\t{text(value)}" for value in rest.values()) + "\n"

    def copy(self, lines) -> None:
        """Write `lines`: strings of the varying values, already as text, joined by tabs."""
        same = self.same
        buffer = StringIO("".join([line + same for line in lines]))
        names = ", ".join(f'"{name}"' for name in self.names)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")  # lets the history's context reach this transaction; COPY itself does not
            with connection.wrap_database_errors:
                cursor.cursor.copy_expert(f'COPY "{self.model._meta.db_table}" ({names}) FROM STDIN', buffer)
