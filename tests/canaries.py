"""Where words of a person still stand after an erasure: in all tables and all files."""

import io

from django.db import connection

from alumni.services.erasing.words import file_names_one


def everything() -> str:
    """All tables, as a dump has them, and all files."""
    out = io.StringIO()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'names%' ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            out.write(f"\n== {table}\n")
            cursor.cursor.copy_expert(f'COPY "{table}" TO STDOUT', out)
    return out.getvalue()


def files_with(settings, words) -> list[str]:
    root = settings.MEDIA_ROOT
    found = [path for path in root.rglob("*") if path.is_file()] if root.exists() else []
    return [str(path.relative_to(root)) for path in found if file_names_one(str(path.relative_to(root)), words)]


def places_of(words) -> list[str]:
    """[table: line] of what the database still says."""
    table, found = "", []
    for line in everything().splitlines():
        if line.startswith("== "):
            table = line[3:]
        elif any(word in line for word in words):
            found.append(f"{table}: {line[:300]}")
    return found


def tables_with(word: str) -> set[str]:
    """Every table that holds `word` in any column of any row."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {connection.ops.quote_name(table)} t WHERE t::text LIKE %s)",
                [f"%{word}%"],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found
