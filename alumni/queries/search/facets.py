"""Counts beside the filters: how many of the result have each value."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alumni import hooks
from alumni.models.places import COUNTRIES, country_label

from . import limits, statements
from .filters import FILTERS, Filter
from .search import Search
from .terms import Kind, between, code, kind_of, number, payload_of

MOST_OPTIONS = 60
SHOWN = 8  # options of a filter that are not folded away


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    is_exact: bool

    @property
    def has_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)

    @property
    def hidden(self) -> int:
        return max(len(self.options) - SHOWN, 0)

    @property
    def takes_range(self) -> bool:
        return FILTERS[self.name].kind in (Kind.ENROLLED, Kind.GRADUATED)


@dataclass(frozen=True)
class Offered:
    """A filter of another app: what may still be chosen of it."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    has_chosen: bool


def offered(search: Search) -> list[Offered]:
    found = []
    for name, criterion in hooks.criteria.items():
        chosen = search.filters.get(name, [])
        choices = [(value, label) for value, label in criterion.choices(search.user) if value not in chosen]
        if choices:
            found.append(Offered(name, str(criterion.label), choices, bool(chosen)))
    return found


def facets(search: Search) -> list[Facet]:
    """Return the filters with counts over the result of `search`: exact up to CAP people, from
    a sample beyond (then rounded to the sample's step and marked as not exact)."""
    if not search.is_allowed:
        return []
    counts, step = _counts(search)
    names = names_of([term for term in counts if kind_of(term) in (Kind.SCHOOL, Kind.COLLEGE, Kind.TAG)])
    found = []
    for each in (each for each in FILTERS.values() if each.is_offered):
        low, high = between(each.kind)
        counted = {term: number_of for term, number_of in counts.items() if low <= term < high}
        chosen = set(search.filters.get(each.name, ()))
        options = [
            Option(value, label, counted.get(term, 0) * step, value in chosen)
            for term, value, label in _options(each, counted, names, chosen)
        ]
        if options:
            found.append(Facet(each.name, str(each.label), _in_order(each, options)[:MOST_OPTIONS], step == 1))
    return found


def _counts(search: Search) -> tuple[dict[int, int], int]:
    if any(each.is_empty for each in search.conditions):
        return {}, 1
    with connection.cursor() as cursor:
        if not search.conditions and search.everyone <= limits.CAP:
            return _count(cursor, "SELECT terms FROM alumni_searchdoc", [])[0], 1
        exact = _count_whole(cursor, search) if search.expected <= limits.COUNTED else None
        if exact is not None:
            return exact, 1
        sql, params = search.sampled()
        counted, people = _count(cursor, f"SELECT terms FROM ({sql}) AS sampled", params)
        if search.is_rarer(people):
            exact = _count_whole(cursor, search)
        return (counted, search.level()) if exact is None else (exact, 1)


def _count_whole(cursor, search: Search) -> dict[int, int] | None:
    """Count over the people of a result that is read whole; None when they are too many."""
    few = search.few_of_terms(limits.COUNTED) or search.few()
    if not few:
        return None
    read, is_whole, few, first = statements.reading(few)
    sql, params = statements.candidates(search, few, placed=False)
    most = f"WHERE {is_whole} LIMIT {limits.COUNTED + 1}"
    # Apart, so that the planner does not choose for the limit: it takes what begins soon, and all is read here.
    read = f"{read} candidate AS MATERIALIZED ({sql}),"
    if few.may_be_cut:
        sql = f"SELECT terms FROM candidate {most}"
    else:
        # As an array, whose size the planner takes for ten: it reads rows by their key.
        people = f"ARRAY(SELECT person_id FROM candidate {most})"
        sql = f"SELECT terms FROM alumni_searchdoc WHERE person_id = ANY(({people})::bigint[])"
    counted, found = _count(cursor, sql, [*first, *params], read, most=limits.COUNTED)
    return counted if found <= limits.COUNTED and (found or not few.may_be_cut) else None


def _count(cursor, sql: str, params: list, read: str = "", most: int | None = None) -> tuple[dict[int, int], int]:
    """Return ({term: people}, people) over the people whose terms `sql` gives; no terms where they are more than `most`."""
    cursor.execute(
        # unnest stands in the select list on purpose: in FROM it would be called, and store, once for each row.
        # Terms are in order, those that no filter counts behind: only what stands before these is taken apart.
        f"WITH {read} hit AS MATERIALIZED ({sql}), counted AS MATERIALIZED (SELECT count(*) AS people FROM hit) "
        "SELECT term, count(*) FROM (SELECT unnest(terms[:width_bucket(%s::bigint, terms)]) AS term FROM hit "
        "WHERE (SELECT people FROM counted) <= coalesce(%s, 2147483647)) AS had "
        "GROUP BY term UNION ALL SELECT NULL, people FROM counted",
        [*params, number(Kind.CITY, 0) - 1, most],
    )
    counted = dict(cursor.fetchall())
    return counted, counted.pop(None)


def names_of(terms: list[int]) -> dict[int, str]:
    """Return the names of schools, colleges and tags, in the reader's language where there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, text FROM alumni_term WHERE id = ANY(%s)", [terms])
        return {term: name_of(kind, text) for term, kind, text in cursor.fetchall()}


def name_of(kind: str, text: str) -> str:
    """The name in the reader's language, of all the names that a term has."""
    parts = text.split("|")
    english = (get_language() or "").startswith("en")
    return parts[1] if english and kind != "tag" and len(parts) > 1 and parts[1].isascii() else parts[0]


def _options(each: Filter, counted: dict[int, int], names: dict[int, str], chosen: set[str]):
    """Yield (term, public value, label) of each value that occurs or is chosen."""
    if each.choices is not None:
        for value, label in each.choices.items():
            if each.term(value) in counted or value in chosen:
                yield each.term(value), value, str(label)
    elif each.kind is Kind.COUNTRY:
        by_term = {code(Kind.COUNTRY, iso): iso for iso in COUNTRIES}
        for term in counted.keys() & by_term.keys():
            yield term, by_term[term], country_label(by_term[term])
    elif each.kind is Kind.CONTACTED:
        for term in counted:
            year = payload_of(term)
            yield term, str(year or "never"), str(year) if year else _("Never")
    else:
        for term in counted:
            value = str(payload_of(term))
            yield term, value, names.get(term, value)


def _in_order(each: Filter, options: list[Option]) -> list[Option]:
    if each.kind in (Kind.ENROLLED, Kind.GRADUATED, Kind.CONTACTED):
        return sorted(
            options, key=lambda option: (option.value == "never", -int(option.value) if option.value.isdigit() else 0)
        )
    return sorted(options, key=lambda option: (not option.is_chosen, -option.count, option.label))
