"""The gifts and the changes of pledges behind a figure."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from alumni.models import College
from donations.models import Campaign, Donor, Fund, Gift, GiftNote, Pledge, PledgeChange, PledgePayment

from .money import span

LEAST = 100_000  # CNY, of one gift, for government matching
NONE = 0  # asks for what has no college, or no campaign
CNY = Gift._meta.get_field("amount_cny")


@dataclass(frozen=True)
class Asked:
    """Primary keys; a donor stands for those merged into it as well."""

    year: int | None = None
    fund: int | None = None
    college: int | None = None
    campaign: int | None = None
    donor: int | None = None


def gifts(user, asked: Asked):
    """Posted gifts that meet all that was asked."""
    rows = Gift.objects.visible_to(user).posted().select_related("donor", "college", "campaign")
    return rows.filter(_where(asked, "", day="received_on", fund="allocations__fund"))


def changes(user, asked: Asked):
    """Changes of pledges, likewise."""
    rows = PledgeChange.objects.filter(pledge__in=Pledge.objects.visible_to(user))
    rows = rows.select_related("pledge__donor", "pledge__college", "pledge__campaign")
    return rows.filter(_where(asked, "pledge__", day="changed_on", fund="pledge__fund"))


def _where(asked: Asked, of: str, *, day: str, fund: str) -> Q:
    where = Q(**{f"{day}__range": span(asked.year)}) if asked.year else Q()
    if asked.fund:
        where &= Q(**{fund: asked.fund})
    for name in ("college", "campaign"):
        key = getattr(asked, name)
        if key is not None:
            where &= Q(**{f"{of}{name}": key}) if key != NONE else Q(**{f"{of}{name}__isnull": True})
    if asked.donor:
        where &= Q(**{f"{of}donor": asked.donor}) | Q(**{f"{of}donor__merged_into": asked.donor})
    return where


def words(user, asked: Asked) -> list[str]:
    """What was asked, as it is called, without the year; what `user` may not see has no name here."""
    named = {
        "fund": Fund.objects.visible_to(user), "campaign": Campaign.objects.all(), "college": College.objects.all(),
        "donor": Donor.objects.visible_to(user),
    }  # fmt: skip
    found = [str(row) for name, rows in named.items() if (pk := getattr(asked, name)) for row in rows.filter(pk=pk)]
    if asked.college == NONE:
        found.append(_("The office itself"))
    if asked.campaign == NONE:
        found.append(_("For no campaign"))
    return found


def with_paid(rows):
    """Each gift with `paid`: what of it pays pledges, which is committed already."""
    paid = PledgePayment.objects.filter(gift=OuterRef("pk")).values("gift").annotate(sum=Sum("amount_cny"))
    return rows.annotate(paid=Coalesce(Subquery(paid.values("sum")), 0, output_field=CNY))


def matching(user, year: int):
    """Gifts of at least LEAST, with what is left of them and who paid, the largest first."""
    back = Gift.objects.posted().filter(corrects=OuterRef("pk")).values("corrects").annotate(sum=Sum("amount_cny"))
    payer = GiftNote.objects.filter(gift=OuterRef("pk")).values("payer")
    rows = gifts(user, Asked(year=year)).filter(entry=Gift.Entry.GIFT, amount_cny__gte=LEAST)
    rows = rows.annotate(
        left=F("amount_cny") + Coalesce(Subquery(back.values("sum")), 0, output_field=CNY),
        payer=Coalesce(Subquery(payer[:1]), Value("")),
    )
    return rows.filter(left__gte=LEAST).order_by("-left", "pk")
