"""The donor wall: whom the latest word allows to be named, in which circle, since which years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from donations.models import Donor, Gift, Tier, WallWord

FRIENDS = gettext_lazy("Friends of the university")  # below the lowest tier


@dataclass
class Named:
    name: str
    years: list[int]
    total: Decimal


@dataclass
class Circle:
    name: str | Promise
    donors: list[Named] = field(default_factory=list)


def word_of(donor: Donor) -> WallWord | None:
    """The latest word of the donor and of those that were merged into it."""
    family = Donor.objects.filter(pk=donor.head_id) | Donor.objects.filter(merged_into=donor.head_id)
    return WallWord.objects.filter(donor__in=family).order_by("-pk").first()


def named() -> dict[int, str]:
    """{head of a donor: shown as} of all whose latest word is yes and who may be named. Each look asks anew."""
    head = Coalesce("donor__merged_into", "donor")
    latest = (
        WallWord.objects.annotate(head=Coalesce("donor__merged_into", "donor"))
        .filter(head=OuterRef("head")).order_by("-pk").values("pk")[:1]
    )  # fmt: skip
    # Who it is says the donor that the others were merged into, also where the word is one of theirs.
    rows = (
        WallWord.objects.annotate(head=head, whose=Coalesce("donor__merged_into__alumnus", "donor__alumnus"))
        .filter(pk=Subquery(latest), given=True)
        .values_list("head", "whose", "shown_as")
    )
    people = {whose for _head, whose, _name in rows if whose}
    shown = set(Alumnus.objects.present().usable().filter(pk__in=people).values_list("pk", flat=True))
    return {head: name for head, whose, name in rows if whose is None or whose in shown}


def circles(year: int | None = None) -> list[Circle]:
    """Those with somebody in them, the highest first; with a year, of those who gave in it. Gifts without a name count
    for nothing here."""
    names = named()
    tiers = list(Tier.objects.order_by("-threshold"))
    found = [*(Circle(str(tier)) for tier in tiers), Circle(FRIENDS)]
    for head, (total, years) in _given(names).items():
        if total <= 0 or not years or (year and year not in years):
            continue
        place = next((at for at, tier in enumerate(tiers) if total >= tier.threshold), len(tiers))
        found[place].donors.append(Named(names[head], years, total))
    for circle in found:
        circle.donors.sort(key=lambda each: (each.years[0], each.name))
    return [circle for circle in found if circle.donors]


def years_of(found: Sequence[Circle]) -> list[int]:
    return sorted({year for circle in found for donor in circle.donors for year in donor.years}, reverse=True)


def _given(names: dict[int, str]) -> dict[int, tuple[Decimal, list[int]]]:
    """{head: (received in all, years of which something is left)}."""
    rows = (
        Gift.objects.posted()
        .filter(is_anonymous=False)
        .annotate(head=Coalesce("donor__merged_into", "donor"))
        .filter(head__in=list(names))
        # What goes back takes away from the year of the gift.
        .annotate(year=ExtractYear(Coalesce("corrects__received_on", F("received_on"))))
        .values_list("head", "year").annotate(sum=Sum("amount_cny")).order_by("head", "year")
    )  # fmt: skip
    found: dict[int, tuple[Decimal, list[int]]] = {}
    for head, year, amount in rows:
        total, years = found.get(head, (Decimal(0), []))
        found[head] = (total + amount, [*years, year] if amount > 0 else years)
    return found
