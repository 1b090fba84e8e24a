"""One count over everybody in a scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from alumni.queries.search.condition import sampled
from alumni.queries.search.filters import FILTERS
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, between, number

MEASURES = {
    "email": FILTERS["reach"].term("email"),
    "phone": FILTERS["reach"].term("phone"),
    "post": FILTERS["reach"].term("post"),
    "verified": FILTERS["verified"].term("yes"),
}
COUNTED = (Kind.COLLEGE, Kind.COUNTRY, Kind.PROVINCE, Kind.ENTERED, Kind.CONFIRMED)
MOST = 100_000  # people looked at; of more, a sample
LEVELS = (1, 16, 256, 4096)  # one in so many; each has indexes (alumni/sql/search.sql)
PATIENCE = 1500  # milliseconds of one statement, after which a coarser sample is taken
CANCELLED = "57014"


@dataclass(frozen=True)
class Snapshot:
    at: datetime
    step: int  # one person in so many was counted
    people: int  # counted; times `step` there are about so many
    measures: tuple[int, ...]  # in the order of MEASURES
    terms: dict[int, tuple[int, ...]]  # term: people, and those of them who meet each measure


def take(reach) -> Snapshot:
    """Count everybody in `reach`, from as fine a sample as the time allows."""
    settle()
    at = timezone.now()
    for level in LEVELS:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if _size(cursor, reach) / level > MOST and level != LEVELS[-1]:
                    continue
                cursor.execute(*_statement(reach, level))
                return _snapshot(at, level, cursor.fetchall())
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") != CANCELLED or level == LEVELS[-1]:
                raise
    raise AssertionError("the last level is always taken")


def _scope(reach) -> list[int]:
    return [number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]


def _size(cursor, reach) -> int:
    """About how many people there are; sets the time that the next statement has."""
    cursor.execute(
        "SELECT set_config('statement_timeout', %s, true), CASE WHEN %s THEN alumni_everyone() ELSE "
        "(SELECT coalesce(sum(people), 0) FROM alumni_term WHERE id = ANY(%s)) END",
        [str(PATIENCE), reach.everyone, _scope(reach)],
    )
    return int(cursor.fetchone()[1])


def _statement(reach, level: int) -> tuple[str, list]:
    scope, params = ("", []) if reach.everyone else (" AND terms && %s", [_scope(reach)])
    sample = sampled("person_id", level, (16, 256) if reach.everyone else LEVELS[1:])
    flags = ", ".join(f"terms @> ARRAY[%s::bigint] AS m{n}" for n in range(len(MEASURES)))
    counts = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE m{n})" for n in range(len(MEASURES)))])
    wanted, ranges = _wanted(reach)
    return (
        f"WITH hit AS MATERIALIZED (SELECT terms, {flags} FROM alumni_searchdoc WHERE true{sample}{scope}) "
        f"SELECT term, {counts} FROM hit, unnest(terms) AS term WHERE {wanted} GROUP BY term "
        f"UNION ALL SELECT NULL, {counts} FROM hit",
        [*MEASURES.values(), *params, *ranges],
    )


def _wanted(reach) -> tuple[str, list]:
    """Which terms are counted: of colleges only those in reach, so that no other number is even kept."""
    kinds = [kind for kind in COUNTED if reach.everyone or kind is not Kind.COLLEGE]
    parts, params = ["term >= %s AND term < %s"] * len(kinds), list(_bounds(kinds))
    if not reach.everyone:
        parts.append("term = ANY(%s)")
        params.append(_scope(reach))
    return "(" + " OR ".join(parts) + ")", params


def _bounds(kinds) -> Iterator[int]:
    for kind in kinds:
        yield from between(kind)


def _snapshot(at: datetime, level: int, rows: list[tuple]) -> Snapshot:
    terms = {term: tuple(counts) for term, *counts in rows}
    people, *measures = terms.pop(None)
    return Snapshot(at, level, people, tuple(measures), terms)
