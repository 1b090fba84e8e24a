"""What stands on a receipt of some gifts: always in Chinese, as the law's form is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from alumni_office.money.amounts import said
from alumni_office.money.currencies import HOME
from donations.models import Allocation, Fund, Gift


@dataclass(frozen=True)
class Line:
    project_code: str
    project: str
    what: str
    amount: Decimal


def lines_of(gifts: Sequence[Gift]) -> dict[int, list[Line]]:
    """{gift: its lines}, a line for each fund, with what is left there after what went back."""
    left: dict[tuple[int, int], Decimal] = {}
    ids = [gift.pk for gift in gifts]
    back = Allocation.objects.filter(gift__corrects__in=ids, gift__state=Gift.State.POSTED)
    rows: list = [
        *Allocation.objects.filter(gift__in=ids).order_by("pk").values_list("gift_id", "fund_id", "amount_cny"),
        *back.values_list("gift__corrects_id", "fund_id", "amount_cny"),
    ]
    for gift_id, fund_id, amount in rows:
        left[gift_id, fund_id] = left.get((gift_id, fund_id), Decimal(0)) + amount
    funds = Fund.objects.in_bulk({fund_id for _gift, fund_id in left})
    found: dict[int, list[Line]] = {gift.pk: [] for gift in gifts}
    words = {gift.pk: _what(gift) for gift in gifts}
    for (gift_id, fund_id), amount in left.items():
        if amount > 0:
            fund = funds[fund_id]
            found[gift_id].append(Line(fund.project_code, fund.name, words[gift_id], amount))
    return found


def _what(gift: Gift) -> str:
    with translation.override("zh-hans"):
        day = f"{gift.received_on:%Y-%m-%d}"
        if gift.kind != Gift.Kind.MONEY:
            valued = f"由{gift.valued_by}于{gift.valued_on:%Y-%m-%d}估价"
            return f"{gift.get_kind_display()}：{gift.description}（{valued}），{day}"
        text = f"{gift.get_kind_display()}（{gift.get_method_display()}），{day}"
        if gift.currency != HOME:
            text += f"，{said(gift.amount, gift.currency)} × {gift.rate.normalize():f}"
        return text
