"""Whom a need may interest, and why: one statement over trade, place, offers, earlier answers and employers."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Consent
from alumni.queries.consents import ALLOWED
from donations.models import Need, NeedCase, NeedInvitation, OrganisationPerson, StandingOffer
from events.queries.consultations.circle import ADDRESS

from .needs import lives_in, people_for

MOST = 50
# What a reason weighs: who said so counts more than what we conclude.
SCORE = """(CASE WHEN offer IS NULL THEN 0 ELSE 8 END) + (CASE WHEN answered IS NULL THEN 0 ELSE 4 END)
    + (CASE WHEN employer IS NULL THEN 0 ELSE 3 END) + trade::int * 2 + place::int * 2"""
PROPOSED = """
    WITH people (id, name, offer, answered, employer, trade, place) AS MATERIALIZED ({people})
    SELECT people.id, name, offer, answered, employer, trade, place
    FROM people
    JOIN ({allowed}) AS allowed ON allowed.alumnus_id = people.id AND allowed.allowed_since IS NOT NULL
    WHERE EXISTS (
        SELECT FROM alumni_contactpoint c WHERE c.alumnus_id = people.id AND c.kind = 'email'
        AND c.state IN ('unverified', 'verified') AND c.value ~ %s
    )
    ORDER BY {score} DESC, people.id LIMIT %s
"""


@dataclass(frozen=True)
class Proposed:
    """One person who may be invited, with what speaks for it."""

    pk: int
    name: str
    reasons: list[str]


def proposed(need: Need, user, *, most: int = MOST) -> list[Proposed]:
    """Those whom `user` may see, who may be written to, see the need, and neither answered nor were invited yet; the
    best first. One statement."""
    sql, params = _candidates(need, user).query.sql_with_params()
    statement = PROPOSED.format(people=sql, allowed=ALLOWED.format(besides=""), score=SCORE)
    more: list = [Consent.Purpose.CONTACT, Consent.Channel.EMAIL, ADDRESS, most]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *more])
        return [Proposed(pk, name, _reasons(need, *found)) for pk, name, *found in cursor.fetchall()]


def invitable(need: Need, user) -> QuerySet[Alumnus]:
    """Who may be invited at all, whatever speaks for it; consents and addresses are asked of each afterwards."""
    people = Alumnus.objects.visible_to(user).approachable().filter(people_for(need))
    answered = NeedCase.objects.filter(need=need, alumnus=OuterRef("pk"))
    invited = NeedInvitation.objects.filter(need=need, alumnus=OuterRef("pk"))
    return people.filter(~Exists(answered), ~Exists(invited))


def _candidates(need: Need, user):
    people = invitable(need, user).annotate(
        offer=Subquery(offers_for(need).filter(alumnus=OuterRef("pk")).order_by("-pk").values("text")[:1]),
        answered=Subquery(_earlier(need).filter(alumnus=OuterRef("pk")).order_by("-pk").values("need__title")[:1]),
        employer=Subquery(_employers(need).filter(alumnus=OuterRef("pk")).order_by("pk").values("organisation__name")[:1]),
        trade=_is(Q(industry=need.industry) if need.industry else None),
        place=_is(lives_in(need.province, need.city) if need.province else None),
    )  # fmt: skip
    speaks = Q(offer__isnull=False) | Q(answered__isnull=False) | Q(employer__isnull=False)
    people = people.filter(speaks | Q(trade=True) | Q(place=True)).order_by()
    return people.values_list("pk", "name", "offer", "answered", "employer", "trade", "place")


def _is(condition: Q | None):
    if condition is None:
        return Value(False, BooleanField())
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def offers_for(need: Need) -> QuerySet[StandingOffer]:
    """Standing offers of the kind that is needed, which name no other place and no other trade."""
    rows = StandingOffer.objects.standing().filter(kind=need.kind)
    if need.province:
        rows = rows.filter(province__in=["", need.province])
    return rows.filter(industry__in=["", need.industry]) if need.industry else rows


def needs_for(offer: StandingOffer, user) -> QuerySet[Need]:
    """The published needs that a standing offer meets, as `offers_for` asks from the other side."""
    rows = Need.objects.visible_to(user).published().filter(kind=offer.kind)
    if offer.province:
        rows = rows.filter(province__in=["", offer.province])
    if offer.industry:
        rows = rows.filter(industry__in=["", offer.industry])
    return rows.select_related("department").order_by("-pk")


def _earlier(need: Need) -> QuerySet[NeedCase]:
    return NeedCase.objects.filter(need__kind=need.kind).exclude(state=NeedCase.State.ENDED).exclude(need=need)


def _employers(need: Need) -> QuerySet[OrganisationPerson]:
    """Where somebody is whose organisation is of the trade, or answered or offers the same."""
    speaks = Q(Exists(_earlier(need).filter(organisation=OuterRef("organisation"))))
    speaks |= Q(Exists(offers_for(need).filter(organisation=OuterRef("organisation"))))
    if need.industry:
        speaks |= Q(organisation__industry=need.industry)
    return OrganisationPerson.objects.filter(speaks, until_on__isnull=True)


def _reasons(need: Need, offer, answered, employer, trade: bool, place: bool) -> list[str]:
    said = []
    if offer:
        said.append(_("offers: %(text)s") % {"text": offer[:80]})
    if answered:
        said.append(_("answered before: %(need)s") % {"need": answered})
    if employer:
        said.append(_("is with %(organisation)s") % {"organisation": employer})
    if trade:
        said.append(_("works in the trade: %(trade)s") % {"trade": need.get_industry_display()})
    if place:
        where = need.city or need.get_province_display()
        said.append(_("lives there: %(place)s") % {"place": where})
    return said
