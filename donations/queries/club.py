"""The club as the desk and its council see it, and as a filter of the search."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact, Happened
from alumni_office.accounts.roles import Permission
from donations.models import ClubMembership, ClubSeat, ClubTier, ClubVote, Opportunity, OpportunityStep

State = ClubMembership.State
SOON = timedelta(days=60)
MOST = 100
# What the list is asked for: its word, what it says, and the rows.
SHOWN = {
    "applied": (gettext_lazy("To decide"), lambda rows: rows.filter(state=State.APPLIED)),
    "member": (gettext_lazy("Members"), lambda rows: rows.live()),
    "renew": (gettext_lazy("To renew"), lambda rows: ending(rows)),
    "former": (gettext_lazy("Former and declined"), lambda rows: rows.exclude(state__in=ClubMembership.LIVE)),
}  # fmt: skip


def ending(rows: QuerySet[ClubMembership]) -> QuerySet[ClubMembership]:
    """Members whose term ends soon, or is over."""
    return rows.filter(state=State.MEMBER, until_on__lt=timezone.localdate() + SOON)


def applications(user) -> QuerySet[ClubMembership]:
    return ClubMembership.objects.visible_to(user).filter(state=State.APPLIED)


def to_renew(user) -> QuerySet[ClubMembership]:
    return ending(ClubMembership.objects.visible_to(user))


def listed(user, shown: str) -> QuerySet[ClubMembership]:
    rows = ClubMembership.objects.visible_to(user).select_related("alumnus", "organisation", "tier")
    rows = SHOWN[shown][1](rows)
    return rows.annotate(
        yes=Count("votes", filter=Q(votes__is_yes=True)), no=Count("votes", filter=Q(votes__is_yes=False))
    )


def numbers(user) -> list[tuple[str, object, int]]:
    """(word, label, how many) of each list, by one statement."""
    rows = ClubMembership.objects.visible_to(user)
    today = timezone.localdate()
    counted = rows.aggregate(
        applied=Count("pk", filter=Q(state=State.APPLIED)),
        member=Count("pk", filter=Q(state=State.MEMBER, until_on__gte=today)),
        renew=Count("pk", filter=Q(state=State.MEMBER, until_on__lt=today + SOON)),
        former=Count("pk", filter=~Q(state__in=ClubMembership.LIVE)),
    )
    return [(word, label, counted[word]) for word, (label, _rows) in SHOWN.items()]


def tiers() -> QuerySet[ClubTier]:
    return ClubTier.objects.annotate(
        members=Count("memberships", filter=Q(memberships__state=State.MEMBER,
                                              memberships__until_on__gte=timezone.localdate()))
    ).order_by("order", "pk")  # fmt: skip


def council() -> QuerySet[ClubSeat]:
    return ClubSeat.objects.sitting().select_related("alumnus", "user").order_by("from_on", "pk")


def to_vote(seat: ClubSeat) -> QuerySet[ClubMembership]:
    """Open applications, `own` where the seat has voted; never one's own."""
    voted = ClubVote.objects.filter(membership=OuterRef("pk"), seat=seat)
    rows = ClubMembership.objects.of_people().filter(state=State.APPLIED).annotate(has_voted=Exists(voted))
    if seat.alumnus_id:
        rows = rows.exclude(alumnus=seat.alumnus_id)
    return rows.select_related("alumnus", "organisation", "tier").order_by("has_voted", "applied_at")


def live_of(person) -> ClubMembership | None:
    """The application that waits or the membership; else the last that ended."""
    rows = ClubMembership.objects.filter(alumnus=person).select_related("organisation", "tier")
    return rows.filter(state__in=ClubMembership.LIVE).first() or rows.order_by("-pk").first()


def asked(user) -> list[tuple[str, str]]:
    if not user.may(Permission.CLUB_VIEW):
        return []
    return [("member", _("Member")), ("applied", _("Applied")), ("former", _("Was a member"))]


def fact(user, values: list[str]) -> Fact:
    today = timezone.localdate()
    where = (
        "(state = 'member' AND until_on >= %s AND 'member' = ANY(%s)) OR (state = 'applied' AND 'applied' = ANY(%s))"
        " OR ((state = 'ended' OR state = 'member' AND until_on < %s) AND 'former' = ANY(%s))"
    )
    return Fact("donations_clubmembership", "alumnus_id", f"({where})", (today, values, values, today, values))


CRITERIA = [Criterion("club", gettext_lazy("Entrepreneurs’ club"), asked, fact)]


def happened(user, person) -> Iterator[Happened]:
    """The person's memberships, and what was done for opportunities with the person."""
    rows = ClubMembership.objects.visible_to(user).filter(alumnus=person).select_related("organisation", "tier")
    for row in rows[:MOST]:
        yield Happened(row.applied_at, _("Applied to the entrepreneurs’ club"), f"{row.organisation} · {row.tier}")
        if row.from_on:
            yield Happened(_noon(row.from_on), _("Member of the entrepreneurs’ club"), str(row.tier), is_day=True)
        if row.ended_on:
            yield Happened(_noon(row.ended_on), _("Left the entrepreneurs’ club"), row.reason, is_day=True)
    cards = Opportunity.objects.visible_to(user).filter(alumnus=person)
    steps = OpportunityStep.objects.filter(opportunity__in=cards).select_related("opportunity", "by")
    for step in steps.exclude(kind=OpportunityStep.Kind.HANDED).order_by("-done_on", "-pk")[:MOST]:
        said = step.get_to_stage_display() if step.to_stage else step.text
        title = f"{step.opportunity.title}: {step.get_kind_display()}"
        yield Happened(_noon(step.done_on), title, str(said), str(step.by), is_day=True)


def _noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))
