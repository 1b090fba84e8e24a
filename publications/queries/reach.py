"""Who of an audience can be written to for a purpose by a channel, and why the others are left out."""

from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Mod
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus, Consent, ContactPoint

Channel, State = Consent.Channel, ContactPoint.State
CONTACT = {Channel.EMAIL: ContactPoint.Kind.EMAIL, Channel.POST: ContactPoint.Kind.ADDRESS}
USABLE = [State.UNVERIFIED, State.VERIFIED]
SAMPLE_BEYOND = 100_000
ONE_IN = 16

REASONS = {
    "deceased": _("No longer living"),
    "refused": _("Said no to this"),
    "never_asked": _("Never asked, or never answered"),
    "no_address": _("No address on file"),
    "bad_address": _("Only addresses that do not reach"),
}


@dataclass(frozen=True)
class Reach:
    """`people` are meant; those in `left_out`, {reason: how many}, get nothing. `one_in`: counted from a sample of one
    in so many, the figures are about right."""

    people: int
    left_out: dict[str, int] = field(default_factory=dict)
    one_in: int = 1

    @property
    def reached(self) -> int:
        return self.people - sum(self.left_out.values())


class AllowedSince(Func):
    """Since when somebody allows a purpose by a channel; NULL when not (sql/sending.sql)."""

    function = "publications_allowed_since"
    output_field = DateTimeField()


def with_reason(people: QuerySet[Alumnus], *, purpose: str, channel: str, also_never_asked: bool = False) -> QuerySet:
    """Annotate `reason`: why somebody is left out, "" for who is reached."""
    contacts = ContactPoint.objects.filter(alumnus=OuterRef("pk"), kind=CONTACT[Channel(channel)]).exclude(value="")
    words = Consent.objects.filter(alumnus=OuterRef("pk"), purpose=purpose, channel__in=[channel, Channel.ANY])
    unasked = [] if also_never_asked else [When(~Exists(words), then=Value("never_asked"))]
    return people.annotate(allowed_since=AllowedSince("pk", Value(purpose), Value(channel))).annotate(
        reason=Case(
            When(life=Alumnus.Life.DECEASED, then=Value("deceased")),
            When(Q(allowed_since__isnull=True) & Exists(words), then=Value("refused")),
            *unasked,
            When(~Exists(contacts), then=Value("no_address")),
            When(~Exists(contacts.filter(state__in=USABLE)), then=Value("bad_address")),
            default=Value(""),
            output_field=CharField(),
        )
    )


def reach(people: QuerySet[Alumnus], *, purpose: str, channel: str, also_never_asked: bool = False) -> Reach:
    """Count an audience; beyond 100,000 people from a sample of one in 16."""
    everyone = people.count()
    one_in = ONE_IN if everyone > SAMPLE_BEYOND else 1
    if one_in > 1:
        people = people.annotate(part=Mod("pk", Value(one_in))).filter(part=0)
    counted = with_reason(people, purpose=purpose, channel=channel, also_never_asked=also_never_asked)
    rows = counted.order_by().values("reason").annotate(number=Count("pk"))
    left_out = {row["reason"]: row["number"] * one_in for row in rows.filter(~Q(reason=""))}
    return Reach(everyone, {reason: left_out[reason] for reason in REASONS if reason in left_out}, one_in)
