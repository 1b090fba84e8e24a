"""The search rows of very many people at once: two connections write them while the indexes are away.

The definitions of the dropped indexes are kept as a comment on their table, so that a load that was
killed puts them back when it is started again.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

from django.db import connection, connections, transaction

from alumni.services import search_index

BATCH, COMMIT = 10_000, 400
CONNECTIONS = 2
TABLES = ("alumni_searchkey", "alumni_searchdoc")


def is_needed() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM alumni_searchdoc) < "
            "(SELECT count(*) FROM alumni_alumnus WHERE merged_into_id IS NULL AND archived_at IS NULL)"
        )
        return cursor.fetchone()[0] or bool(_kept_definitions(cursor))


def fill(*, report: Callable[[int, int], None]) -> None:
    """Write the search rows that are missing, then the indexes."""
    definitions = _drop_indexes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM alumni_alumnus")
        first, last = cursor.fetchone()
    total = last - first + 1
    starts = range(first, last + 1, BATCH)
    for number, _ in enumerate(_in_parallel(_refresh, starts), 1):
        report(min(number * BATCH, total), total)
    for _ in _in_parallel(_create_index, definitions):
        pass
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE alumni_searchkey IS NULL")
    search_index.recount_terms()


def _in_parallel(work: Callable, parts: Iterable):
    def one(part):
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET synchronous_commit = off")  # what a crash would lose is written by the next call
            cursor.execute("SET maintenance_work_mem = '256MB'")
            work(cursor, part)

    def closing(part):
        try:
            one(part)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        waiting = [threads.submit(closing, part) for part in parts]
        for done in as_completed(waiting):
            yield done.result()


def _refresh(cursor, start: int) -> None:
    # A commit for every few: each adds its new terms in one sorted statement, so the connections cannot deadlock.
    for few in range(start, start + BATCH, COMMIT):
        cursor.execute(
            "SELECT alumni_search_refresh(array_agg(id)) FROM alumni_alumnus a WHERE id >= %s AND id < %s "
            "AND NOT EXISTS (SELECT FROM alumni_searchdoc d WHERE d.person_id = a.id) HAVING count(*) > 0",
            [few, min(few + COMMIT, start + BATCH)],
        )


def _create_index(cursor, definition: str) -> None:
    cursor.execute(definition.replace("INDEX ", "INDEX IF NOT EXISTS ", 1))


@transaction.atomic
def _drop_indexes() -> list[str]:
    with connection.cursor() as cursor:
        if kept := _kept_definitions(cursor):
            return kept
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE '%%pkey'",
            [list(TABLES)],
        )
        indexes = cursor.fetchall()
        cursor.execute(
            "COMMENT ON TABLE alumni_searchkey IS %s", [json.dumps([definition for _, definition in indexes])]
        )
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        return [definition for _, definition in indexes]


def _kept_definitions(cursor) -> list[str]:
    cursor.execute("SELECT obj_description('alumni_searchkey'::regclass)")
    comment = cursor.fetchone()[0]
    return json.loads(comment) if comment else []
