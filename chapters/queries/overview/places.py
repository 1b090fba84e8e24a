"""How many people live where, counted over the search's own rows: a snapshot of one scope.

Three numbers of each place, each of which a search lists:
reachable: living people with an e-mail, a telephone or an address on file;
initiators: those of them who are verified, as the initiators of a chapter must be;
leaders: those of the initiators whom the office has put into a tier above the regular one.
Beyond MOST people one in 16, 256 or 4,096 is counted, as on the first page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from alumni.models.places import COUNTRIES, Industry, Province
from alumni.queries.overview.keeping import kept
from alumni.queries.overview.snapshot import LEVELS
from alumni.queries.search.condition import sampled
from alumni.queries.search.filters import FILTERS, REACH
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, between, code, number, payload_of
from alumni_office.accounts.roles import Permission

MOST = 100_000
LEADING = ("outstanding", "notable", "active")
# The searches that list the people behind the numbers, beside the place.
REACHABLE: list[tuple[str, str]] = [("life", "living"), *(("reach", name) for name in REACH)]
INITIATORS = [*REACHABLE, ("verified", "yes")]
LEADERS = [*INITIATORS, *(("tier", tier) for tier in LEADING)]

NONE = (0, 0, 0)
COUNTRY_OF = {code(Kind.COUNTRY, iso): iso for iso in COUNTRIES}
PROVINCE_OF = {code(Kind.PROVINCE, str(province)): str(province) for province in Province.values}
INDUSTRY_OF = {code(Kind.INDUSTRY, str(industry)): str(industry) for industry in Industry.values}


@dataclass(frozen=True)
class Places:
    """Numbers of people as (reachable, initiators, leaders), counted from one person in `step`."""

    at: datetime
    step: int
    provinces: dict[str, tuple] = field(default_factory=dict)
    countries: dict[str, tuple] = field(default_factory=dict)
    cities: dict[tuple[str, str, int], tuple] = field(default_factory=dict)  # country, province, term
    industries: dict[str, tuple] = field(default_factory=dict)
    colleges: dict[int, tuple] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # of the cities' terms


def places_for(user) -> Places:
    """Of the people whom `user` may see; at most a minute old."""
    reach = user.reach(Permission.ALUMNI_VIEW)
    name = "everyone" if reach.everyone else "-".join(map(str, sorted(reach.college_ids)))
    found: Any = kept(f"chapters-{name}", lambda: take(reach))  # type: ignore[arg-type, return-value]
    return found


def take(reach) -> Places:
    settle()
    at, people = timezone.now(), _size(reach)
    level = next((level for level in LEVELS if people / level <= MOST), LEVELS[-1])
    with connection.cursor() as cursor:
        cursor.execute(*statement(reach, level))
        rows = cursor.fetchall()
        cursor.execute(*circles(reach, level))
        others = cursor.fetchall()
        terms = list({city for _country, _province, city, *_counted in rows if city})
        cursor.execute("SELECT id, text FROM alumni_term WHERE id = ANY(%s)", [terms])
        names = dict(cursor.fetchall())
    return _gathered(at, level, rows, others, names)


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


def _people(reach, level: int) -> tuple[str, dict]:
    """SQL for the reachable people of a scope, with what each of them is."""
    scope = "" if reach.everyone else " AND terms && %(scope)s"
    sample = sampled("person_id", level, (16, 256) if reach.everyone else LEVELS[1:])
    sql = (
        "SELECT terms, (terms @> %(verified)s)::integer + "
        "(terms @> %(verified)s AND terms && %(leading)s)::integer AS rank "
        f"FROM alumni_searchdoc WHERE true{sample}{scope} AND terms && %(reach)s AND terms @> %(living)s OFFSET 0"
    )
    return sql, {
        "scope": _scope(reach), "reach": _terms("reach", REACH), "living": _terms("life", ["living"]),
        "verified": _terms("verified", ["yes"]), "leading": _terms("tier", LEADING),
    }  # fmt: skip


COUNTS = "count(*), count(*) FILTER (WHERE rank > 0), count(*) FILTER (WHERE rank > 1)"


def statement(reach, level: int) -> tuple[str, dict]:
    """SQL for (country, province, city, reachable, initiators, leaders); a term, or nothing where it is unknown.

    The terms of a person are in order: the first at or above a kind's beginning is the one of that kind."""
    people, params = _people(reach, level)
    columns = []
    for kind in (Kind.COUNTRY, Kind.PROVINCE, Kind.CITY):
        low, high = between(kind)
        params |= {f"{kind.name}_low": low, f"{kind.name}_high": high}
        place = f"terms[width_bucket(%({kind.name}_low)s::bigint - 1, terms) + 1]"
        columns.append(f"CASE WHEN {place} < %({kind.name}_high)s THEN {place} END")
    return f"SELECT {', '.join(columns)}, {COUNTS} FROM ({people}) AS person GROUP BY 1, 2, 3", params


def circles(reach, level: int) -> tuple[str, dict]:
    """SQL for (term, reachable, initiators, leaders) of the trades and colleges that chapters are for."""
    people, params = _people(reach, level)
    wanted = (
        "ARRAY(SELECT alumni_code(8, industry) FROM chapters_chapter WHERE kind = 'industry' "
        "UNION SELECT alumni_term(2, college_id) FROM chapters_chapter WHERE kind = 'college')"
    )
    people = people.replace(" OFFSET 0", f" AND terms && {wanted} OFFSET 0")
    return (
        f"SELECT term, {COUNTS} FROM ({people}) AS person, unnest(terms) AS term WHERE term = ANY({wanted}) GROUP BY 1",
        params,
    )


def _gathered(at: datetime, step: int, rows, others, names: dict[int, str]) -> Places:
    found = Places(at, step, names=names)
    provinces, countries = defaultdict(lambda: NONE), defaultdict(lambda: NONE)
    for country, province, city, *counted in rows:
        iso, region = COUNTRY_OF.get(country, ""), PROVINCE_OF.get(province, "")
        many = tuple(each * step for each in counted)
        provinces[region] = _sum(provinces[region], many)
        countries[iso] = _sum(countries[iso], many)
        if city:
            found.cities[(iso, region, city)] = many
    for term, *counted in others:
        many = tuple(each * step for each in counted)
        if term in INDUSTRY_OF:
            found.industries[INDUSTRY_OF[term]] = many
        else:
            found.colleges[payload_of(term)] = many
    found.provinces.update({name: many for name, many in provinces.items() if name})
    found.countries.update({name: many for name, many in countries.items() if name})
    return found


def _sum(one: tuple, other: tuple) -> tuple:
    return tuple(map(sum, zip(one, other, strict=True)))
