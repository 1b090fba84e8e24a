"""One condition on a person: any of a name, a term, or a fact in another table.

Predicates are scalar subqueries on purpose: the planner can neither turn them into hash joins
over the whole table nor reorder them, so a page of 25 costs what the few people before its end
cost. docs/adr/0001-search.md has the figures.
"""

from dataclasses import dataclass, field

from . import limits

BEYOND = "\U0010ffff"  # sorts after every character under COLLATE "C"

TEXT = (
    "coalesce((SELECT true FROM alumni_employment e WHERE e.alumnus_id = {person} AND names_bare(e.employer) LIKE %s LIMIT 1),"
    " (SELECT true FROM alumni_degree m WHERE m.alumnus_id = {person} AND names_bare(m.major) LIKE %s LIMIT 1), false)"
)


def sampled(person: str, one_in: int, indexed: tuple[int, ...] = limits.LEVELS) -> str:
    """SQL that takes one person in so many, by the narrowest index that has all of these."""
    if one_in == 1:
        return ""
    index = max((each for each in indexed if each <= one_in and one_in % each == 0), default=one_in)
    return "".join(f" AND mod({person}, {each}) = 0" for each in sorted({index, one_in}))


def everyones(one_in: int) -> str:
    """SQL that takes one person in so many of all, in the words of the two indexes for that."""
    index = max((each for each in (16, 256) if each <= one_in), default=one_in)
    return " AND ".join(f"person_id & {each - 1} = 0" for each in sorted({index, one_in}))


@dataclass
class Condition:
    name: str = ""  # the folded beginning of a search key
    ranks: tuple[int, ...] = ()
    begins: list[int] = field(default_factory=list)  # of these terms everybody of that name has one
    is_begun: bool = False  # and everybody who has one is of that name
    fragment: str = ""  # may begin a key of terms: those found are added to `terms`
    terms: list[int] = field(default_factory=list)
    facts: list[tuple[str, str, str, tuple]] = field(default_factory=list)  # table, person column, WHERE, parameters
    text: str = ""  # a fragment met by so many employers or majors that each person's are read
    same_degree: tuple[str, tuple] | None = None
    # How many people each part has: exact up to the cap, beyond it an estimate.
    names_found: int = 0
    begun_found: int = 0
    terms_found: int = 0
    facts_found: int = 0
    text_found: int = 0

    def forget_what_nobody_has(self) -> None:
        """Drop the meanings of a word that were counted and found in no one: fewer to ask for."""
        if not self.names_found:
            self.name, self.ranks, self.begins, self.is_begun = "", (), [], False
        if not self.facts_found:
            self.facts = []

    @property
    def size(self) -> int:
        return self.names_found + self.terms_found + self.facts_found + self.text_found

    @property
    def implied(self) -> list[int]:
        """Terms of which everybody who meets the condition has one; none where none are known."""
        if self.facts or self.text or (self.name and not self.begins):
            return []
        return self.begins + self.terms

    @property
    def is_implied(self) -> bool:
        """Whether everybody who has one of `implied` meets the condition."""
        return bool(self.implied) and (self.is_begun or not self.name)

    @property
    def implied_size(self) -> int:
        return self.size if self.is_implied else max(self.begun_found + self.terms_found, self.size)

    @property
    def is_name_only(self) -> bool:
        return bool(self.name) and not (self.terms or self.facts or self.text)

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.terms or self.facts or self.text or self.same_degree)

    def holds(self, person: str) -> tuple[str, list]:
        """SQL that is true where the condition holds for the column `person`."""
        parts: list[str] = []
        params: list[object] = []
        if self.same_degree:
            where, values = self.same_degree
            return (
                f"(SELECT NOT d.several OR EXISTS (SELECT FROM alumni_degree g WHERE g.alumnus_id = d.person_id AND {where})"
                f" FROM alumni_searchdoc d WHERE d.person_id = {person})",
                list(values),
            )
        if self.name and not self.is_begun:
            parts.append(
                f"(SELECT true FROM alumni_searchkey o WHERE o.person_id = {person} AND o.key >= %s AND o.key < %s LIMIT 1)"
            )
            params += [self.name, self.name + BEYOND]
        if terms := self.terms + (self.begins if self.is_begun else []):
            parts.append(f"(SELECT d.terms && %s FROM alumni_searchdoc d WHERE d.person_id = {person})")
            params.append(terms)
        for table, column, where, values in self.facts:
            parts.append(f"(SELECT true FROM {table} f WHERE f.{column} = {person} AND {where} LIMIT 1)")
            params += values
        if self.text:
            parts.append(TEXT.format(person=person))
            params += [f"%{self.text}%"] * 2
        if not parts:
            return "false", []
        return "(" + " OR ".join(parts) + ")", params

    def people(self, sample: int = 1) -> tuple[str, list]:
        """SQL that gives every person for whom the condition holds, once or oftener, as
        (person_id, rank, key, seniority); with `sample` only one in so many."""
        parts: list[str] = []
        params: list[object] = []
        for rank in self.ranks if self.name else ():
            parts.append(
                "SELECT person_id, rank, key, seniority FROM alumni_searchkey "
                f"WHERE rank = {rank} AND key >= %s AND key < %s{sampled('person_id', sample, (16,))}"
            )
            params += [self.name, self.name + BEYOND]
        if self.terms:
            parts.append(
                "SELECT person_id, 9::smallint AS rank, sort_name AS key, 0::smallint AS seniority "
                f"FROM alumni_searchdoc WHERE terms && %s{sampled('person_id', sample)}"
            )
            params.append(self.terms)
        for table, column, where, values in self.facts:
            only = "" if sample == 1 else f" AND mod({column}, {sample}) = 0"
            parts.append(
                f"SELECT d.person_id, 9::smallint AS rank, d.sort_name AS key, 0::smallint AS seniority FROM alumni_searchdoc d "
                f"WHERE d.person_id IN (SELECT {column} FROM {table} WHERE {where}{only})"
            )
            params += values
        if self.text:
            only = "" if sample == 1 else f"mod(d.person_id, {sample}) = 0 AND "
            parts.append(
                "SELECT d.person_id, 9::smallint AS rank, d.sort_name AS key, 0::smallint AS seniority "
                f"FROM alumni_searchdoc d WHERE {only}{TEXT.format(person='d.person_id')}"
            )
            params += [f"%{self.text}%"] * 2
        return " UNION ALL ".join(f"({part})" for part in parts), params
