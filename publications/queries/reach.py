"""Who of an audience can be written to for a purpose by a channel, and why the others are left out."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus, Consent, ContactPoint
from publications.models import Delivery, Mailing, Suppression

from .audience import Audience
from .counting import count

Channel = Consent.Channel
CONTACT = {Channel.EMAIL: ContactPoint.Kind.EMAIL, Channel.POST: ContactPoint.Kind.ADDRESS}
WENT = [Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.IN_DOUBT]
CAME_BACK = [Suppression.Kind.HARD, Suppression.Kind.REFUSED]
SAMPLE_BEYOND = 50_000
LOOKED_AT = 70_000  # people of a sample, at most about
LEVELS = (16, 64, 256, 1024)  # one in so many; the first has indexes (sql/counting.sql)

REASONS = {
    "deceased": _("No longer living"),
    "refused": _("Said no to this"),
    "never_asked": _("Never asked, or never answered"),
    "no_address": _("No address on file"),
    "bad_address": _("Only addresses that do not reach"),
    "bounced": _("Held because mail came back"),
    "suppressed": _("Address is left alone: unsubscribed, a complaint, or the office’s word"),
    "periodical": _("Ended or paused this periodical"),
    "limit": _("Got as many letters lately as they want"),
    "recent": _("Written to lately"),
}


@dataclass(frozen=True)
class Reach:
    """`people` are meant; those in `left_out`, {reason: how many}, get nothing. `one_in`: counted from a sample of one
    in so many, the figures are about right. `some`: keys of a few who are reached."""

    people: int
    left_out: dict[str, int] = field(default_factory=dict)
    one_in: int = 1
    some: tuple[int, ...] = ()

    @property
    def reached(self) -> int:
        return max(self.people - sum(self.left_out.values()), 0)


@dataclass(frozen=True)
class Rules:
    """By what somebody is left out. `periodical`: a key, whose subscribers' word counts. `mailing`: the one that is
    asked for, which is no earlier letter."""

    purpose: str
    channel: str
    also_never_asked: bool = False
    periodical: int | None = None
    quiet_days: int = 0
    mailing: int = 0


def rules_of(mailing: Mailing) -> Rules:
    return Rules(
        mailing.purpose, mailing.channel, periodical=mailing.periodical_id, quiet_days=mailing.quiet_days,
        mailing=mailing.pk,
    )  # fmt: skip


class AllowedSince(Func):
    """Since when somebody allows a purpose by a channel; NULL when not (sql/sending.sql)."""

    function = "publications_allowed_since"
    output_field = DateTimeField()


class WantsNo(Func):
    """Whether somebody ended or paused a periodical by a channel (sql/limits.sql)."""

    function = "publications_wants_no"
    output_field = BooleanField()


class WrittenTo(Func):
    """Whether another mailing went to somebody within so many days (sql/limits.sql)."""

    function = "publications_written_to"
    output_field = BooleanField()


def with_reason(people: QuerySet[Alumnus], rules: Rules) -> QuerySet:
    """Annotate `reason`: why somebody is left out, "" for who is reached."""
    contacts = ContactPoint.objects.filter(alumnus=OuterRef("pk"), kind=CONTACT[Channel(rules.channel)])
    contacts = contacts.exclude(value="")
    usable = contacts.filter(state__in=ContactPoint.USABLE)
    words = Consent.objects.filter(
        alumnus=OuterRef("pk"), purpose=rules.purpose, channel__in=[rules.channel, Channel.ANY]
    )
    unasked = [] if rules.also_never_asked else [When(~Exists(words), then=Value("never_asked"))]
    return people.annotate(allowed_since=AllowedSince("pk", Value(rules.purpose), Value(rules.channel))).annotate(
        reason=Case(
            When(life=Alumnus.Life.DECEASED, then=Value("deceased")),
            When(Q(allowed_since__isnull=True) & Exists(words), then=Value("refused")),
            *unasked,
            When(~Exists(contacts), then=Value("no_address")),
            When(~Exists(usable), then=Value("bad_address")),
            *(_of_mail(usable, rules) if rules.channel == Channel.EMAIL else ()),
            *_of_choices(rules),
            default=Value(""),
            output_field=CharField(),
        )
    )


def _of_mail(usable: QuerySet[ContactPoint], rules: Rules) -> list[When]:
    """No address that is not left alone."""
    shut = Suppression.objects.in_force().filter(address=OuterRef("value"))
    came_back = shut.filter(kind__in=CAME_BACK)
    shut = shut.filter(
        ~Q(kind=Suppression.Kind.UNSUBSCRIBED) | Q(purpose=rules.purpose, since__gt=OuterRef(OuterRef("allowed_since")))
    )
    is_shut = ~Exists(usable.filter(~Exists(shut)))
    how = Case(When(Exists(usable.filter(Exists(came_back))), then=Value("bounced")), default=Value("suppressed"))
    return [When(is_shut, then=how)]


def _of_choices(rules: Rules) -> list[When]:
    """What a person chose for this periodical and for letters to many, and what the office chose for this one."""
    found = []
    if rules.periodical:
        wants_no = WantsNo("pk", Value(rules.periodical), Value(rules.channel))
        found.append(When(wants_no, then=Value("periodical")))
    if rules.channel == Channel.EMAIL:
        often = WrittenTo("pk", Value(rules.mailing), F("letter_limit__days"))
        found.append(When(Q(letter_limit__isnull=False) & Q(often), then=Value("limit")))
    if rules.quiet_days:
        lately = Delivery.objects.filter(
            alumnus=OuterRef("pk"), state__in=WENT, sending_at__gt=Now() - timedelta(days=rules.quiet_days)
        ).exclude(mailing=rules.mailing)
        found.append(When(Exists(lately), then=Value("recent")))
    return found


def reach(people: QuerySet[Alumnus], rules: Rules, one_in: int = 1) -> Reach:
    """Count an audience; `one_in`: `people` are a sample of it."""
    found = count(people, **asdict(rules), kind=CONTACT[Channel(rules.channel)], is_sample=one_in > 1)
    numbers = {reason: number * one_in for reason, number in found.reasons.items()}
    left_out = {reason: numbers[reason] for reason in REASONS if reason in numbers}
    return Reach(sum(numbers.values()), left_out, one_in, tuple(found.some))


def about(audience: Audience, user, rules: Rules, chosen_by=None) -> Reach:
    """Count an audience exactly up to some 50,000 people; a larger one from a sample, unless that finds nobody who is
    reached. Raises Unknown."""
    one_in = level()
    found = reach(audience.people(user, one_in=one_in, chosen_by=chosen_by), rules, one_in)
    if found.people > SAMPLE_BEYOND and found.reached:
        return found
    return reach(audience.people(user, chosen_by=chosen_by), rules)


def level() -> int:
    """One person in how many is looked at first: everybody might be meant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT alumni_everyone()")
        everyone = cursor.fetchone()[0]
    return next((one_in for one_in in LEVELS if everyone / one_in <= LOOKED_AT), LEVELS[-1])
