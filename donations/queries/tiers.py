"""Who is of which tier on a day: by the funds received from the donor and from those merged into it until then."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from donations.models import Donor, Tier

# One row a donor and its tier; anonymous gifts count: the page is the desk's. Gifts are added up by donor before the
# merged ones are joined: a million rows pass one step, and not three.
REACHED = """
WITH reached AS (
    SELECT given.head, given.amount,
           (SELECT t.id FROM donations_tier t WHERE t.threshold <= given.amount
            ORDER BY t.threshold DESC LIMIT 1) AS tier
    FROM (
        SELECT COALESCE(d.merged_into_id, d.id) AS head, sum(g.amount) AS amount
        FROM (
            SELECT donor_id, sum(amount_cny) AS amount FROM donations_gift
            WHERE state = 'posted' AND received_on <= %(day)s GROUP BY donor_id
        ) g
        JOIN donations_donor d ON d.id = g.donor_id
        GROUP BY 1 HAVING sum(g.amount) >= (SELECT min(threshold) FROM donations_tier)
    ) given
)
"""
COUNTS = REACHED + "SELECT tier, count(*), sum(amount) FROM reached GROUP BY tier"  # noqa: S608
OF_TIER = REACHED + "SELECT head, amount FROM reached WHERE tier = %(tier)s ORDER BY amount DESC, head LIMIT %(most)s"  # noqa: S608
MOST = 500


@dataclass(frozen=True)
class Line:
    tier: Tier
    number: int
    amount: Decimal


def counts(day: date) -> list[Line]:
    """Each tier with its donors and what they gave, the highest first."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"day": day})
        found = {tier: (number, amount) for tier, number, amount in cursor.fetchall()}
    return [Line(tier, *found.get(tier.pk, (0, Decimal(0)))) for tier in Tier.objects.order_by("-threshold")]


def donors_of(tier: Tier, day: date) -> list[tuple[Donor, Decimal]]:
    """Those who gave most first; at most 500."""
    with connection.cursor() as cursor:
        cursor.execute(OF_TIER, {"day": day, "tier": tier.pk, "most": MOST})
        found = cursor.fetchall()
    donors = Donor.objects.in_bulk([head for head, _amount in found])
    return [(donors[head], amount) for head, amount in found]


def tier_for(amount: Decimal) -> Tier | None:
    return Tier.objects.filter(threshold__lte=amount).order_by("-threshold").first()
