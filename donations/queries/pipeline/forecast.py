"""What is expected, by year and stage: amounts, and amounts times likelihood. Gifts and what is no gift are two
tables, never added."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from donations.models import Opportunity
from donations.models.opportunities import IS_OPEN, Stage

GIFTS = Q(kind=Opportunity.Kind.DONATION)


@dataclass(frozen=True)
class Line:
    year: int | None  # None: no day is expected
    stage: str
    label: str
    count: int
    without: int  # that have no amount yet
    amount: Decimal
    weighted: Decimal


@dataclass(frozen=True)
class Table:
    lines: list[Line]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def weighted(self) -> Decimal:
        return sum((line.weighted for line in self.lines), Decimal(0))

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)


def expected(rows: QuerySet[Opportunity]) -> Table:
    """Of the open ones among `rows`."""
    stages = list(Stage)
    found = (
        rows.filter(IS_OPEN).order_by().annotate(year=ExtractYear("expected_on")).values("year", "stage").annotate(
            count=Count("pk"), without=Count("pk", filter=Q(amount__isnull=True)), amounts=Sum("amount"),
            weighted=Sum(F("amount") * F("likelihood") / Decimal(100)),
        )
    )  # fmt: skip
    lines = [
        Line(
            each["year"], each["stage"], str(Stage(each["stage"]).label), each["count"], each["without"],
            each["amounts"] or Decimal(0), each["weighted"] or Decimal(0),
        )
        for each in found
    ]  # fmt: skip
    return Table(sorted(lines, key=lambda line: (line.year or 9999, stages.index(Stage(line.stage)))))
