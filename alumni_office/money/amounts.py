"""Amounts as people type them and as pages print them. Never a float."""

import re
import unicodedata
from decimal import Decimal

from .currencies import HOME, SIGNS

MOST = Decimal("999999999999.99")  # numeric(14, 2)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", re.ASCII)


class NotAnAmount(ValueError):
    """`args[0]` is why: "not_a_number", "too_many_decimals" or "too_large"."""


def read_amount(text: str) -> Decimal:
    """The amount in a text such as "1,000.50", "１０００元" or "¥ 1000": exact, not negative. Raises NotAnAmount."""
    plain = unicodedata.normalize("NFKC", text).replace("，", ",").strip()
    plain = re.sub(r"^(CNY|RMB|¥|￥|人民币)\s*|\s*(元整?|圆整?|CNY|RMB)$", "", plain, flags=re.IGNORECASE).strip()
    if not _GROUPED.fullmatch(plain):
        raise NotAnAmount("not_a_number")
    digits = plain.replace(",", "")
    whole, _point, cents = digits.partition(".")
    if len(cents.rstrip("0")) > 2:
        raise NotAnAmount("too_many_decimals")
    if len(whole.lstrip("0")) > 12:
        raise NotAnAmount("too_large")
    return Decimal(f"{whole}.{cents[:2]:0<2}")


def said(amount: Decimal, currency: str = HOME) -> str:
    """ "¥1,234.50", "−US$10.00", "CHF 5.00"."""
    sign = SIGNS.get(currency, f"{currency} ")
    return f"{'−' if amount < 0 else ''}{sign}{abs(amount):,.2f}"
