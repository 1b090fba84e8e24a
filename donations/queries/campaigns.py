"""Progress against the tasks. Funds received and new funds committed are two figures, and never added."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from alumni_office.accounts.roles import Permission
from donations.models import Campaign, Goal

# A pledge counts where it was made, with what was added and cancelled; its payments are received and not committed.
FIGURES = """
WITH told AS (
    SELECT g.campaign_id, g.college_id, g.amount_cny AS received,
           g.amount_cny - COALESCE((SELECT sum(p.amount_cny) FROM donations_pledgepayment p WHERE p.gift_id = g.id), 0)
               AS committed,
           0 AS due, 0 AS late
    FROM donations_gift g
    WHERE g.state = 'posted' AND g.received_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT p.campaign_id, p.college_id, 0, c.amount, 0, 0
    FROM donations_pledgechange c JOIN donations_pledge p ON p.id = c.pledge_id
    WHERE c.changed_on BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT p.campaign_id, p.college_id, 0, 0,
           CASE WHEN i.due_on >= %(today)s THEN i.amount - i.paid ELSE 0 END,
           CASE WHEN i.due_on < %(today)s THEN i.amount - i.paid ELSE 0 END
    FROM donations_instalment i JOIN donations_pledge p ON p.id = i.pledge_id
    WHERE i.paid < i.amount AND p.state = 'open' AND i.due_on <= %(last)s
)
SELECT campaign_id, college_id, sum(received), sum(committed), sum(due), sum(late)
FROM told GROUP BY campaign_id, college_id
"""


@dataclass(frozen=True)
class Figures:
    """In CNY. `due`: what pledges still owe within the span, from today on; `late`: what was due before."""

    received: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    due: Decimal = Decimal(0)
    late: Decimal = Decimal(0)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.received + other.received, self.committed + other.committed, self.due + other.due,
            self.late + other.late,
        )  # fmt: skip

    @property
    def forecast(self) -> Decimal:
        """What will have been received if every pledge is paid on its day."""
        return self.received + self.due


@dataclass
class Span:
    """The figures of some days, by campaign and by college that raised it."""

    cells: dict[tuple[int | None, int | None], Figures] = field(default_factory=dict)

    def of(self, *, campaign: int | None = None, college: int | None = None) -> Figures:
        """Those of a campaign, of a college, of both; of everything without."""
        found = (
            figures
            for (of_campaign, of_college), figures in self.cells.items()
            if campaign in (None, of_campaign) and college in (None, of_college)
        )
        return sum(found, Figures())


def figures(first: date, last: date, *, colleges: Iterable[int] | None = None) -> Span:
    """One statement; with `colleges` only what those raised."""
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"first": first, "last": last, "today": timezone.localdate()})
        cells = {(row[0], row[1]): Figures(*row[2:]) for row in cursor.fetchall()}
    if colleges is not None:
        wanted = set(colleges)
        cells = {key: value for key, value in cells.items() if key[1] in wanted}
    return Span(cells)


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


@dataclass(frozen=True)
class Progress:
    goal: Goal
    figures: Figures

    @property
    def received_part(self) -> int | None:
        return _percent(self.figures.received, self.goal.received)

    @property
    def committed_part(self) -> int | None:
        return _percent(self.figures.committed, self.goal.committed)

    @property
    def forecast_part(self) -> int | None:
        return _percent(self.figures.forecast, self.goal.received)


def _percent(reached: Decimal, wanted: Decimal) -> int | None:
    """Rounded down: 100 is reached when all of it is."""
    return int(reached * 100 // wanted) if wanted else None


def goals_of(user, year: int, *, campaign: Campaign | None = None) -> QuerySet[Goal]:
    """A college sees its own; the whole, and those of colleagues, who reaches everyone."""
    rows = Goal.objects.filter(year=year).select_related("campaign", "college", "person")
    if campaign:
        rows = rows.filter(campaign=campaign)
    reach = user.reach(Permission.GIFT_VIEW)
    if not reach.everyone:
        rows = rows.filter(college__in=reach.college_ids)
    return rows.order_by("campaign__starts_on", "college__name", "person__name", "pk")


def progress(rows: Iterable[Goal], span: Span) -> list[Progress]:
    """Of campaigns and colleges; what a colleague brought stands in the work, not in the ledger."""
    return [
        Progress(row, span.of(campaign=row.campaign_id, college=row.college_id))
        for row in rows
        if row.person_id is None
    ]


def years() -> list[int]:
    """Those with a task, this one and the next, the latest first."""
    this = timezone.localdate().year
    return sorted({*Goal.objects.values_list("year", flat=True), this, this + 1}, reverse=True)


def in_reach(user) -> Iterable[int] | None:
    """The colleges to whose figures `user` is bound; None for all."""
    reach = user.reach(Permission.GIFT_VIEW)
    return None if reach.everyone else reach.college_ids


def found(words: str, limit: int) -> list[Campaign]:
    return list(Campaign.objects.filter(name__icontains=words).order_by("-starts_on", "pk")[:limit])
