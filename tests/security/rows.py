"""What is in the database, table by table, to say whether anything changed."""

from django.db import connection

# What a look at a page may write: that somebody is there, and that somebody looked.
NOTES = {
    "django_session", "django_migrations", "usersessions_usersession", "history_accessrecord", "history_accessedperson",
}  # fmt: skip


def fingerprints() -> dict[str, str]:
    """{table: hash of all its rows}."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - NOTES)
        quote = connection.ops.quote_name
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {quote(table)} t"
                for table in tables
            )
        )
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> list[str]:
    after = fingerprints()
    return sorted(table for table in after if after[table] != before[table])
