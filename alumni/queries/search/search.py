"""Finding people: words and filters in, a page of 25 and a count out.

Every search is answered in one of two ways. When some condition is met by few people, these
are read, the other conditions are asked of each, and count and order are exact. Otherwise
the order itself is walked (the key index for a name, the list by reading else), asking each
person until the page is full, and the count is taken from a sample. docs/adr/0001-search.md
says why and gives the figures.
"""

import base64
import json
from dataclasses import dataclass

from django.db import connection

from alumni_office.accounts.roles import Permission

from . import filters as filters_
from . import words as words_
from .condition import BEYOND, Condition
from .terms import Kind, number

CAP = 5000  # counted exactly up to here
FEW = 12_000  # read whole up to here, when the other conditions leave few of them
RARE = 300  # fewer people than this are not worth walking for
MOST_TERMS = 1000  # a fragment met by more employers or majors than this is looked for in each person's
OPEN_KINDS = ("employer", "major")  # the terms of which there may be very many
LEVELS = (16, 256, 4096)


@dataclass(frozen=True)
class Count:
    value: int
    is_exact: bool


@dataclass(frozen=True)
class Hits:
    """Primary keys in the order of the result."""

    ids: list[int]
    count: Count
    after: str  # where the next page begins; "" on the last one


class Search:
    """One search of one user. Scope, words and filters are conditions that must all hold."""

    def __init__(self, user, words: str = "", filters: dict | None = None):
        reach = user.reach(Permission.ALUMNI_VIEW)
        self.is_allowed = bool(reach)
        self.words = words_.split(words)
        self.filters = filters_.parse(filters or {})
        self.asked = [words_.condition(word, contacts=user.reach(Permission.CONTACT_VIEW)) for word in self.words]
        self.given = filters_.conditions(self.filters, user)
        if not reach.everyone:
            self.given.append(Condition(terms=[number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]))
        if self.is_allowed:
            self._measure()
        self.conditions = [each for each in (*self.asked, *self.given)]
        self.first_name = next((each for each in self.asked if each.name and each.names_found), None)
        self.joined = self._joined()

    def _joined(self) -> str:
        """Words in letters as one: "wang wei" is looked for as wangwei first, then as two pieces."""
        letters = [each.name for each in self.asked if each.name.isascii() and each.name.isalpha()]
        joined = "".join(letters)
        return joined if len(letters) > 1 and self.first_name and joined.startswith(self.first_name.name) else ""

    # -- how many people meet each condition ---------------------------------------------------

    def _measure(self) -> None:
        settle()
        with connection.cursor() as cursor:
            self._find_terms(cursor)
            parts, params, where = [], [], []
            for each in (*self.asked, *self.given):
                if each.name:
                    parts.append(_capped(Condition(name=each.name, ranks=each.ranks)))
                    where.append((each, "names_found"))
                if each.facts:
                    parts.append(_capped(Condition(facts=each.facts)))
                    where.append((each, "facts_found"))
                if each.terms:
                    parts.append(("SELECT coalesce(sum(people), 0) FROM alumni_term WHERE id = ANY(%s)", [each.terms]))
                    where.append((each, "terms_found"))
            parts.append(
                ("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'alumni_searchdoc'::regclass", [])
            )
            for _sql, values in parts:
                params += values
            cursor.execute("SELECT " + ", ".join(f"({sql})" for sql, _values in parts), params)
            *found, self.everyone = cursor.fetchone()
            for (each, attribute), number_found in zip(where, found, strict=True):
                setattr(each, attribute, int(number_found))
            for each in self.asked:
                each.text_found = self.everyone // 4 if each.text else 0
            self._estimate(cursor)

    def _find_terms(self, cursor) -> None:
        asking = [(each, each.fragment) for each in self.asked if each.fragment]
        if not asking:
            return
        sql = " UNION ALL ".join(
            f"(SELECT {n}, t.id, {is_open} FROM alumni_termkey k JOIN alumni_term t ON t.id = k.term_id "
            f"WHERE k.key >= %s AND k.key < %s AND (t.kind = ANY(%s)) = {is_open} LIMIT {MOST_TERMS + 1})"
            for n in range(len(asking))
            for is_open in (False, True)
        )
        cursor.execute(sql, [part for _each, name in asking for part in (name, words_.end(name), [*OPEN_KINDS]) * 2])
        open_terms: dict[int, list[int]] = {}
        for n, term, is_open in cursor.fetchall():
            (open_terms.setdefault(n, []) if is_open else asking[n][0].terms).append(term)
        for n, found in open_terms.items():
            each, name = asking[n]
            if len(found) <= MOST_TERMS:
                each.terms += found
            else:
                each.text = name
        for each, _name in asking:
            each.terms = sorted(set(each.terms))

    def _estimate(self, cursor) -> None:
        """Replace a capped number of names by an estimate from the sample."""
        for each in self.asked:
            if each.names_found > CAP:
                sql, params = Condition(name=each.name, ranks=each.ranks).people(sample=16)
                cursor.execute(f"SELECT count(*) * 16 FROM ({sql}) AS sampled", params)
                each.names_found = max(cursor.fetchone()[0], each.names_found)

    # -- the plan ------------------------------------------------------------------------------

    @property
    def expected(self) -> float:
        """How many people meet all conditions, were they independent of each other."""
        share = 1.0
        for each in self.conditions:
            if not each.same_degree:
                share *= min(each.size / max(self.everyone, 1), 1)
        return share * self.everyone

    def few(self) -> tuple[str, list, list[Condition]] | None:
        """SQL for a set of candidates that is small enough to be read whole, and the conditions
        that it leaves to ask; None when there is no such set."""
        sized = [each for each in self.conditions if not each.same_degree]
        if not sized:
            return None
        smallest = min(sized, key=lambda each: each.size)
        if smallest.size <= CAP or (smallest.size <= FEW and len(sized) > 1 and self.expected < RARE):
            sql, params = smallest.people()
            return sql, params, [each for each in self.conditions if each is not smallest]
        terms = [each for each in sized if each.is_term_only]
        if len(terms) > 1 and self._expected_of(terms) <= CAP:
            where = " AND ".join(["terms && %s"] * len(terms))
            sql = (
                "SELECT person_id, 9::smallint AS rank, sort_name AS key, 0::smallint AS seniority "
                f"FROM alumni_searchdoc WHERE {where} LIMIT {FEW + 1}"
            )
            return sql, [each.terms for each in terms], [each for each in self.conditions if each not in terms]
        return None

    def _expected_of(self, conditions: list[Condition]) -> float:
        share = 1.0
        for each in conditions:
            share *= min(each.size / max(self.everyone, 1), 1)
        return share * self.everyone

    def ask(self, conditions: list[Condition], person: str) -> tuple[str, list]:
        """SQL for the conditions that hold of one person; the rarest is asked first."""
        sql, params = [], []
        for each in sorted(conditions, key=lambda each: each.size):
            holds, values = each.holds(person)
            sql.append(holds)
            params += values
        return " AND ".join(sql) or "true", params

    # -- a page --------------------------------------------------------------------------------

    def hits(self, *, after: str = "", limit: int = 25) -> Hits:
        if not self.is_allowed or any(each.is_empty for each in self.conditions):
            return Hits([], Count(0, True), "")
        start = decode(after)
        few = self.few()
        with connection.cursor() as cursor:
            if few:
                cursor.execute(*self._few_sql(few, start, limit))
                rows = cursor.fetchall()
                count = Count(rows[0][4], True)
                if self._whole(few, count):
                    return page([row for row in rows if row[0] is not None], count, limit)
            cursor.execute(*self._walk_sql(start, limit))
            rows = cursor.fetchall()
            return page(rows, self._count(cursor), limit)

    def _whole(self, few, count: Count) -> bool:
        """Whether the few were all there are: estimates may be off, a limit may have cut."""
        return "LIMIT" not in few[0] or count.value < FEW

    def candidates(self, few) -> tuple[str, list]:
        """SQL for all people of an exact result, each once, in the best of its places."""
        sql, params, rest = few
        ask, values = self._ask_many(rest)
        source = (
            "SELECT DISTINCT ON (person_id) person_id, rank, key, seniority "
            f"FROM ({sql}) AS found ORDER BY person_id, rank, key"
        )
        hits = f"SELECT c.* FROM ({source}) AS c WHERE {ask}"
        name = self.first_name
        if name is None or (name not in rest and not self.joined):
            return hits, [*params, *values]
        place, joined = self._place("o")
        return (
            "SELECT c.person_id, coalesce(best.rank, 9::smallint) AS rank, coalesce(best.key, d.sort_name) AS key, "
            f"coalesce(best.seniority, 0::smallint) AS seniority FROM ({hits} OFFSET 0) AS c "
            f"LEFT JOIN LATERAL (SELECT {place} AS rank, o.key, o.seniority FROM alumni_searchkey o "
            "WHERE o.person_id = c.person_id AND o.key >= %s AND o.key < %s ORDER BY 1, o.key LIMIT 1) AS best ON true "
            "LEFT JOIN alumni_searchdoc d ON best.rank IS NULL AND d.person_id = c.person_id",
            [*params, *values, *joined, name.name, name.name + BEYOND],
        )

    def _ask_many(self, conditions: list[Condition]) -> tuple[str, list]:
        """As `ask`, of some thousand people: a small set is joined rather than asked for each."""
        joined = [each for each in conditions if not each.same_degree and 0 < each.size <= FEW]
        sql, params = [], []
        for each in joined:
            people, values = each.people()
            sql.append(f"c.person_id IN (SELECT person_id FROM ({people}) AS others)")
            params += values
        ask, values = self.ask([each for each in conditions if each not in joined], "c.person_id")
        return " AND ".join([*sql, ask]), [*params, *values]

    def _place(self, key: str) -> tuple[str, list]:
        """SQL for the rank of a row of keys: 0 where words in letters, joined, begin the name."""
        if not self.joined:
            return f"{key}.rank", []
        return (
            f"CASE WHEN {key}.rank = 1 AND {key}.key >= %s AND {key}.key < %s THEN 0::smallint ELSE {key}.rank END",
            [self.joined, self.joined + BEYOND],
        )

    def _few_sql(self, few, start, limit: int) -> tuple[str, list]:
        sql, params = self.candidates(few)
        later, values = (
            ('WHERE (rank, key, seniority, person_id) > (%s, %s COLLATE "C", %s, %s)', list(start))
            if start
            else ("", [])
        )
        return (
            f"WITH hits AS MATERIALIZED ({sql}), counted AS (SELECT count(*) AS n FROM hits) "
            "SELECT page.person_id, page.rank, page.key, page.seniority, counted.n FROM counted LEFT JOIN "
            f'(SELECT * FROM hits {later} ORDER BY rank, key COLLATE "C", seniority, person_id LIMIT {limit + 1}) AS page ON true '
            'ORDER BY page.rank, page.key COLLATE "C", page.seniority, page.person_id',
            [*params, *values],
        )

    def _walk_sql(self, start, limit: int) -> tuple[str, list]:
        """Walk the places in their order, one stage after the other, until the page is full."""
        stages, params = [], []
        name = self.first_name
        if name is not None:
            rest = [each for each in self.conditions if each is not name]
            for rank in (0, *name.ranks) if self.joined else name.ranks:
                if start and start[0] > rank:
                    continue
                sql, values = self._name_stage(name, rank, rest, start if start and start[0] == rank else None, limit)
                stages.append(sql)
                params += values
        if name is None or name.terms or name.facts or name.text:
            sql, values = self._list_stage(start if start and start[0] == 9 else None, limit)
            stages.append(sql)
            params += values
        return f"SELECT * FROM ({' UNION ALL '.join(f'({sql})' for sql in stages)}) AS stage LIMIT {limit + 1}", params

    def _name_stage(self, name: Condition, rank: int, rest, start, limit: int) -> tuple[str, list]:
        """People whose best place is in this rank, in the order of the index of keys."""
        ask, values = self.ask(rest, "k.person_id")
        later = "AND (key, seniority, person_id) > (%s, %s, %s) " if start else ""
        begin = name.name if rank else self.joined
        place, joined = self._place("o")
        better = (
            "(SELECT true FROM alumni_searchkey o WHERE o.person_id = k.person_id AND o.key >= %s AND o.key < %s "
            f"AND ({place}, o.key) < (k.place, k.key) LIMIT 1) IS NULL"
        )
        return (
            "SELECT k.person_id, k.place AS rank, k.key, k.seniority FROM ("
            f"SELECT person_id, {rank}::smallint AS place, key, seniority FROM alumni_searchkey "
            f"WHERE rank = {rank or 1} AND key >= %s AND key < %s {later}ORDER BY key, seniority, person_id OFFSET 0) AS k "
            f"WHERE {better} AND {ask} LIMIT {limit + 1}",
            [begin, begin + BEYOND, *(start[1:] if start else ()), name.name, name.name + BEYOND, *joined, *values],
        )

    def _list_stage(self, start, limit: int) -> tuple[str, list]:
        """Everybody by reading, but for those whom a name stage has shown."""
        ask, values = self.ask(self.conditions, "k.person_id")
        later = "WHERE (sort_name, person_id) > (%s, %s) " if start else ""
        shown, names = "", []
        if self.first_name is not None:
            shown = (
                "(SELECT true FROM alumni_searchkey o WHERE o.person_id = k.person_id "
                "AND o.key >= %s AND o.key < %s LIMIT 1) IS NULL AND "
            )
            names = [self.first_name.name, self.first_name.name + BEYOND]
        return (
            "SELECT k.person_id, 9::smallint, k.key, 0::smallint FROM ("
            f"SELECT person_id, sort_name AS key FROM alumni_searchdoc {later}ORDER BY sort_name, person_id OFFSET 0) AS k "
            f"WHERE {shown}{ask} LIMIT {limit + 1}",
            [*((start[1], start[3]) if start else ()), *names, *values],
        )

    # -- a count from a sample -----------------------------------------------------------------

    def level(self) -> int:
        """One in how many people to sample so that some thousands at most are looked at."""
        largest = min((each.size for each in self.conditions if not each.same_degree), default=self.everyone)
        return next((level for level in LEVELS if largest / level <= CAP), LEVELS[-1])

    def sampled(self) -> tuple[str, list]:
        """SQL for the sampled people who meet all conditions, each once."""
        level = self.level()
        sized = [each for each in self.conditions if not each.same_degree]
        if not sized:
            return f"SELECT person_id FROM alumni_searchdoc WHERE mod(person_id, {level}) = 0", []
        smallest = min(sized, key=lambda each: each.size)
        sql, params = smallest.people(sample=level)
        ask, values = self.ask([each for each in self.conditions if each is not smallest], "c.person_id")
        return f"SELECT c.person_id FROM (SELECT DISTINCT person_id FROM ({sql}) AS found) AS c WHERE {ask}", [
            *params,
            *values,
        ]

    def _count(self, cursor) -> Count:
        if not self.conditions and self.everyone <= CAP * 4:
            cursor.execute("SELECT count(*) FROM alumni_searchdoc")
            return Count(cursor.fetchone()[0], True)
        if not self.conditions:
            return Count(self.everyone, False)
        sql, params = self.sampled()
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS sampled", params)
        return Count(cursor.fetchone()[0] * self.level(), False)


def settle() -> None:
    """Let a search inside a transaction see what that transaction changed."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS alumni_search IMMEDIATE; SET CONSTRAINTS alumni_search DEFERRED")


def _capped(condition: Condition) -> tuple[str, list]:
    sql, params = condition.people()
    return f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) AS found LIMIT {CAP + 1}) AS capped", params


def page(rows: list, count: Count, limit: int) -> Hits:
    more = len(rows) > limit
    rows = rows[:limit]
    return Hits([row[0] for row in rows], count, encode(rows[-1]) if more else "")


def encode(row) -> str:
    person, rank, key, seniority = row[:4]
    return base64.urlsafe_b64encode(json.dumps([rank, key, seniority, person]).encode()).decode().rstrip("=")


def decode(after: str):
    """Return (rank, key, seniority, person) of a cursor, or None when it is none of ours."""
    try:
        rank, key, seniority, person = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        rank, seniority, person = int(rank), int(seniority), int(person)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if max(abs(rank), abs(seniority)) >= 1 << 15 or abs(person) >= 1 << 63:
        return None
    return rank, str(key).replace("\x00", "").encode(errors="replace").decode(), seniority, person
