"""What everybody sees of funds and campaigns: their purpose, what they did, and how one can give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from alumni_office.ui.office import in_readers_language
from donations.models import Campaign, Fund, FundUse

from .ways import WAYS

USES = 50


@dataclass(frozen=True)
class Offered:
    template: str
    context: dict


def ways_to_give() -> list[Offered]:
    return [Offered(way.template, way.context()) for way in WAYS if way.is_open()]


def funds() -> QuerySet[Fund]:
    return Fund.objects.public().filter(closed_on__isnull=True).select_related("college").order_by("name", "pk")


def campaigns() -> QuerySet[Campaign]:
    """Those that are going on or will."""
    return Campaign.objects.public().filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")


@dataclass(frozen=True)
class Use:
    spent_on: date
    what: str
    amount: Decimal


def uses_of(funds: Iterable[Fund]) -> dict[int, list[Use]]:
    """{fund: the latest of what was spent, is shown, and was not taken back}, by one query."""
    found: dict[int, list[Use]] = {fund.pk: [] for fund in funds}
    newest = [F("spent_on").desc(), F("pk").desc()]
    rows = FundUse.objects.filter(
        fund__in=list(found), posted_on__isnull=False, is_shown=True, corrects__isnull=True,
        correction__posted_on__isnull=True,
    ).annotate(place=Window(RowNumber(), partition_by="fund", order_by=newest))  # fmt: skip
    for row in rows.filter(place__lte=USES).order_by(*newest):
        found[row.fund_id].append(Use(row.spent_on, in_readers_language(row.purpose, row.purpose_en), row.amount))
    return found
