from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

HOME = "CNY"
CENT = Decimal("0.01")


class Currency(models.TextChoices):
    """Those that gifts come in, by their codes of ISO 4217."""

    CNY = "CNY", _("CNY, Chinese yuan")
    USD = "USD", _("USD, US dollar")
    EUR = "EUR", _("EUR, euro")
    HKD = "HKD", _("HKD, Hong Kong dollar")
    GBP = "GBP", _("GBP, pound sterling")
    JPY = "JPY", _("JPY, Japanese yen")
    CAD = "CAD", _("CAD, Canadian dollar")
    AUD = "AUD", _("AUD, Australian dollar")
    SGD = "SGD", _("SGD, Singapore dollar")
    CHF = "CHF", _("CHF, Swiss franc")
    MOP = "MOP", _("MOP, Macao pataca")
    TWD = "TWD", _("TWD, new Taiwan dollar")
    KRW = "KRW", _("KRW, South Korean won")


# The signs that readers know; elsewhere the code stands before the figures.
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$", "GBP": "£"}
WHOLE = frozenset({"JPY", "KRW"})  # have no smaller unit


def in_yuan(amount: Decimal, rate: Decimal) -> Decimal:
    """CNY for `amount` at `rate` CNY a unit, rounded to the fen, halves up, as PostgreSQL's round(numeric) does."""
    return (amount * rate).quantize(CENT, ROUND_HALF_UP)
