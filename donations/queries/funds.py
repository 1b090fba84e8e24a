"""What a fund received, what was spent of it and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet

from alumni_office.accounts.roles import Permission
from donations.models import Allocation, Fund, FundUse, Gift

# So many refunds say why a fund is overdrawn, at most.
MOST = 20
# Nearly all gifts are posted: all allocations less those few that do not count are read from an index alone.
BALANCES = """
WITH pending AS MATERIALIZED (
    SELECT a.fund_id, sum(a.amount_cny) AS amount FROM donations_gift g
    JOIN donations_allocation a ON a.gift_id = g.id WHERE g.state <> 'posted' GROUP BY a.fund_id
)
SELECT f.id,
       COALESCE((SELECT sum(a.amount_cny) FROM donations_allocation a WHERE a.fund_id = f.id), 0)
           - COALESCE((SELECT p.amount FROM pending p WHERE p.fund_id = f.id), 0),
       COALESCE((SELECT sum(u.amount) FROM donations_funduse u
                 WHERE u.fund_id = f.id AND u.posted_on IS NOT NULL), 0)
FROM donations_fund f WHERE f.id = ANY(%s)
"""


@dataclass(frozen=True)
class Balance:
    received: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        return self.received - self.spent

    @property
    def overdrawn(self) -> Decimal:
        """How much more was spent than is there: what was spent already went back to who gave it. Nothing more is
        posted then (sql/uses.sql)."""
        return max(-self.left, Decimal(0))


def balances(funds: Iterable[Fund]) -> dict[int, Balance]:
    """By fund: what posted gifts brought and posted uses took. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(BALANCES, [[fund.pk for fund in funds]])
        return {pk: Balance(received, spent) for pk, received, spent in cursor.fetchall()}


def went_back(fund: Fund, overdrawn: Decimal) -> list[Allocation]:
    """What took so much of the fund: the latest refunds and corrections that reach it, the latest first."""
    rows = Allocation.objects.filter(fund=fund, amount_cny__lt=0, gift__state=Gift.State.POSTED)
    found: list[Allocation] = []
    for row in rows.select_related("gift__donor", "gift__note").order_by("-gift__posted_at", "-pk")[:MOST]:
        if overdrawn <= 0:
            break
        found.append(row)
        overdrawn += row.amount_cny
    return found


def would_be_overdrawn(user, parts: Iterable[Allocation]) -> list[tuple[Fund, Decimal]]:
    """(fund, what it has left) of each fund, of those whose sums `user` may see, that has less left than the part of
    the gift that it got."""
    given = {part.fund: part.amount_cny for part in parts}
    found = balances(shown_sums(user, given))
    return [
        (fund, max(found[fund.pk].left, Decimal(0)))
        for fund, part in given.items()
        if fund.pk in found and found[fund.pk].left < part
    ]


def listed(user, *, words: str = "", closed: bool = False) -> QuerySet[Fund]:
    rows = Fund.objects.visible_to(user).filter(closed_on__isnull=not closed).select_related("college", "steward")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(project_code__icontains=words))
    return rows


def shown_sums(user, funds: Iterable[Fund]) -> list[Fund]:
    """Those whose sums `user` may see: all of them, or those of the own colleges."""
    reach = user.reach(Permission.GIFT_VIEW)
    return [fund for fund in funds if reach.everyone or (fund.college_id and fund.college_id in reach.college_ids)]


def uses_to_post(user) -> QuerySet[FundUse]:
    return FundUse.objects.filter(posted_on__isnull=True, fund__in=Fund.objects.visible_to(user))
