"""Upkeep of the search's tables beyond what the database does by itself."""

from django.db import connection, transaction
from django.utils.translation import override

from alumni.models import Degree
from alumni.models.places import COUNTRIES, Province
from alumni.queries.search.terms import Kind, code

BATCH = 20_000


def name_closed_terms() -> None:
    """Make provinces, countries and levels findable by their Chinese and English names."""
    rows = [
        *_labelled(Kind.PROVINCE, Province),
        *_labelled(Kind.LEVEL, Degree.Level),
        *((code(Kind.COUNTRY, iso), "country", "|".join(names)) for iso, names in COUNTRIES.items()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alumni_term (id, kind, text) "
            "SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[]) "
            "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, text = excluded.text "
            "WHERE alumni_term.text <> excluded.text",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _labelled(kind: Kind, choices):
    for value in choices:
        with override("zh-hans"):
            chinese = str(value.label)
        with override("en"):
            english = str(value.label)
        yield code(kind, value), kind.name.lower(), "|".join(dict.fromkeys((chinese, english)))


def recount_terms() -> None:
    """Count roughly how many people have each term; a plan is chosen by it, nobody reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0" if connection.in_atomic_block else "SELECT 1")
        cursor.execute("SELECT alumni_term_recount()")


@transaction.atomic
def rebuild(*, report=lambda done, total: None) -> int:
    """Write every person's search rows anew and the indexes after them; return how many people.

    For a first load of very many people: their rows are copied in with the triggers off,
    then this is called once.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename IN ('alumni_searchkey', 'alumni_searchdoc') AND indexname NOT LIKE '%pkey'"
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("TRUNCATE alumni_searchkey, alumni_searchdoc")
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM alumni_alumnus")
        first, last, total = cursor.fetchone()
        for start in range(first, last + 1, BATCH):
            cursor.execute(
                "SELECT alumni_search_refresh(array_agg(id)) FROM alumni_alumnus "
                "WHERE id >= %s AND id < %s HAVING count(*) > 0",
                [start, start + BATCH],
            )
            report(min(start + BATCH - first, total), total)
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute(
            "ANALYZE alumni_searchkey; ANALYZE alumni_searchdoc; ANALYZE alumni_term; ANALYZE alumni_termkey"
        )
        cursor.execute("SELECT alumni_term_recount()")
    return total
