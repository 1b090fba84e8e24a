"""Donors and pledges to choose from, by a few letters or a code."""

from django.db.models import Q

from donations.models import Donor, Pledge

MOST = 20


def donors(user, words: str):
    """Heads whose name, e-mail or organisation has `words`; of an empty box none."""
    words = words.strip()
    rows = Donor.objects.visible_to(user).heads().present()
    if not words:
        return rows.none()
    return rows.filter(Q(name__icontains=words) | Q(reading__icontains=words) | Q(email__iexact=words)).order_by(
        "name", "pk"
    )[:MOST]


def pledges(user, words: str):
    words = words.strip()
    rows = Pledge.objects.visible_to(user).open().select_related("donor", "fund")
    if not words:
        return rows.none()
    return rows.filter(Q(code__iexact=words) | Q(donor__name__icontains=words)).order_by("donor__name", "pk")[:MOST]
