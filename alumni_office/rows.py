"""Single rows by one short statement, without what the ORM does around it: for moments in which others wait."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert(row: models.Model, *, also: Sequence[models.Model] = ()) -> bool:
    """Write a new row as `save` does, unless a unique index holds such a one, and all of `also` with it, which may
    point to the row; return whether they were written. One statement."""
    parts, values = [], []
    for place, each in enumerate([row, *also]):
        columns, places, more = _filled(each, row)
        given = f"SELECT {places} FROM row_0" if place else f"VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 - of models
        parts.append(f"row_{place} AS ({_into(each, columns)} {given} RETURNING {_key(each)} AS key)")
        values += more
    keys = ", ".join(f"(SELECT key FROM row_{place})" for place in range(len(parts)))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {keys} FROM row_0", values)  # noqa: S608
        written = cursor.fetchone()
    for each, key in zip([row, *also], written or (), strict=False):
        each.pk = key
        each._state.adding, each._state.db = False, connection.alias
        for field in _pointing(each, row):
            setattr(each, field.attname, row.pk)
    return written is not None


def next_key(model: type[models.Model]) -> int:
    """A primary key that nothing else will have: for words that name a row before it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", [model._meta.db_table, model._meta.pk.column])
        return cursor.fetchone()[0]


def _filled(row: models.Model, first: models.Model) -> tuple[tuple[str, ...], str, list]:
    """Columns, their places in a statement, and the values; without those of nothing, which the database fills so."""
    columns: list[str] = []
    places: list[str] = []
    values: list = []
    pointing = _pointing(row, first)
    for field in row._meta.concrete_fields:
        value = field.pre_save(row, add=True)
        if field in pointing:
            columns.append(str(field.column))
            places.append("row_0.key")
            continue
        if value is None:
            continue
        columns.append(str(field.column))
        if hasattr(value, "resolve_expression"):
            place, parameters = _compiled(type(row), value)
            places.append(place)
            values += parameters
        else:
            places.append("%s")
            values.append(field.get_db_prep_save(value, connection))
    return tuple(columns), ", ".join(places), values


def _pointing(row: models.Model, first: models.Model) -> list[models.Field]:
    """The foreign keys of `row` that hold `first`."""
    return [
        field for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and row is not first
        and field.get_cached_value(row, default=None) is first
    ]  # fmt: skip


@lru_cache
def _compiled(model: type[models.Model], expression: Any) -> tuple[str, tuple]:
    query = model._default_manager.all().query
    found = expression.resolve_expression(query, allow_joins=False, for_save=True)
    sql, parameters = query.get_compiler(connection=connection).compile(found)
    return sql, tuple(parameters)


def _into(row: models.Model, columns: tuple[str, ...]) -> str:
    names = ", ".join(map(connection.ops.quote_name, columns))
    return f"INSERT INTO {connection.ops.quote_name(row._meta.db_table)} ({names})"


def _key(row: models.Model) -> str:
    return connection.ops.quote_name(str(row._meta.pk.column))
