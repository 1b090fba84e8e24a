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


def written() -> dict[str, int]:
    """{table: how many rows this transaction wrote so far, those that were undone too}, without the notes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND NOT relname = ANY(%s)",
            [list(NOTES)],
        )
        return dict(cursor.fetchall())
