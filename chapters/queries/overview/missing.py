"""Places with many alumni and no chapter."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from alumni.models.places import Province, country_label
from alumni.queries.overview.figures import Figure
from alumni.queries.search.terms import payload_of
from alumni_office.ui import tilemap
from chapters.models import Application, Chapter

from .places import INITIATORS, LEADERS, NONE, REACHABLE, Places, places_for

HOME = "CN"
SHOWN = 60
# Cities that are provinces: their chapter is the province's.
MUNICIPALITIES = {"11", "12", "31", "50", "81", "82"}
NEITHER = ("", None)


@dataclass(frozen=True)
class Row:
    """A place, its three numbers, and what there is: `state` of a chapter that is not living or of an application."""

    label: str
    within: str
    reachable: Figure
    initiators: Figure
    leaders: Figure
    state: str = ""
    chapter_id: int | None = None


@dataclass(frozen=True)
class Missing:
    places: Places
    tiles: list[tilemap.Tile]
    cities: list[Row]
    countries: list[Row]
    more_cities: int


def missing(user, *, covered_too: bool = False) -> Missing:
    """Places without a living chapter, the most people first; `covered_too`: cities in a province with one as well."""
    places, known = places_for(user), _Known()
    cities = sorted(_cities(places, known, covered_too), key=lambda row: (-row.reachable.value, row.label))
    return Missing(places, _tiles(places, known), cities[:SHOWN], _countries(places, known), len(cities[SHOWN:]))


class _Known:
    """Which places have a chapter, and which are on the way to one."""

    def __init__(self):
        chapters = Chapter.objects.exclude(recognition=Chapter.Recognition.DISSOLVED)
        rows = list(chapters.filter(kind__in=["regional", "overseas"]).values_list(
            "kind", "province", "country", "city", "recognition", "pk"
        ))  # fmt: skip
        living = {str(state) for state in Chapter.LIVING}
        self.living = {_key(*place) for *place, recognition, _pk in rows if recognition in living}
        self.others = {_key(*place): (recognition, pk) for *place, recognition, pk in rows if recognition not in living}
        open_ = Application.objects.filter(state__in=Application.OPEN).exclude(state=Application.State.DRAFT)
        for place in open_.values_list("kind", "province", "country", "city"):
            self.others.setdefault(_key(*place), (Chapter.Recognition.APPLYING, None))
        self.labels = dict(Chapter.Recognition.choices)

    def state(self, key) -> tuple[str, int | None]:
        recognition, pk = self.others.get(key, NEITHER)
        return str(self.labels[recognition]) if recognition else "", pk

    def has_in_province(self, province: str) -> bool:
        return any(each[0] == province for each in self.living)

    def has_in_country(self, country: str) -> bool:
        return any(each[1] == country for each in self.living)


def _key(kind: str, province: str, country: str, city: str) -> tuple[str, str, str]:
    return province, country if kind == "overseas" else "", city.removesuffix("市")


def _row(label: str, within: str, counted: tuple, step: int, query: list[tuple[str, str]], state=NEITHER) -> Row:
    return Row(label, within, *figures(counted, step, query), *state)


def figures(counted: tuple, step: int, query: list[tuple[str, str]]) -> Iterable[Figure]:
    console = reverse("admin:alumni_alumnus_changelist")
    for value, more in zip(counted, (REACHABLE, INITIATORS, LEADERS), strict=True):
        yield Figure(value, step, f"{console}?{urlencode([*query, *more])}")


def _tiles(places: Places, known: _Known) -> list[tilemap.Tile]:
    found = []
    for province in Province:
        label, value = str(province.label), province.value
        if known.has_in_province(value):
            found.append(tilemap.Place(value, label, 0, "✓"))
            continue
        reachable, *_others = figures(places.provinces.get(value, NONE), places.step, [("province", value)])
        found.append(tilemap.Place(value, label, reachable.value, reachable.text, reachable.url, reachable.brief))
    return tilemap.tiles(found)


def _cities(places: Places, known: _Known, covered_too: bool) -> Iterable[Row]:
    labels = dict(Province.choices)
    for (country, province, term), counted in places.cities.items():
        name = places.names.get(term, "")
        abroad = not province and country not in ("", HOME)
        if not name or (not province and not abroad) or province in MUNICIPALITIES:
            continue
        key = ("", country, name) if abroad else (province, "", name.removesuffix("市"))
        whole = (key[0], key[1], "")
        if key in known.living or (whole in known.living and not covered_too):
            continue
        query = [("city", str(payload_of(term))), *([("country", country)] if abroad else [("province", province)])]
        within = country_label(country) if abroad else str(labels[province])
        yield _row(name, within, counted, places.step, query, known.state(key))


def _countries(places: Places, known: _Known) -> list[Row]:
    rows = [
        _row(country_label(iso), "", counted, places.step, [("country", iso)], known.state(("", iso, "")))
        for iso, counted in places.countries.items()
        if iso not in (HOME, "HK", "MO", "TW") and not known.has_in_country(iso)
    ]
    return sorted(rows, key=lambda row: (-row.reachable.value, row.label))
