"""What one alumnus may see of others: each piece only as far as its owner opened it."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Profile, SearchKey
from alumni.models.people import OPEN_TO_ALUMNI, colleges_with_predecessors
from alumni.models.places import COUNTRIES, Language, country_label
from alumni.queries.liaisons import speaks_for
from alumni.queries.person.masking import readable
from alumni.queries.search import pages
from alumni.queries.search.measure import settle
from alumni.queries.search.terms import Kind, number
from alumni_office.names import fold

PAGE = 24
MOST_OF_A_CLASS = 400
BEYOND = "\U0010ffff"
USABLE = [ContactPoint.State.UNVERIFIED, ContactPoint.State.VERIFIED]


@dataclass(frozen=True)
class Card:
    """One person as one viewer may see them; what is closed is empty."""

    pk: int
    name: str
    studied: list[str]
    is_classmate: bool
    has_photo: bool = False
    place: str = ""
    works: list[str] = field(default_factory=list)
    industry: str = ""
    languages: list[str] = field(default_factory=list)
    offer: str = ""
    contacts: list[tuple[str, str]] = field(default_factory=list)
    takes_messages: bool = False


@dataclass(frozen=True)
class Page:
    cards: list[Card]
    after: str  # cursor of the next page, "" on the last one


@dataclass(frozen=True)
class ClassPage:
    """The members of one class by name. `found` have an account or were verified; the office looks for `missing`."""

    degree: Degree
    found: list[tuple[Alumnus, bool]]  # with whether the viewer may open the person's page
    missing: list[Alumnus]
    remembered: list[Alumnus]
    is_cut: bool
    liaisons: list[Alumnus]  # who speaks for the class and opened themselves to the viewer
    has_liaison: bool


def seen(audience: str, is_classmate: bool) -> bool:
    return audience in OPEN_TO_ALUMNI or (audience == "classmates" and is_classmate)


def seen_filter(piece: str) -> Q:
    """The people whose `piece` ("place", "career") the viewer may see; needs `is_classmate`."""
    return Q(**{f"profile__{piece}_audience__in": OPEN_TO_ALUMNI}) | Q(
        **{f"profile__{piece}_audience": "classmates"}, is_classmate=True
    )


def classmates(
    viewer: Alumnus, *, name: str = "", year: int | None = None, college=None, class_name: str = "", place: str = "",
    industry: str = "", after: str = "",
) -> Page:  # fmt: skip
    """One page of those who opened themselves to `viewer`, by reading. A closed piece is not searched either:
    who does not show a place is not found by it."""
    settle()
    people = Alumnus.objects.opened_to(viewer)
    if folded := fold(name):
        keys = SearchKey.objects.filter(rank__in=[1, 2], key__gte=folded, key__lt=folded + BEYOND)
        people = people.filter(Exists(keys.filter(person=OuterRef("pk"))))
    people = _with_degree(people, year, college, class_name)
    if place:
        told = Q(city__icontains=place) | Q(province__in=_provinces(place)) | Q(country__in=_countries(place))
        people = people.filter(seen_filter("place"), told)
    if industry:
        people = people.filter(seen_filter("career"), industry=industry)
    people = people.filter(doc__isnull=False)
    if start := pages.decode(after):
        _rank, key, _seniority, person = start
        people = people.filter(Q(doc__sort_name__gt=key) | Q(doc__sort_name=key, pk__gt=person))
    rows = list(_with_pieces(people).order_by("doc__sort_name", "pk")[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    cursor = pages.encode((rows[-1].pk, 9, rows[-1].doc.sort_name, 0)) if more else ""
    return Page([card(person) for person in rows], cursor)


def classmate(viewer: Alumnus, pk: int) -> Card | None:
    """The person's page, or None for someone who is not open to `viewer`."""
    person = _with_pieces(Alumnus.objects.opened_to(viewer)).filter(pk=pk).first()
    return card(person) if person else None


def _with_degree(people, year: int | None, college, class_name: str):
    """The conditions on studies hold together, of one degree."""
    if not (year or college or class_name):
        return people
    degrees = Degree.objects.filter(alumnus=OuterRef("pk"))
    if year:
        degrees = degrees.filter(Q(graduation_year=year) | Q(enrolment_year=year))
        people = people.filter(doc__terms__overlap=[number(Kind.GRADUATED, year), number(Kind.ENROLLED, year)])
    if college:
        degrees = degrees.filter(college__in=colleges_with_predecessors([college.pk]))
        people = people.filter(doc__terms__contains=[number(Kind.COLLEGE, college.pk)])
    if class_name:
        degrees = degrees.filter(class_name__icontains=class_name)
    return people.filter(Exists(degrees))


