"""Single rows written by statements whose words are made once: for moments in which others wait for the writer."""

from functools import lru_cache

from django.db import connection, models


@lru_cache
def _insertion(model: type[models.Model], columns: tuple[str, ...], values: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES ({', '.join(values)})"  # noqa: S608
        f" ON CONFLICT DO NOTHING RETURNING {quote(str(model._meta.pk.column))}"
    )


def insert(row: models.Model, **sql: str) -> bool:
    """Write a new row as `save` does, unless a unique index holds such a one; return whether it was written. `sql` is
    what the database evaluates for a field instead of its value."""
    columns, places, values = [], [], []
    for field in row._meta.concrete_fields:
        value = field.get_db_prep_save(field.pre_save(row, add=True), connection) if field.name not in sql else None
        if value is not None or field.name in sql:  # nothing is what the database writes by itself
            columns.append(field.column)
            places.append(sql.get(field.name, "%s"))
        if value is not None:
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(row), tuple(columns), tuple(places)), values)
        written = cursor.fetchone()
    if written:
        row.pk, row._state.adding, row._state.db = written[0], False, connection.alias
    return written is not None


def next_key(model: type[models.Model]) -> int:
    """A primary key that nothing else will have: for words that name a row before it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", [model._meta.db_table, model._meta.pk.column])
        return cursor.fetchone()[0]
