"""How many people live where, counted over the search's own rows: a snapshot of one scope.

Three numbers of each place, each of which a search lists:
reachable: living people with an e-mail, a telephone or an address on file;
initiators: those of them who are verified, as the initiators of a chapter must be;
leaders: those of the initiators whom the office has put into a tier above the regular one.
Of more people than MOST only one in some is counted: of everyone whole blocks of the table, whose rows lie together
and are read at the cost of one; of a college's people every sixteenth and so on, by the search's own indexes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from alumni.models.places import COUNTRIES, Province
from alumni.queries.overview.keeping import kept
from alumni.queries.overview.snapshot import LEVELS
from alumni.queries.search.condition import sampled
from alumni.queries.search.filters import FILTERS, REACH
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, between, code, number
from alumni_office.accounts.roles import Permission

MOST = 65_536
MOST_OF_SOME = 16_384  # who lie apart from each other
LEADING = ("outstanding", "notable", "active")
# The searches that list the people behind the numbers, beside the place.
REACHABLE: list[tuple[str, str]] = [("life", "living"), *(("reach", name) for name in REACH)]
INITIATORS = [*REACHABLE, ("verified", "yes")]
LEADERS = [*INITIATORS, *(("tier", tier) for tier in LEADING)]

Counted = tuple[int, int, int]
NONE: Counted = (0, 0, 0)
COUNTRY_OF = {code(Kind.COUNTRY, iso): iso for iso in COUNTRIES}
PROVINCE_OF = {code(Kind.PROVINCE, str(province)): str(province) for province in Province.values}


@dataclass(frozen=True)
class Places:
    """Numbers of people as (reachable, initiators, leaders), counted from one person in `step`."""

    at: datetime
    step: int
    provinces: dict[str, Counted] = field(default_factory=dict)
    countries: dict[str, Counted] = field(default_factory=dict)
    cities: dict[tuple[str, str, int], Counted] = field(default_factory=dict)  # country, province, term
    names: dict[int, str] = field(default_factory=dict)  # of the cities' terms


@dataclass(frozen=True)
class Circles:
    """The same of trades and colleges, by their term."""

    at: datetime
    step: int
    terms: dict[int, Counted]


def places_for(user) -> Places:
    """Of the people whom `user` may see; at most a minute old."""
    return _kept("places", user, take_places)


def circles_for(user) -> Circles:
    return _kept("circles", user, take_circles)


def _kept(what: str, user, take) -> Any:
    reach = user.reach(Permission.ALUMNI_VIEW)
    name = "everyone" if reach.everyone else "-".join(map(str, sorted(reach.college_ids)))
    return kept(f"{what}-{name}", lambda: take(reach))


def take_places(reach) -> Places:
    settle()
    at, level = timezone.now(), level_for(_size(reach), everyone=reach.everyone)
    with connection.cursor() as cursor:
        cursor.execute(*statement(reach, level))
        rows = cursor.fetchall()
        terms = list({city for _country, _province, city, *_counted in rows if city})
        cursor.execute("SELECT id, text FROM alumni_term WHERE id = ANY(%s)", [terms])
        names = dict(cursor.fetchall())
    return _gathered(at, level, rows, names)


def take_circles(reach) -> Circles:
    settle()
    at, level = timezone.now(), level_for(_size(reach), everyone=reach.everyone)
    with connection.cursor() as cursor:
        cursor.execute(*circles(reach, level))
        return Circles(at, level, {term: _times(counted, level) for term, *counted in cursor.fetchall()})


def level_for(people: int, *, everyone: bool) -> int:
    """Of how many people one is counted."""
    if everyone:
        return next(1 << power for power in range(32) if people >> power <= MOST)
    return next((level for level in LEVELS if people / level <= MOST_OF_SOME), LEVELS[-1])


def _size(reach) -> int:
    with connection.cursor() as cursor:
        if reach.everyone:
            cursor.execute("SELECT alumni_everyone()")
        else:
            cursor.execute("SELECT coalesce(sum(people), 0) FROM alumni_term WHERE id = ANY(%s)", [_scope(reach)])
        return int(cursor.fetchone()[0])


def _scope(reach) -> list[int]:
    return [number(Kind.COLLEGE, college) for college in sorted(reach.college_ids)]


def _terms(name: str, values) -> list[int]:
    return [FILTERS[name].term(value) for value in values]


def _sampled(reach, level: int) -> tuple[str, list]:
    """What stands behind FROM: the search's rows of a scope, or one in so many of them; then only reachable people."""
    reachable = " AND terms && %s AND terms @> %s"
    params = [_terms("reach", REACH), _terms("life", ["living"])]
    if reach.everyone:
        sample = f" TABLESAMPLE SYSTEM ({100 / level}) REPEATABLE (1)" if level > 1 else ""
        return f"alumni_searchdoc{sample} WHERE true{reachable}", params
    apart = sampled("person_id", level, LEVELS[1:])
    return f"alumni_searchdoc WHERE terms && %s{apart}{reachable}", [_scope(reach), *params]


