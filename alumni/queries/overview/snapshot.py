"""One count over everybody in a scope."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from alumni.models import College
from alumni.queries.search.condition import sampled
from alumni.queries.search.filters import FILTERS, VERIFIED
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, between, number

MEASURES = {
    "email": FILTERS["reach"].term("email"),
    "phone": FILTERS["reach"].term("phone"),
    "post": FILTERS["reach"].term("post"),
    "verified": FILTERS["verified"].term("yes"),
}
NOBODY = (0,) * (1 + len(MEASURES))
# Everybody is verified or not: the sum of the two is everybody.
COUNTED = (Kind.COLLEGE, Kind.COUNTRY, Kind.PROVINCE, Kind.VERIFIED, Kind.ENTERED, Kind.CONFIRMED)
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
    colleges: list[tuple[int, str, str]]  # primary key, name, English name


def take(reach) -> Snapshot:
    """Count everybody in `reach`, from as fine a sample as the time allows."""
    settle()
    at, people = timezone.now(), _size(reach)
    level = next((level for level in LEVELS if people / level <= MOST), LEVELS[-1])
    while True:
        sql, params = _statement(reach, level)
        try:
            with _apart(), connection.cursor() as cursor:
                # One message, and so one transaction: the limit ends with it.
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}; {sql}", params)
                return _snapshot(at, level, cursor.fetchall(), colleges(reach))
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") != CANCELLED or level == LEVELS[-1]:
                raise
            level = LEVELS[LEVELS.index(level) + 1]


def _apart():
    """Inside a transaction a statement that is cancelled must not take what came before with it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def colleges(reach) -> list[tuple[int, str, str]]:
    """Those of one's reach; of everyone those of today: a predecessor's people stand with its successor."""
    found = College.objects.filter(**{"successions": None} if reach.everyone else {"pk__in": reach.college_ids})
    return list(found.values_list("pk", "name", "english_name"))


def _scope(reach) -> list[int]:
    return [number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]


def _size(reach) -> int:
    """About how many people there are."""
    with connection.cursor() as cursor:
        if reach.everyone:
            cursor.execute("SELECT alumni_everyone()")
        else:
            cursor.execute("SELECT coalesce(sum(people), 0) FROM alumni_term WHERE id = ANY(%s)", [_scope(reach)])
        return int(cursor.fetchone()[0])


def _statement(reach, level: int) -> tuple[str, list]:
    """SQL for (term, which measures are met as bits, people)."""
    scope, params = ("", []) if reach.everyone else (" AND terms && %s", [_scope(reach)])
    sample = sampled("person_id", level, (16, 256) if reach.everyone else LEVELS[1:])
    bits = " + ".join(f"(terms @> ARRAY[%s::bigint])::integer * {1 << n}" for n in range(len(MEASURES)))
    wanted, ranges = _wanted(reach)
    return (
        f"SELECT term, met, count(*) FROM (SELECT terms, {bits} AS met FROM alumni_searchdoc WHERE true{sample}{scope} "
        f"OFFSET 0) AS hit, unnest(terms) AS term WHERE {wanted} GROUP BY term, met",
        [*MEASURES.values(), *params, *ranges],
    )


def _wanted(reach) -> tuple[str, list]:
    """Which terms are counted: of colleges only those in reach, so that no other number is even kept."""
    kinds = [kind for kind in COUNTED if reach.everyone or kind is not Kind.COLLEGE]
    parts = ["term >= %s AND term < %s"] * len(kinds)
    params: list[int | list[int]] = [*_bounds(kinds)]
    if not reach.everyone:
        parts.append("term = ANY(%s)")
        params.append(_scope(reach))
    return "(" + " OR ".join(parts) + ")", params


def _bounds(kinds) -> Iterator[int]:
    for kind in kinds:
        yield from between(kind)


def _snapshot(at: datetime, level: int, rows: list[tuple], colleges: list[tuple[int, str, str]]) -> Snapshot:
    terms: dict[int, tuple[int, ...]] = {}
    for term, met, people in rows:
        more = (people, *(people if met >> n & 1 else 0 for n in range(len(MEASURES))))
        terms[term] = tuple(map(sum, zip(terms.get(term, NOBODY), more, strict=True)))
    everyone = zip(*(terms.get(FILTERS["verified"].term(value), NOBODY) for value in VERIFIED), strict=True)
    people, *measures = map(sum, everyone)
    return Snapshot(at, level, people, tuple(measures), terms, colleges)