def _provinces(place: str) -> list[str]:
    return [code for code, label in Alumnus._meta.get_field("province").flatchoices if place in str(label)]


def _countries(place: str) -> list[str]:
    return [code for code, names in COUNTRIES.items() if any(place.lower() in name.lower() for name in names)]


def _with_pieces(people) -> QuerySet[Alumnus]:
    return people.select_related("profile", "doc").prefetch_related(
        Prefetch("degrees", Degree.objects.select_related("college", "school").by_year()),
        Prefetch("employments", Employment.objects.filter(is_current=True).order_by("-pk")),
        Prefetch("contacts", ContactPoint.objects.filter(state__in=USABLE).order_by("kind", "pk")),
    )


def card(person) -> Card:
    """Make the card of a person from `opened_to`, with everything prefetched."""
    profile: Profile = person.profile
    near = person.is_classmate
    shows_career = seen(profile.career_audience, near)
    place = [country_label(person.country) if person.country not in ("", "CN") else "", person.get_province_display(),
             person.city] if seen(profile.place_audience, near) else []  # fmt: skip
    return Card(
        pk=person.pk, name=person.name, studied=[_studied(degree) for degree in person.degrees.all()],
        is_classmate=near, has_photo=bool(profile.photo) and seen(profile.photo_audience, near),
        place=" ".join(dict.fromkeys(filter(None, map(str, place)))),
        works=[str(job) for job in person.employments.all()] if shows_career else [],
        industry=str(person.get_industry_display()) if shows_career else "",
        languages=_languages(profile) if seen(profile.languages_audience, near) else [],
        offer=profile.offer if seen(profile.offer_audience, near) else "",
        contacts=[(str(each.get_kind_display()), readable(each.kind, each.value, each.postcode))
                  for each in person.contacts.all() if seen(each.audience, near)],
        takes_messages=profile.takes_messages,
    )  # fmt: skip


def _languages(profile: Profile) -> list[str]:
    return [str(Language(code).label) for code in profile.languages if code in Language.values]


def _studied(degree: Degree) -> str:
    year = (
        _("class of %(year)s") % {"year": degree.graduation_year}
        if degree.graduation_year
        else _("enrolled %(year)s") % {"year": degree.enrolment_year}
        if degree.enrolment_year
        else ""
    )
    of = degree.college or degree.school
    return " ".join(filter(None, (str(of or ""), degree.major, str(degree.get_level_display()), year)))


def classes_of(viewer: Alumnus) -> list[Degree]:
    """The viewer's degrees of which a class can be told."""
    degrees = viewer.degrees.select_related("college", "school").by_year()
    return [degree for degree in degrees if degree.class_of is not None]


def class_members(degree: Degree) -> QuerySet[Alumnus]:
    """Everyone on file in the class of `degree`; those who had their record restricted are left out."""
    assert degree.class_of is not None
    settle()
    people = Alumnus.objects.present().filter(restricted_at__isnull=True)
    if degree.graduation_year:
        people = people.filter(doc__terms__contains=[number(Kind.GRADUATED, degree.graduation_year)])
    return people.filter(Exists(Degree.objects.filter(degree.class_of, alumnus=OuterRef("pk"))))


def missing_members(degree: Degree) -> QuerySet[Alumnus]:
    """Those whom the office has not found yet."""
    missing = class_members(degree).filter(user__isnull=True, verified_at__isnull=True)
    return missing.exclude(life=Alumnus.Life.DECEASED)


def class_page(viewer: Alumnus, degree: Degree) -> ClassPage:
    rows = list(class_members(degree).order_by("doc__sort_name", "pk")[: MOST_OF_A_CLASS + 1])
    people = rows[:MOST_OF_A_CLASS]
    opened = set(
        Alumnus.objects.opened_to(viewer).filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True)
    )
    speak = [row.alumnus for row in speaks_for(degree)]
    shown = set(
        Alumnus.objects.opened_to(viewer).filter(pk__in=[each.pk for each in speak]).values_list("pk", flat=True)
    )
    shown.add(viewer.pk)
    named = list({each.pk: each for each in speak if each.pk in shown}.values())
    page = ClassPage(degree, [], [], [], len(rows) > MOST_OF_A_CLASS, named, bool(speak))
    for person in people:
        if person.life == Alumnus.Life.DECEASED:
            page.remembered.append(person)
        elif person.user_id or person.verified_at or person.pk == viewer.pk:
            page.found.append((person, person.pk in opened or person.pk == viewer.pk))
        else:
            page.missing.append(person)
    return page
