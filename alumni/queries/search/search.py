"""Finding people: words and filters in, a page of 25 and a count out.

Every search is answered in one of two ways. When some condition is met by few people, these
are read, the other conditions are asked of each, and count and order are exact. Otherwise
the order itself is walked (the key index for a name, the list by reading else), asking each
person until the page is full, and the count is taken from a sample. docs/adr/0001-search.md
says why and gives the figures.
"""

from dataclasses import dataclass

from django.db import connection

from alumni_office.accounts.roles import Permission

from . import filters as filters_
from . import limits, statements
from . import words as words_
from .condition import Condition, everyones
from .look import ASK, Look, look
from .measure import measure
from .pages import Count, Hits, decode, page
from .terms import Kind, number


@dataclass(frozen=True)
class Few:
    """SQL for a set of candidates that is small enough to be read whole."""

    sql: str
    params: list
    rest: list[Condition]  # what it leaves to ask
    may_be_cut: bool = False  # a limit guards against more than were expected
    places: Condition | None = None  # the name by which it gives each person's places


class Search:
    """One search of one user. Scope, words and filters are conditions that must all hold."""

    def __init__(self, user, words: str = "", filters: dict | None = None):
        self.user = user
        reach = user.reach(Permission.ALUMNI_VIEW)
        self.is_allowed = bool(reach)
        self.words = words_.split(words)
        self.filters = filters_.parse(filters or {})
        self.asked = [words_.condition(word, contacts=user.reach(Permission.CONTACT_VIEW)) for word in self.words]
        self.given = filters_.conditions(self.filters, user)
        if not reach.everyone:
            self.given.append(Condition(terms=[number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]))
        if self.is_allowed:
            self.everyone = measure(self.asked, self.given)
        self.conditions = [*self.asked, *self.given]
        self.first_name = next((each for each in self.asked if each.name and each.names_found), None)
        self.joined = self._joined()
        self.reading = 0.0  # how many candidates are likely to be read whole
        self.sampled_people = float("inf")  # how many a sample promises, once one was taken

    def _joined(self) -> str:
        """Words in letters as one: "wang wei" is looked for as wangwei first, then as two pieces."""
        letters = [each.name for each in self.asked if each.name.isascii() and each.name.isalpha()]
        joined = "".join(letters)
        return joined if len(letters) > 1 and self.first_name and joined.startswith(self.first_name.name) else ""

    # -- the plan ------------------------------------------------------------------------------

    @property
    def expected(self) -> float:
        """How many people meet all conditions, were they independent of each other; no more than a sample promises."""
        return min(self._expected_of([each for each in self.conditions if not each.same_degree]), self.sampled_people)

    @property
    def walking(self) -> float:
        """How many people a walk is likely to ask before a page is full."""
        places = self.first_name.names_found if self.first_name else self.everyone
        return 25 * places / max(self.expected, 1)

    def is_rarer(self, sampled: int) -> bool:
        """Whether so many people in a sample mean that all together are few, against expectation: of people
        who are called 王 nobody is called 李, and whoever walks to find them walks to the end."""
        before = self.expected
        self.sampled_people = max(sampled, 0.7) * self.level()
        return self.expected < limits.RARE / 10 < limits.RARE <= before

    def few(self) -> Few | None:
        """Return None when there is no set that is small enough."""
        sized = [each for each in self.conditions if not each.same_degree]
        if not sized:
            return None
        smallest = min(sized, key=lambda each: each.size)
        # Walking for a handful among a million is worse than reading even a large set whole.
        most = limits.FEW if len(sized) > 1 and self.expected < limits.RARE else limits.CAP
        is_small = smallest.size <= max(most, min(self.walking, limits.FEW) / 2)
        found = self.look()
        if (
            found
            and len(sized) > 1
            and found.people < smallest.size
            and (not is_small or found.cost < smallest.size * ASK)
            and self._is_cheaper_than_walking(found)
        ):
            return self._few_of(found)
        if is_small or (len(sized) > 1 and self.expected < limits.RARE / 10 and not smallest.text):
            self.reading = smallest.size
            sql, params = smallest.people()
            return Few(sql, params, [each for each in self.conditions if each is not smallest], places=smallest)
        return None

    def look(self) -> Look | None:
        return look(self.conditions, self.everyone)

    def few_of_terms(self, most: float) -> Few | None:
        """As `few`, for those who only want to know who: no place in the order has to be looked up."""
        found = self.look()
        smallest = min((each.size for each in self.conditions if not each.same_degree), default=0)
        return self._few_of(found) if found and found.read <= most and found.people <= smallest else None

    def _few_of(self, found: Look) -> Few:
        self.reading = found.people
        sql, params = found.sql()
        sql = (
            "SELECT c.person_id, 9::smallint AS rank, c.sort_name AS key, 0::smallint AS seniority, c.terms "
            f"{sql} LIMIT {limits.FEW + 1}"
        )
        return Few(sql, params, found.rest(self.conditions), may_be_cut=True)

    def _is_cheaper_than_walking(self, found: Look) -> bool:
        """Counted in looks at one person's keys or terms: those who are read are asked what the index cannot say,
        and given their place; those who are walked past are asked everything, and a sample besides."""
        name, rest = self.first_name, found.rest(self.conditions)
        left = len(rest)
        if name is not None and name.is_name_only and name in rest:
            left -= 1  # its place says it
        placed = 0 if name is None else self.expected if left else found.people
        reading = found.read / 2 + found.people * left + placed
        walking = self.walking * ((name is not None) + max(left, 1)) + limits.SAMPLE / 2 * (0.5 + left)
        return reading <= max(limits.CAP / 2, min(walking, limits.FEW))

    def _expected_of(self, conditions: list[Condition]) -> float:
        share = 1.0
        for each in conditions:
            share *= min(each.size / max(self.everyone, 1), 1)
        return share * self.everyone

    def ask(self, conditions: list[Condition], person: str) -> tuple[str, list]:
        """SQL for the conditions that hold of one person; the rarest is asked first, and all that
        are terms together, by one look at the person's."""
        sql, params, asked = [], [], False
        of_terms = [each for each in conditions if each.is_implied]
        for each in sorted(conditions, key=lambda each: each.size):
            if not each.is_implied:
                holds, values = each.holds(person)
            elif asked:
                continue
            else:
                asked = True
                where = " AND ".join(["d.terms && %s"] * len(of_terms))
                holds = f"(SELECT {where} FROM alumni_searchdoc d WHERE d.person_id = {person})"
                values = [each.implied for each in sorted(of_terms, key=lambda each: each.size)]
            sql.append(holds)
            params += values
        return " AND ".join(sql) or "true", params

    # -- a page --------------------------------------------------------------------------------

    def hits(self, *, after: str = "", limit: int = 25) -> Hits:
        if not self.is_allowed or any(each.is_empty for each in self.conditions):
            return Hits([], Count(0, True), "")
        start = decode(after)
        with connection.cursor() as cursor:
            found = self._read_whole(cursor, start, limit)
            if found is None:
                count, sampled = self._count(cursor)
                if sampled is not None and self.is_rarer(sampled):
                    found = self._read_whole(cursor, start, limit)
            if found is None:
                cursor.execute(*statements.walked_page(self, start, limit))
                found = page(cursor.fetchall(), count, limit)
        return found

    def _read_whole(self, cursor, start, limit: int) -> Hits | None:
        """The page out of few people; None when there are too many."""
        few = self.few()
        if not few:
            return None
        cursor.execute(*statements.few_page(self, few, start, limit))
        rows = cursor.fetchall()
        *_row, count, is_whole = rows[0]
        return page([row for row in rows if row[0] is not None], Count(count, True), limit) if is_whole else None

    # -- a count from a sample -----------------------------------------------------------------

    def level(self) -> int:
        """One in how many people to sample so that some thousands at most are looked at."""
        sized = [each for each in self.conditions if not each.same_degree]
        smallest = min((each.size for each in sized), default=self.everyone)
        found = self.look()
        # Of those whom the index gives too many may be read for too few who are left.
        people = min(smallest, max(found.people, found.read / 3)) if found else smallest
        return next((level for level in limits.LEVELS if people / level <= limits.SAMPLE), limits.LEVELS[-1])

    def sampled(self) -> tuple[str, list]:
        """SQL for the sampled people who meet all conditions, each once, and their terms."""
        level = self.level()
        sized = [each for each in self.conditions if not each.same_degree]
        if not sized:
            return f"SELECT person_id, terms FROM alumni_searchdoc WHERE {everyones(level)}", []
        smallest = min(sized, key=lambda each: each.size)
        found = self.look()
        if found and found.people <= smallest.size:
            sql, params = found.sql(level)
            ask, values = self.ask(found.rest(self.conditions), "c.person_id")
            return f"SELECT c.person_id, c.terms {sql} AND {ask}", [*params, *values]
        sql, params = smallest.people(sample=level)
        ask, values = self.ask([each for each in self.conditions if each is not smallest], "c.person_id")
        return (
            "SELECT c.person_id, (SELECT d.terms FROM alumni_searchdoc d WHERE d.person_id = c.person_id) AS terms "
            f"FROM (SELECT DISTINCT person_id FROM ({sql}) AS found) AS c WHERE {ask}",
            [*params, *values],
        )

    def _count(self, cursor) -> tuple[Count, int | None]:
        """How many there are, and how many of them a sample of their own has shown."""
        if not self.conditions and self.everyone <= limits.CAP * 4:
            cursor.execute("SELECT count(*) FROM alumni_searchdoc")
            return Count(cursor.fetchone()[0], True), None
        if not self.conditions:
            return Count(self.everyone, False), None
        if len(self.conditions) == 1 and self.conditions[0].is_name_only:
            return Count(self.conditions[0].names_found, False), None  # measured from the same sample already
        sql, params = self.sampled()
        cursor.execute(f"SELECT count(person_id) FROM ({sql}) AS sampled", params)
        sampled = cursor.fetchone()[0]
        return Count(sampled * self.level(), False), sampled
