"""Whom a need may interest, and why: one statement over trade, place, offers, earlier answers and employers."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Consent
from alumni.queries.consents import ALLOWED
from donations.models import Need, NeedCase, NeedInvitation, OrganisationPerson, StandingOffer
from events.queries.consultations.circle import ADDRESS

from .needs import lives_in, people_for

MOST = 50
# What a reason weighs: who said so counts more than what we conclude.
SCORE = "offers::int * 8 + answered::int * 4 + employed::int * 3 + trade::int * 2 + place::int * 2"
FLAGS = "id, offers, answered, employed, trade, place"
REACHED = """EXISTS (
    SELECT FROM alumni_contactpoint c WHERE c.alumnus_id = people.id AND c.kind = 'email'
    AND c.state IN ('unverified', 'verified') AND c.value ~ %s
)"""
# Who offers, answered or is employed is judged at once; of a trade and a place there may be hundreds of thousands, of
# whom no more are asked, one after the other, than can be among the best: each is worth the same, the first by number.
SAID = f"""
    SELECT people.* FROM people JOIN ({ALLOWED.format(besides="")}) AS allowed
        ON allowed.alumnus_id = people.id AND allowed.allowed_since IS NOT NULL
    WHERE {REACHED}
"""  # noqa: S608  of fixed pieces
NEAR = f"""
    (SELECT people.* FROM ({{people}}) AS people ({FLAGS}) WHERE {REACHED} AND (
        WITH people AS (SELECT people.id AS id) SELECT allowed_since FROM ({ALLOWED.format(besides="")}) AS allowed
    ) IS NOT NULL ORDER BY people.id LIMIT %s)
"""  # noqa: S608  of fixed pieces
# The best of all who come into question, and then of these alone what there is to say.
PROPOSED = f"""
    WITH people ({FLAGS}) AS MATERIALIZED ({{people}}),
    best AS (
        SELECT id, trade, place, {SCORE} AS score FROM ({{found}}) AS found ORDER BY score DESC, id LIMIT %s
    )
    SELECT said.*, best.trade, best.place
    FROM ({{said}}) AS said (id, name, offer, answered, employer) JOIN best ON best.id = said.id
    ORDER BY best.score DESC, best.id
"""  # noqa: S608  of fixed pieces


@dataclass(frozen=True)
class Proposed:
    """One person who may be invited, with what speaks for it."""

    pk: int
    name: str
    reasons: list[str]


def proposed(need: Need, user, *, most: int = MOST) -> list[Proposed]:
    """Those whom `user` may see, who may be written to, see the need, and neither answered nor were invited yet; the
    best first. One statement."""
    allowed: list = [Consent.Purpose.CONTACT, Consent.Channel.EMAIL]
    try:
        people, given = _candidates(need, user, _said(need)).query.sql_with_params()
        found, asked = [SAID], [*allowed, ADDRESS]
        for near in _near(need):
            sql, params = _candidates(need, user, near).order_by("pk").query.sql_with_params()
            found.append(NEAR.format(people=sql))
            asked += [*params, ADDRESS, *allowed, most]
    except EmptyResultSet:  # nobody is seen by `user`
        return []
    said, told = _said_of(need).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            PROPOSED.format(people=people, found=" UNION ".join(found), said=said), [*given, *asked, most, *told]
        )
        return [Proposed(pk, name, _reasons(need, *found)) for pk, name, *found in cursor.fetchall()]


def invitable(need: Need, user) -> QuerySet[Alumnus]:
    """Who may be invited at all, whatever speaks for it; consents and addresses are asked of each afterwards."""
    people = Alumnus.objects.visible_to(user).approachable().filter(people_for(need))
    answered = NeedCase.objects.filter(need=need, alumnus=OuterRef("pk"))
    invited = NeedInvitation.objects.filter(need=need, alumnus=OuterRef("pk"))
    return people.filter(~Exists(answered), ~Exists(invited))


def _candidates(need: Need, user, of: Q):
    """Those who may be invited and meet `of`, and what speaks for each."""
    people = invitable(need, user).filter(of).order_by()
    trade, place = _trade(need), _place(need)
    flags = {name: _is(Q(pk__in=rows)) for name, rows in _sayings(need).items()}
    flags |= {"trade": _is(trade), "place": _is(place)}
    return people.annotate(**flags).values_list("pk", *flags)


def _sayings(need: Need) -> dict[str, QuerySet]:
    """What somebody said, or is, for which one is asked first: whose numbers, by reason."""
    return {
        "offers": offers_for(need).filter(alumnus__isnull=False).values("alumnus"),
        "answered": _earlier(need).filter(alumnus__isnull=False).values("alumnus"),
        "employed": _employers(need).values("alumnus"),
    }


def _said(need: Need) -> Q:
    first, *others = (rows.order_by() for rows in _sayings(need).values())
    return Q(pk__in=first.union(*others))


def _near(need: Need) -> list[Q]:
    """Who is of the trade and lives there, and who at least one of them."""
    asked = [condition for condition in (_trade(need), _place(need)) if condition is not None]
    if not asked:
        return []
    either = reduce(or_, asked)
    return [reduce(and_, asked), either] if len(asked) > 1 else [either]


def _trade(need: Need) -> Q | None:
    return Q(industry=need.industry) if need.industry else None


def _place(need: Need) -> Q | None:
    return lives_in(need.province, need.city) if need.province else None


def _said_of(need: Need):
    """Of the best: what each offers, answered before, and where each is."""
    person = OuterRef("pk")
    best = Alumnus.objects.filter(pk__in=RawSQL("SELECT id FROM best", [])).order_by()
    return best.annotate(
        offer=Subquery(offers_for(need).filter(alumnus=person).order_by("-pk").values("text")[:1]),
        before=Subquery(_earlier(need).filter(alumnus=person).order_by("-pk").values("need__title")[:1]),
        employer=Subquery(_employers(need).filter(alumnus=person).order_by("pk").values("organisation__name")[:1]),
    ).values_list("pk", "name", "offer", "before", "employer")


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
    return OrganisationPerson.objects.filter(speaks, until_on__isnull=True, organisation__merged_into__isnull=True)


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
