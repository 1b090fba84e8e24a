"""Companies of alumni: who runs which, which may be shown, and what other alumni see of them."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from alumni.models import Alumnus
from donations.models import ClubMembership, Organisation, OrganisationPerson

RUNS = OrganisationPerson.RUNS


def running() -> QuerySet[OrganisationPerson]:
    """Rows that say today of whom that they run an organisation."""
    today = timezone.localdate()
    return OrganisationPerson.objects.filter(part__in=RUNS).filter(Q(until_on__isnull=True) | Q(until_on__gte=today))


def run_by(person) -> QuerySet[Organisation]:
    mine = running().filter(organisation=OuterRef("pk"), alumnus=person)
    return Organisation.objects.heads().filter(Exists(mine), closed_at__isnull=True).order_by("name", "pk")


def confirmed() -> Q:
    """What an applicant entered is nobody's word but theirs until the club has admitted it."""
    admitted = ClubMembership.objects.filter(
        organisation=OuterRef("pk"), state__in=[ClubMembership.State.MEMBER, ClubMembership.State.ENDED]
    )
    return Q(created_by__is_staff=True) | Q(created_by__isnull=True) | Q(Exists(admitted))


def openable_by(person) -> QuerySet[Organisation]:
    return run_by(person).filter(confirmed())


def mine(person) -> list[Organisation]:
    """What the person runs; `is_confirmed` says whether it may be opened."""
    may = set(openable_by(person).values_list("pk", flat=True))
    rows = list(run_by(person))
    for row in rows:
        row.is_confirmed = row.pk in may  # type: ignore[attr-defined]
    return rows


def opened(*, words: str = "", industry: str = "", province: str = "") -> QuerySet[Organisation]:
    """The directory. Nothing is kept: a company that closed itself is not in the next answer."""
    found = Organisation.objects.opened().filter(Exists(running().filter(organisation=OuterRef("pk"))))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(about__icontains=words))
    if industry:
        found = found.filter(industry=industry)
    if province:
        found = found.filter(province=province)
    return found.order_by("name", "pk")


def with_people(organisations: QuerySet[Organisation], viewer) -> QuerySet[Organisation]:
    """Each with `shown_people`: those who run it and opened themselves to `viewer`, and the viewer's own line."""
    seen = Alumnus.objects.opened_to(viewer).values("pk")
    people = running().filter(Q(alumnus__in=seen) | Q(alumnus=viewer)).select_related("alumnus").order_by("part", "pk")
    return organisations.prefetch_related(Prefetch("people", people, to_attr="shown_people"))


def members_of(organisation: Organisation, user) -> QuerySet[ClubMembership]:
    return (
        ClubMembership.objects.visible_to(user).filter(organisation=organisation)
        .select_related("alumnus", "tier").order_by(F("until_on").desc(nulls_first=True), "-pk")
    )  # fmt: skip
