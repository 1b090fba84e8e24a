"""Single rows by one short statement, without what the ORM does around it: for moments in which others wait."""

from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert(row: models.Model, *, also: models.Model | None = None) -> bool:
    """Write a new row as `save` does, unless a unique index holds such a one, and `also` with it; return whether they
    were written. One statement."""
    columns, places, values = _filled(row)
    statement = f"{_into(row, columns)} VALUES ({places}) ON CONFLICT DO NOTHING RETURNING {_key(row)}"
    last = row
    if also is not None:
        last, (columns, places, more) = also, _filled(also)
        second = f"{_into(also, columns)} SELECT {places} FROM first RETURNING {_key(also)}"  # noqa: S608 - names of models
        statement = f"WITH first AS ({statement}) {second}"
        values += more
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        written = cursor.fetchone()
    if written:
        last.pk = written[0]
        for each in (row, last):
            each._state.adding, each._state.db = False, connection.alias
    return written is not None


def next_key(model: type[models.Model]) -> int:
    """A primary key that nothing else will have: for words that name a row before it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", [model._meta.db_table, model._meta.pk.column])
        return cursor.fetchone()[0]


def _filled(row: models.Model) -> tuple[tuple[str, ...], str, list]:
    """Columns, their places in a statement, and the values; without those of nothing, which the database fills so."""
    columns: list[str] = []
    places: list[str] = []
    values: list = []
    for field in row._meta.concrete_fields:
        value = field.pre_save(row, add=True)
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
