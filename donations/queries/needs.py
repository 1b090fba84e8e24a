"""Needs as alumni and as the desk see them: for whom they are, what waits for somebody."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alumni.models import Alumnus, Degree
from alumni.models.people import colleges_with_predecessors
from alumni.queries.claims import colleges_with_successors
from alumni_office.accounts.roles import Permission
from chapters.models import Membership
from chapters.queries.residents import CODES, cities
from donations.models import Need, NeedCase

Audience = Need.Audience
QUIET_DAYS = 30  # a published need that nobody answered for so long is shown to the office


def for_person(person: Alumnus) -> QuerySet[Need]:
    """What this alumnus may read and answer today, the latest first."""
    return Need.objects.published().filter(_meant_for(person)).select_related("department").order_by("-pk")


def _meant_for(person: Alumnus) -> Q:
    meant = Q(audience=Audience.ALL)
    if person.industry:
        meant |= Q(audience=Audience.TRADE, industry=person.industry)
    if province := _province_of(person):
        meant |= Q(audience=Audience.REGION, province=province, city__in=["", *cities(person.city)])
    studied = Degree.objects.filter(alumnus=person, college__isnull=False).values_list("college", flat=True)
    today = {later for college in studied.distinct() for later in colleges_with_successors(college)}
    if today:
        meant |= Q(audience=Audience.COLLEGE, college__in=today)
    chapters = Membership.objects.members().filter(alumnus=person).values("chapter")
    return meant | Q(audience=Audience.CHAPTER, chapter__in=chapters)


def _province_of(person: Alumnus) -> str:
    if person.country in ("", "CN"):
        return person.province
    return {code: province for province, code in CODES.items()}.get(person.country, "")


def people_for(need: Need) -> Q:
    """Of alumni: those who see the need. `for_person` asks the same from the other side, and a test compares them."""
    if need.audience == Audience.TRADE:
        return Q(industry=need.industry)
    if need.audience == Audience.REGION:
        return lives_in(need.province, need.city)
    if need.audience == Audience.COLLEGE:
        colleges = colleges_with_predecessors([need.college_id])
        return Q(Exists(Degree.objects.filter(alumnus=OuterRef("pk"), college__in=colleges)))
    if need.audience == Audience.CHAPTER:
        members = Membership.objects.members().filter(chapter=need.chapter_id)
        return Q(Exists(members.filter(alumnus=OuterRef("pk"))))
    return Q()


def lives_in(province: str, city: str) -> Q:
    place = Q(province=province) & Q(country__in=["", "CN", CODES.get(province, "CN")])
    if code := CODES.get(province):
        place |= Q(country=code)
    return place & Q(city__in=cities(city)) if city else place


def readers_of(need: Need) -> int:
    """How many verified alumni will see it."""
    return Alumnus.objects.approachable().filter(people_for(need), verified_at__isnull=False).count()


# The desk


def listed(rows: QuerySet[Need]) -> QuerySet[Need]:
    live = Count("cases", filter=Q(cases__state__in=NeedCase.LIVE))
    return rows.select_related("department").annotate(answers=Count("cases"), live=live)


def to_approve(user) -> QuerySet[Need]:
    """Those that `user` may approve: somebody else submitted them."""
    if not user.may(Permission.NEED_APPROVE):
        return Need.objects.none()
    return Need.objects.visible_to(user).filter(state=Need.State.SUBMITTED).exclude(submitted_by=user)


def quiet(user) -> QuerySet[Need]:
    """Published for QUIET_DAYS, and nobody answered."""
    since = timezone.now() - timedelta(days=QUIET_DAYS)
    rows = Need.objects.visible_to(user).published().filter(published_at__lt=since)
    return rows.filter(~Exists(NeedCase.objects.filter(need=OuterRef("pk"))))


def expiring(user) -> QuerySet[Need]:
    return Need.objects.visible_to(user).expiring()


def in_state(user, state: str) -> QuerySet[Need]:
    return Need.objects.visible_to(user).filter(state=state)
