"""Places, trades and colleges: how they are called, whose chapter stands there, and who lives there."""

from collections.abc import Mapping

from django.utils.translation import get_language, override

from alumni.intake.cells.regions import CITIES
from alumni.models import Alumnus
from alumni.models.people import colleges_with_predecessors
from alumni.models.places import COUNTRIES, Province, country_label
from chapters.models import Chapter
from chapters.models.places import Placed

Kind = Placed.Kind
LONGEST_KEY = 18  # digits that a key may have
AS_A_COUNTRY = {Province.TAIWAN: "TW", Province.HONG_KONG: "HK", Province.MACAO: "MO"}
PLACE = ("kind", "province", "country", "city", "industry", "college")


def place_of(placed) -> dict:
    """The six columns that say what a chapter, or an application, is for."""
    return {name: getattr(placed, name) for name in PLACE}


def place_label(placed) -> str:
    """Where it is, or for which trade or college, in the reader's language. Cities have no English name on record."""
    if placed.kind == Kind.INDUSTRY:
        return str(placed.get_industry_display())
    if placed.kind == Kind.COLLEGE:
        return placed.college.shown_name if placed.college else ""
    is_abroad = placed.kind == Kind.OVERSEAS
    wide = country_label(placed.country) if is_abroad else str(placed.get_province_display())
    between = " · " if (get_language() or "zh").startswith("zh") else ", "
    return f"{wide}{between}{placed.city}" if placed.city and placed.city != wide else wide


def chinese_province(code: str) -> str:
    with override("zh-hans"):
        return str(Province(code).label)


def plain_city(place: Mapping) -> str:
    """The city as the registry keeps it: 青岛 for 青岛市, and none for a municipality, which is a province."""
    city = " ".join(place["city"].split())
    if place["kind"] != Kind.REGIONAL:
        return city
    short = city.removesuffix("市")
    city = short if short in CITIES else city
    return "" if city == chinese_province(place["province"]) else city


def is_elsewhere(place: Mapping) -> bool:
    """Whether the city is known and belongs to another province."""
    if place["kind"] != Kind.REGIONAL or not place["city"]:
        return False
    province = CITIES.get(place["city"])
    return province is not None and province != chinese_province(place["province"])


def beginnings(place: Mapping) -> list[str]:
    """The Chinese words of which one stands at the beginning of the chapter's name; any will do where there is
    none: trades have many names."""
    if place["kind"] == Kind.REGIONAL:
        return [*filter(None, [place["city"], chinese_province(place["province"])])]
    if place["kind"] == Kind.OVERSEAS:
        return [*filter(None, [place["city"], COUNTRIES.get(place["country"], ("", ""))[0]])]
    if place["kind"] == Kind.COLLEGE and place["college"]:
        return [place["college"].name, *place["college"].aliases]
    return []


def standing(place: Mapping):
    """The chapters of a place, a trade or a college that were not dissolved."""
    chapters = Chapter.objects.filter(kind=place["kind"]).exclude(recognition=Chapter.Recognition.DISSOLVED)
    if place["kind"] == Kind.REGIONAL:
        return chapters.filter(province=place["province"], city__iexact=place["city"])
    if place["kind"] == Kind.OVERSEAS:
        return chapters.filter(country=place["country"], city__iexact=place["city"])
    if place["kind"] == Kind.INDUSTRY:
        return chapters.filter(industry=place["industry"])
    return chapters.filter(college=place["college"])


def sleeping(kind: str, key: str):
    """The dormant chapter of this key that a link names, if there is one."""
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        return Chapter.objects.none()
    return Chapter.objects.filter(kind=kind, pk=int(key), recognition=Chapter.Recognition.DORMANT)


def belongs_to(person: Alumnus, placed) -> bool:
    """Whether the person lives in the place, works in the trade, or studied at the college, as far as we know."""
    if placed.kind == Kind.INDUSTRY:
        return person.industry == placed.industry
    if placed.kind == Kind.COLLEGE:
        return person.degrees.filter(college__in=colleges_with_predecessors([placed.college_id])).exists()
    if placed.kind == Kind.OVERSEAS:
        is_there = person.country == placed.country
    else:
        abroad = AS_A_COUNTRY.get(placed.province, "")
        is_there = person.province == placed.province or (abroad != "" and person.country == abroad)
    return is_there and (not placed.city or _same_city(person.city, placed))


def _same_city(city: str, placed) -> bool:
    theirs = plain_city({**place_of(placed), "city": city})
    return theirs.casefold() == placed.city.casefold()
