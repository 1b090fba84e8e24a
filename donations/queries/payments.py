"""Announced gifts and what a provider said of them, as the desk reads them."""

from donations.models import AnnouncedGift, Fund, PaymentNotice


def announced(*, state: str = "", words: str = ""):
    rows = AnnouncedGift.objects.select_related("fund", "gift")
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(code__iexact=words) | rows.filter(name__icontains=words)
    return rows


def notices(verdict: str = ""):
    rows = PaymentNotice.objects.select_related("announced", "decided_by")
    return rows.filter(verdict=verdict) if verdict else rows


def waiting(user):
    return PaymentNotice.objects.filter(verdict=PaymentNotice.Verdict.WAITING)


def open_funds():
    """What can be given for on the public site."""
    return Fund.objects.public().open().order_by("name", "pk")
