"""Funds received and new funds committed, by year, fund, unit and campaign: three statements a report."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractYear

from alumni.models import College
from donations.models import Allocation, Campaign, Fund, Gift, Pledge, PledgeChange, PledgePayment

NOTHING = Decimal("0.00")


@dataclass
class Line:
    key: int | None  # a year, or the primary key of a fund, college or campaign
    label: str = ""
    received: Decimal = field(default=NOTHING)
    committed: Decimal = field(default=NOTHING)
    gifts: int = 0


def years(user) -> list[Line]:
    """The latest year first; years without anything are left out."""
    gifts = Gift.objects.visible_to(user).posted()
    received = gifts.values(of=ExtractYear("received_on"))
    paid = PledgePayment.objects.filter(gift__in=gifts).values(of=ExtractYear("gift__received_on"))
    promised = _changes(user).values(of=ExtractYear("changed_on"))
    lines = _joined(_received(received), paid, promised)
    for line in lines:
        line.label = str(line.key)
    return sorted(lines, key=lambda line: -(line.key or 0))


def funds(user, year: int) -> list[Line]:
    gifts = _of_year(user, year)
    parts = Allocation.objects.filter(gift__in=gifts).values(of=F("fund"))
    parts = parts.annotate(received=Sum("amount_cny"), gifts=Count("pk", filter=Q(gift__entry=Gift.Entry.GIFT)))
    paid = PledgePayment.objects.filter(gift__in=gifts).values(of=F("instalment__pledge__fund"))
    promised = _changes(user, year).values(of=F("pledge__fund"))
    return _named(_joined(parts, paid, promised), Fund)


def units(user, year: int) -> list[Line]:
    """The line without a key is what no college raised."""
    return _by(user, year, "college", College)


def campaigns(user, year: int) -> list[Line]:
    """The line without a key is what came outside of campaigns."""
    return _by(user, year, "campaign", Campaign)


def _by(user, year: int, name: str, model) -> list[Line]:
    gifts = _of_year(user, year)
    paid = PledgePayment.objects.filter(gift__in=gifts).values(of=F(f"gift__{name}"))
    promised = _changes(user, year).values(of=F(f"pledge__{name}"))
    return _named(_joined(_received(gifts.values(of=F(name))), paid, promised), model)


def span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _of_year(user, year: int):
    return Gift.objects.visible_to(user).posted().filter(received_on__range=span(year))


def _changes(user, year: int | None = None):
    changes = PledgeChange.objects.filter(pledge__in=Pledge.objects.visible_to(user))
    return changes.filter(changed_on__range=span(year)) if year else changes


def _received(grouped):
    return grouped.annotate(received=Sum("amount_cny"), gifts=Count("pk", filter=Q(entry=Gift.Entry.GIFT)))


def _joined(received: Iterable[Any], paid, promised) -> list[Line]:
    """Committed is what was received less the payments of pledges, and what was pledged."""
    lines: dict[int | None, Line] = defaultdict(lambda: Line(None))
    for row in received:
        lines[row["of"]] = Line(row["of"], "", row["received"], row["received"], row["gifts"])
    for row in paid.annotate(sum=Sum("amount_cny")):
        lines[row["of"]].committed -= row["sum"]
    for row in promised.annotate(sum=Sum("amount")):
        lines[row["of"]].committed += row["sum"]
    for key, line in lines.items():
        line.key = key
    return list(lines.values())


def _named(lines: list[Line], model) -> list[Line]:
    """The largest first, the one without a key last."""
    rows = model.objects.in_bulk([line.key for line in lines if line.key])
    for line in lines:
        line.label = str(rows[line.key]) if line.key else ""
    return sorted(lines, key=lambda line: (line.key is None, -line.received, -line.committed, line.label))