RANK = "(terms @> %s)::integer + (terms @> %s AND terms && %s)::integer AS rank"
COUNTS = "count(*), count(*) FILTER (WHERE rank > 0), count(*) FILTER (WHERE rank > 1)"


def _rank() -> list[list[int]]:
    return [_terms("verified", ["yes"]), _terms("verified", ["yes"]), _terms("tier", LEADING)]


def statement(reach, level: int) -> tuple[str, list]:
    """SQL for (country, province, city, reachable, initiators, leaders); a term, or nothing where it is unknown.

    The terms of a person are in order: the first at or above a kind's beginning is the one of that kind, if any."""
    found, params = _sampled(reach, level)
    bounds = [between(kind) for kind in (Kind.COUNTRY, Kind.PROVINCE, Kind.CITY)]
    first = ", ".join(f"terms[width_bucket({low - 1}::bigint, terms) + 1] AS place_{low}" for low, _high in bounds)
    columns = ", ".join(f"CASE WHEN place_{low} < {high} THEN place_{low} END" for low, high in bounds)
    return (
        f"SELECT {columns}, {COUNTS} FROM (SELECT {first}, {RANK} FROM {found} OFFSET 0) AS person GROUP BY 1, 2, 3",
        [*_rank(), *params],
    )


def circles(reach, level: int) -> tuple[str, list]:
    """SQL for (term, reachable, initiators, leaders) of the trades and colleges that chapters are for."""
    found, params = _sampled(reach, level)
    wanted = (
        "ARRAY(SELECT alumni_code(8, industry) FROM chapters_chapter WHERE kind = 'industry' "
        "UNION SELECT alumni_term(2, college_id) FROM chapters_chapter WHERE kind = 'college')"
    )
    return (
        f"SELECT term, {COUNTS} FROM (SELECT terms, {RANK} FROM {found} AND terms && {wanted} OFFSET 0) AS person, "
        f"unnest(terms) AS term WHERE term = ANY({wanted}) GROUP BY 1",
        [*_rank(), *params],
    )


def _gathered(at: datetime, step: int, rows: list[tuple], names: dict[int, str]) -> Places:
    found = Places(at, step, names=names)
    for country, province, city, *counted in rows:
        iso, region = COUNTRY_OF.get(country, ""), PROVINCE_OF.get(province, "")
        many = _times(counted, step)
        if region:
            found.provinces[region] = _sum(found.provinces.get(region, NONE), many)
        if iso:
            found.countries[iso] = _sum(found.countries.get(iso, NONE), many)
        if city:
            found.cities[(iso, region, city)] = many
    return found


def _times(counted: list[int], step: int) -> Counted:
    reachable, initiators, leaders = counted
    return reachable * step, initiators * step, leaders * step


def _sum(one: Counted, other: Counted) -> Counted:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
