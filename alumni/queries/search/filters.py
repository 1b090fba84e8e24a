"""Filters: from what a page sends to conditions on terms.

A filter has a public name and a list of values; values of one filter are joined by OR,
filters by AND. Unknown names and values are left out: nothing a person sends reaches a
column or a lookup by name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni import hooks
from alumni.models import Alumnus, Degree, PersonList
from alumni.models.people import colleges_with_predecessors
from alumni.models.places import Industry, Province
from alumni.models.schools import School

from .condition import Condition
from .terms import Kind, code, number

MONTH = re.compile(r"^([0-9]{4})(?:-(0[1-9]|1[0-2]))?$")
YEARS = re.compile(r"^([0-9]{4})?(?:(-)([0-9]{4})?)?$")
EARLIEST, LATEST = 1850, 2100


@dataclass(frozen=True)
class Filter:
    name: str
    label: str | Promise
    kind: Kind
    choices: Mapping[str, str | Promise] | None = None
    of_degree: bool = False  # several of these must hold for one and the same degree
    is_offered: bool = True  # stands beside the list with its counts; others come by links only

    def terms(self, values: Iterable[str]) -> list[int]:
        if self.choices is not None:
            return [self.term(value) for value in values if value in self.choices]
        if self.kind in (Kind.ENROLLED, Kind.GRADUATED, Kind.CONTACTED):
            return [number(self.kind, year) for value in values for year in years(value)]
        if self.kind in (Kind.ENTERED, Kind.CONFIRMED):
            return [number(self.kind, month) for value in values for month in months(value)]
        if self.kind is Kind.COUNTRY:
            return [code(self.kind, value) for value in values if re.fullmatch("[A-Z]{2}", value)]
        digits = 17 if self.kind is Kind.CITY else 15  # a text's term is a hash
        return [number(self.kind, int(value)) for value in values if re.fullmatch(rf"[0-9]{{1,{digits}}}", value)]

    def term(self, value: str) -> int:
        if self.kind is Kind.REACH:
            return number(self.kind, list(REACH).index(value) + 1)
        if self.kind is Kind.VERIFIED:
            return number(self.kind, int(value == "yes"))
        return code(self.kind, value)


REACH = {"email": _("E-mail"), "phone": _("Telephone"), "post": _("Post")}
VERIFIED = {"yes": _("Verified"), "no": _("Not verified")}

FILTERS = {
    each.name: each
    for each in (
        Filter("college", _("College"), Kind.COLLEGE, of_degree=True),
        Filter("school", _("School"), Kind.SCHOOL, of_degree=True),
        Filter("level", _("Level"), Kind.LEVEL, dict(Degree.Level.choices), of_degree=True),
        Filter("enrolled", _("Enrolled"), Kind.ENROLLED, of_degree=True),
        Filter("graduated", _("Graduated"), Kind.GRADUATED, of_degree=True),
        Filter("province", _("Province"), Kind.PROVINCE, dict(Province.choices)),
        Filter("country", _("Country or region"), Kind.COUNTRY),
        Filter("city", _("City"), Kind.CITY, is_offered=False),
        Filter("industry", _("Industry"), Kind.INDUSTRY, dict(Industry.choices)),
        Filter("tier", _("Tier"), Kind.TIER, dict(Alumnus.Tier.choices)),
        Filter("tag", _("Tag"), Kind.TAG),
        Filter("reach", _("Reachable by"), Kind.REACH, REACH),
        Filter("verified", pgettext_lazy("filter", "Verified"), Kind.VERIFIED, VERIFIED),
        Filter("life", pgettext_lazy("filter", "Living"), Kind.LIFE, dict(Alumnus.Life.choices)),
        Filter("gender", _("Gender"), Kind.GENDER, dict(Alumnus.Gender.choices)),
        Filter("kind", _("Kind"), Kind.KIND, dict(Alumnus.Kind.choices)),
        Filter("contacted", _("Last contact"), Kind.CONTACTED),
        Filter("entered", _("Entered in"), Kind.ENTERED, is_offered=False),
        Filter("confirmed", _("Verified in"), Kind.CONFIRMED, is_offered=False),
    )
}
LIST = "list"  # a hand-picked list is not a term: people come and go by the thousand


def parse(data: Mapping[str, Iterable[str] | str]) -> dict[str, list[str]]:
    """Return the known filters of `data` (a QueryDict or a stored dict) as {name: [value, ...]};
    a pair such as graduated_from, graduated_to becomes one range."""
    found: dict[str, list[str]] = {}
    for name in (*FILTERS, LIST, *hooks.criteria):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        values = [values] if isinstance(values, str) else [str(value) for value in values]
        low, high = str(data.get(f"{name}_from") or "").strip(), str(data.get(f"{name}_to") or "").strip()
        if (low or high) and not values:
            values = [f"{low}-{high}"]
        values = [value for value in dict.fromkeys(values) if usable(name, value)][:60]
        if values:
            found[name] = values
    return found


def usable(name: str, value: str) -> bool:
    if name in hooks.criteria:
        return bool(re.fullmatch(hooks.criteria[name].shape, value))
    return bool(re.fullmatch(r"[0-9]{1,15}", value)) if name == LIST else bool(FILTERS[name].terms([value]))


def years(value: str) -> range:
    """The years of "1998", "1990-1999", "1990-" or "-1999"; "0" and "never" are no year at all."""
    if value in ("0", "never"):
        return range(1)
    match = YEARS.match(value.strip())
    if not match or not (match[1] or match[3]):
        return range(0)
    low = int(match[1] or EARLIEST)
    high = int(match[3] or LATEST) if match[2] else low
    return range(max(low, EARLIEST), min(high, LATEST) + 1)


def months(value: str) -> list[int]:
    """The months of "2026-03" or of the year "2026", as 202603."""
    match = MONTH.match(value.strip())
    if not match or not EARLIEST <= int(match[1]) <= LATEST:
        return []
    return [int(match[1]) * 100 + month for month in ([int(match[2])] if match[2] else range(1, 13))]


def conditions(filters: dict[str, list[str]], user) -> list[Condition]:
    made = [Condition(terms=FILTERS[name].terms(values)) for name, values in filters.items() if name in FILTERS]
    made += [_of_criterion(hooks.criteria[name], filters[name], user) for name in filters if name in hooks.criteria]
    if filters.get(LIST):
        lists = PersonList.objects.visible_to(user).filter(pk__in=filters[LIST]).values_list("pk", flat=True)
        made.append(
            Condition(
                facts=[("alumni_personlistentry", "alumnus_id", "list_id = ANY(%s)", (list(lists),))],
            )
        )
    of_degree = {name: values for name, values in filters.items() if name in FILTERS and FILTERS[name].of_degree}
    if len(of_degree) > 1:
        made.append(Condition(same_degree=_same_degree(of_degree)))
    return made


def _of_criterion(criterion: hooks.Criterion, values: list[str], user) -> Condition:
    """What another app knows: asked of its own rows, and of nothing that `user` may not choose."""
    known = criterion.known(user, values)
    fact = criterion.fact(user, [value for value in values if value in known])
    return Condition(facts=[(fact.table, fact.person, fact.where, fact.values)])


def _same_degree(filters: dict[str, list[str]]) -> tuple[str, tuple]:
    sql: list[str] = []
    params: list[list[int] | list[str]] = []
    if "college" in filters:
        sql.append("g.college_id = ANY(%s)")
        params.append(list(colleges_with_predecessors(int(value) for value in filters["college"])))
    if "school" in filters:
        sql.append("g.school_id = ANY(%s)")
        params.append(list(_schools_with_predecessors({int(value) for value in filters["school"]})))
    if "level" in filters:
        sql.append("g.level = ANY(%s)")
        params.append(filters["level"])
    for name, column in (("enrolled", "enrolment_year"), ("graduated", "graduation_year")):
        if name in filters:
            sql.append(f"g.{column} = ANY(%s)")
            params.append([year for value in filters[name] for year in years(value)])
    return " AND ".join(sql), tuple(params)


def _schools_with_predecessors(found: set[int]) -> set[int]:
    steps = list(School.objects.exclude(successor=None).values_list("pk", "successor_id"))
    while more := {school for school, successor in steps if successor in found} - found:
        found |= more
    return found
