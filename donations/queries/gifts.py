"""Gifts as the desk lists them, and what to look at before they are posted."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from alumni_office.names import fold
from donations.models import Agreement, Gift, Pledge

MATCHING_FROM = Decimal(100_000)  # CNY: what government matching asks of a single gift


def known_to(user):
    """Gifts of which `user` may know that they were given, though perhaps not how much."""
    reach = user.reach(Permission.DONOR_VIEW)
    return Gift.objects.all() if reach.everyone else Gift.objects.of_colleges(reach.college_ids)


def with_parts(rows: QuerySet[Gift]) -> QuerySet[Gift]:
    return rows.select_related("donor__merged_into", "college", "campaign").prefetch_related("allocations__fund")


def listed(user, *, state: str, words: str = "", fund=None, campaign=None, year: int | None = None):
    rows = Gift.objects.visible_to(user).filter(state=state)
    if words:
        rows = rows.filter(
            Q(donor__name__icontains=words) | Q(donor__merged_into__name__icontains=words) | Q(reference=words)
        )
    if fund:
        rows = rows.filter(allocations__fund=fund)
    if campaign:
        rows = rows.filter(campaign=campaign)
    if year:
        rows = rows.filter(received_on__year=year)
    return with_parts(rows)


def to_post(user) -> QuerySet[Gift]:
    """What somebody else than who entered it has to look at."""
    return Gift.objects.visible_to(user).filter(state=Gift.State.ENTERED, batch__isnull=True)


def pledges_of(user, donor_ids) -> QuerySet[Pledge]:
    return Pledge.objects.visible_to(user).filter(donor__in=donor_ids).select_related("fund").order_by("-pk")


def agreements(user) -> QuerySet[Agreement]:
    """Those that `user` may see: they name amounts."""
    reach = user.reach(Permission.GIFT_VIEW)
    return Agreement.objects.all() if reach.everyone else Agreement.objects.filter(college__in=reach.college_ids)


@dataclass(frozen=True)
class Warned:
    """Why a gift would not count for government matching: said, and no bar to posting."""

    what: str
    text: str


def warnings(gift: Gift) -> list[Warned]:
    if gift.entry != Gift.Entry.GIFT:
        return []
    note = getattr(gift, "note", None)
    found = []
    if gift.amount_cny < MATCHING_FROM:
        found.append(Warned("amount", _("It is less than CNY 100,000.")))
    if gift.kind != Gift.Kind.MONEY:
        found.append(Warned("kind", _("Only money is matched, not things and securities.")))
    if note and note.payer and fold(note.payer) != fold(gift.donor.name):
        found.append(Warned("payer", _("The payer is not the donor, in whose name the receipt is.")))
    if gift.agreement and gift.agreement.donor.head_id != gift.donor.head_id:
        found.append(Warned("signatory", _("The agreement was signed by somebody else than the donor.")))
    return found
