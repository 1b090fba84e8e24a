"""The donor wall: whom the latest word allows to be named, in which circle, since which years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from donations.models import Donor, Tier, WallWord

# From the names to their gifts, and not the other way: few are named. What goes back takes away from the year of the
# gift.
GIVEN = """
SELECT named.head, extract(year FROM COALESCE(first.received_on, g.received_on))::int AS year, sum(g.amount_cny)
FROM unnest(%s::bigint[]) AS named (head)
JOIN donations_donor d ON COALESCE(d.merged_into_id, d.id) = named.head
JOIN donations_gift g ON g.donor_id = d.id AND g.state = 'posted' AND NOT g.is_anonymous
LEFT JOIN donations_gift first ON first.id = g.corrects_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
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
    """{head of a donor: shown as} of all whose latest word is yes and who may be named. Each look asks anew.

    Who it is says the donor that the others were merged into, also where the word is one of theirs."""
    person = Alumnus.objects.present().usable().filter(pk=OuterRef("whose"))
    latest = (
        WallWord.objects.annotate(head=Coalesce("donor__merged_into", "donor"))
        .annotate(whose=Coalesce("donor__merged_into__alumnus", "donor__alumnus"))
        .annotate(may_be_named=Exists(person) | Q(whose__isnull=True))
        .order_by("head", "-pk").distinct("head")
        .values_list("head", "given", "may_be_named", "shown_as")
    )  # fmt: skip
    return {head: shown_as for head, given, may_be_named, shown_as in latest if given and may_be_named}


def circles(year: int | None = None) -> list[Circle]:
    """Those with somebody in them, the highest first; with a year, of those who gave in it. Gifts without a name count
    for nothing here."""
    names = named()
    tiers = list(Tier.objects.order_by("-threshold"))
    found = [*(Circle(str(tier)) for tier in tiers), Circle(FRIENDS)]
    for head, (total, years) in _given(names).items():
        if total <= 0 or not years:
            continue
        place = next((at for at, tier in enumerate(tiers) if total >= tier.threshold), len(tiers))
        found[place].donors.append(Named(names[head], years, total))
    for circle in found:
        circle.donors.sort(key=lambda each: (each.years[0], each.name))
    return of_year(found, year) if year else [circle for circle in found if circle.donors]


def of_year(found: Sequence[Circle], year: int) -> list[Circle]:
    """Of each circle those who gave in the year; without circles that are empty then."""
    gave = [Circle(circle.name, [each for each in circle.donors if year in each.years]) for circle in found]
    return [circle for circle in gave if circle.donors]


def years_of(found: Sequence[Circle]) -> list[int]:
    return sorted({year for circle in found for donor in circle.donors for year in donor.years}, reverse=True)


def _given(names: dict[int, str]) -> dict[int, tuple[Decimal, list[int]]]:
    """{head: (received in all, years of which something is left)}."""
    found: dict[int, tuple[Decimal, list[int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [list(names)])
        for head, year, amount in cursor.fetchall():
            total, years = found.get(head, (Decimal(0), []))
            found[head] = (total + amount, [*years, year] if amount > 0 else years)
    return found
