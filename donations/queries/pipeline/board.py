"""The board: a column for each stage with its totals and its first cards, in two statements however many there are."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from donations.models import Opportunity
from donations.models.opportunities import CLOSED, IS_OPEN, OPEN, Stage, stale_on

FIRST = 12
RELATED = ("organisation", "donor", "alumnus", "owner")
# Nothing waits longest without a day for the next step.
ORDER = (F("next_on").asc(nulls_first=True), F("pk").asc())


@dataclass
class Column:
    stage: Stage
    count: int = 0
    amount: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)
    stale: int = 0
    cards: list[Opportunity] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def found(user, *, words="", kind="", owner=None, stale=False, stage="") -> QuerySet[Opportunity]:
    rows = Opportunity.objects.visible_to(user)
    if words:
        partner = Q(organisation__name__icontains=words) | Q(donor__name__icontains=words)
        rows = rows.filter(Q(title__icontains=words) | partner | Q(alumnus__name__icontains=words))
    if kind:
        rows = rows.filter(kind=kind)
    if owner:
        rows = rows.filter(owner=owner)
    if stale:
        rows = rows.stale()
    return rows.filter(stage=stage) if stage else rows


def columns(rows: QuerySet[Opportunity], *, today: date | None = None, first: int = FIRST) -> list[Column]:
    """Open stages whole; carried out and lost those of this year."""
    today = today or timezone.localdate()
    shown = rows.filter(IS_OPEN | Q(stage__in=CLOSED, closed_on__gte=date(today.year, 1, 1)))
    made = {stage: Column(stage) for stage in Stage}
    for line in totals(shown, today):
        column = made[Stage(line["stage"])]
        column.count, column.stale = line["count"], line["stale"]
        column.amount, column.weighted = line["amount_sum"] or Decimal(0), line["weighted_sum"] or Decimal(0)
    place = Window(RowNumber(), partition_by=[F("stage")], order_by=ORDER)
    cards = shown.annotate(place=place).filter(place__lte=first).select_related(*RELATED).order_by("place")
    for card in cards:
        made[Stage(card.stage)].cards.append(card)
    return list(made.values())


def totals(rows: QuerySet[Opportunity], today: date):
    """{stage, count, amount_sum, weighted_sum, stale} a stage."""
    return rows.order_by().values("stage").annotate(
        count=Count("pk"), amount_sum=Sum("amount"), weighted_sum=Sum(F("amount") * F("likelihood") / Decimal(100)),
        stale=Count("pk", filter=stale_on(today)),
    )  # fmt: skip


def in_order(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """As the columns go, and in each by the next step."""
    place = Case(*(When(stage=stage, then=number) for number, stage in enumerate(Stage)))
    return rows.select_related(*RELATED).order_by(place, *ORDER)


def stale_of(user) -> QuerySet[Opportunity]:
    """The user's own that nobody moves on."""
    return Opportunity.objects.visible_to(user).filter(owner=user).stale()
