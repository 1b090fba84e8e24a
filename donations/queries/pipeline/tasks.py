"""What each colleague was set for a year, and what came of their opportunities.

Funds received: posted gifts of the year that an opportunity of theirs led to, and payments of the year to pledges that
one led to. New funds committed: the same gifts as far as they pay no pledge, and what those pledges promised in the
year. The two are never added (CASE Global Reporting Standards). A task of a campaign counts its opportunities alone."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from alumni_office.accounts.models import User
from donations.models import Gift, Goal, Opportunity, PledgeChange, PledgePayment
from donations.models.opportunities import IS_OPEN, stale_on

ZERO = Decimal(0)
Sums = dict[tuple[int, int | None], Decimal]  # by owner and campaign


@dataclass(frozen=True)
class Task:
    person: User
    campaign: str
    goal_received: Decimal
    goal_committed: Decimal
    received: Decimal
    committed: Decimal
    expected: Decimal  # of open ones that are expected in the year, by their likelihood
    open: int
    stale: int

    @property
    def share(self) -> int | None:
        """Percent of the funds to be received; None where none were set."""
        return int(self.received * 100 / self.goal_received) if self.goal_received else None


def of_year(user, year: int, today) -> list[Task]:
    """A line for each task of a person, and one for each other owner of opportunities."""
    cards = Opportunity.objects.visible_to(user)
    goals = list(Goal.objects.filter(year=year, person__isnull=False).select_related("person", "campaign"))
    received, committed = _received(cards, year), _committed(cards, year)
    work = _at_work(cards, year, today)
    people = User.objects.in_bulk({owner for owner, _campaign in [*work, *received, *committed]})
    lines = [
        _line(goal.person, goal.campaign_id, str(goal.campaign or ""), goal, received, committed, work)
        for goal in sorted(goals, key=lambda goal: (str(goal.person), goal.campaign_id or 0))
    ]
    set_for = {goal.person_id for goal in goals}
    others = sorted((person for pk, person in people.items() if pk not in set_for), key=str)
    return lines + [_line(person, None, "", None, received, committed, work) for person in others]


def _received(cards, year) -> Sums:
    gifts = Gift.objects.posted().filter(posted_on__year=year)
    own = gifts.filter(Q(opportunity__in=cards) | Q(corrects__opportunity__in=cards)).annotate(
        card_owner=Coalesce("opportunity__owner", "corrects__opportunity__owner"),
        card_campaign=Coalesce("opportunity__campaign", "corrects__opportunity__campaign"),
    )
    payments = PledgePayment.objects.filter(
        gift__state=Gift.State.POSTED, gift__posted_on__year=year, instalment__pledge__opportunity__in=cards,
        gift__opportunity__isnull=True, gift__corrects__opportunity__isnull=True,
    ).annotate(
        card_owner=F("instalment__pledge__opportunity__owner"),
        card_campaign=F("instalment__pledge__opportunity__campaign"),
    )  # fmt: skip
    return _summed(own, "amount_cny", _summed(payments, "amount_cny"))


def _committed(cards, year) -> Sums:
    own = (
        Gift.objects.posted().filter(posted_on__year=year)
        .filter(Q(opportunity__in=cards) | Q(corrects__opportunity__in=cards)).annotate(
            card_owner=Coalesce("opportunity__owner", "corrects__opportunity__owner"),
            card_campaign=Coalesce("opportunity__campaign", "corrects__opportunity__campaign"),
        )
    )  # fmt: skip
    paying = PledgePayment.objects.filter(gift__in=own.values("pk")).annotate(
        card_owner=Coalesce("gift__opportunity__owner", "gift__corrects__opportunity__owner"),
        card_campaign=Coalesce("gift__opportunity__campaign", "gift__corrects__opportunity__campaign"),
    )
    promised = PledgeChange.objects.filter(changed_on__year=year, pledge__opportunity__in=cards).annotate(
        card_owner=F("pledge__opportunity__owner"), card_campaign=F("pledge__opportunity__campaign")
    )
    sums = _summed(promised, "amount", _summed(own, "amount_cny"))
    for key, paid in _summed(paying, "amount_cny").items():
        sums[key] -= paid
    return sums


def _summed(rows, name: str, into: Sums | None = None) -> Sums:
    sums: Sums = defaultdict(lambda: ZERO, into or {})
    grouped = rows.order_by().values("card_owner", "card_campaign").annotate(total=Sum(name))
    for line in grouped:
        sums[line["card_owner"], line["card_campaign"]] += line["total"]
    return sums


def _at_work(cards, year, today) -> dict[tuple[int, int | None], tuple[int, int, Decimal]]:
    """(open, stale, expected in the year) by owner and campaign; gifts alone are expected."""
    in_year = Q(expected_on__year=year, kind=Opportunity.Kind.DONATION)
    rows = cards.filter(IS_OPEN).order_by().values("owner", "campaign").annotate(
        number=Count("pk"), stale=Count("pk", filter=stale_on(today)),
        expected=Sum(F("amount") * F("likelihood") / Decimal(100), filter=in_year),
    )  # fmt: skip
    return {(row["owner"], row["campaign"]): (row["number"], row["stale"], row["expected"] or ZERO) for row in rows}


def _line(person, campaign_id, campaign, goal, received, committed, work) -> Task:
    mine = [key for key in {*received, *committed, *work}
            if key[0] == person.pk and campaign_id in (None, key[1])]  # fmt: skip
    at_work = [work[key] for key in mine if key in work]
    return Task(
        person, campaign, goal.received if goal else ZERO, goal.committed if goal else ZERO,
        sum((received.get(key, ZERO) for key in mine), ZERO), sum((committed.get(key, ZERO) for key in mine), ZERO),
        sum((each[2] for each in at_work), ZERO), sum(each[0] for each in at_work), sum(each[1] for each in at_work),
    )  # fmt: skip
