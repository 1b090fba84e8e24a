"""Who belongs to a chapter's place, and which chapter is whose."""

from django.db.models import Exists, OuterRef, Q

from alumni.models import Alumnus, Degree
from alumni.models.people import colleges_with_predecessors
from chapters.models import Chapter

# Three places have a number of a province and a code of a country or region.
CODES = {"71": "TW", "81": "HK", "82": "MO"}


def cities(city: str) -> list[str]:
    """The ways in which a city is written: 济南, 济南市."""
    short = city.strip().removesuffix("市")
    return [short, f"{short}市"]


def belongs_to(chapter: Chapter) -> Q:
    """Of alumni: who lives in the place, works in the trade, or studied at the college."""
    if chapter.kind == Chapter.Kind.INDUSTRY:
        return Q(industry=chapter.industry)
    if chapter.kind == Chapter.Kind.COLLEGE:
        colleges = colleges_with_predecessors([chapter.college_id])
        return Q(Exists(Degree.objects.filter(alumnus=OuterRef("pk"), college__in=colleges)))
    if chapter.kind == Chapter.Kind.OVERSEAS:
        place = Q(country=chapter.country)
    else:
        place = Q(province=chapter.province) & Q(country__in=["", "CN", CODES.get(chapter.province, "CN")])
        if code := CODES.get(chapter.province):
            place |= Q(country=code)
    return place & Q(city__in=cities(chapter.city)) if chapter.city else place


def is_of(chapter: Chapter, person: Alumnus) -> bool:
    return Alumnus.objects.filter(belongs_to(chapter), pk=person.pk).exists()


def chapter_for(person: Alumnus) -> Chapter | None:
    """The living chapter of the place where the person lives: the city's before the province's or the country's."""
    if person.country not in ("", "CN", *CODES.values()):
        places = Q(kind=Chapter.Kind.OVERSEAS, country=person.country)
    else:
        codes = {code: province for province, code in CODES.items()}
        province = codes.get(person.country, person.province)
        if not province:
            return None
        places = Q(kind=Chapter.Kind.REGIONAL, province=province)
    found = Chapter.objects.living().filter(places, city__in=["", *cities(person.city)] if person.city else [""])
    return found.order_by("-city").first()
