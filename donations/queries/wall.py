"""The donor wall: whom the latest word allows to be named, in which circle, since which years.

Who stands where is kept for a minute at most. What is kept holds no names: each page asks who of those whom it shows
may be named now, and how; and whoever said something since is put in or left out.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from alumni.queries.overview.keeping import kept
from donations.models import Donor, Tier, WallWord

FIRST = 60  # of each circle on the first page
SIZE = 240  # on a page of a circle
MOST_FOUND = 100
MOST_ASKED = 1000  # who ever had such a name: not all of them have it still
FRIENDS = gettext_lazy("Friends of the university")  # below the lowest tier
NO_TIER = 0  # stands for FRIENDS where a tier has its primary key

# From the names to their gifts, and not the other way: few are named. Who it is says the donor that the others were
# merged into, also where the word is one of theirs. What goes back takes away from the year of the gift.
STANDING = """
WITH said AS (
    SELECT COALESCE(joined.merged_into_id, w.donor_id) AS head, w.id, w.given, w.shown_as FROM donations_wallword w
    LEFT JOIN donations_donor joined ON joined.id = w.donor_id AND joined.merged_into_id IS NOT NULL{of}
), latest AS (
    SELECT DISTINCT ON (head) head, given, shown_as FROM said ORDER BY head, id DESC
), named AS MATERIALIZED (
    SELECT latest.head, latest.shown_as FROM latest JOIN donations_donor whose ON whose.id = latest.head
    LEFT JOIN ({people}) AS person (id) ON person.id = whose.alumnus_id
    WHERE latest.given AND (whose.alumnus_id IS NULL OR person.id IS NOT NULL)
), family (head, donor_id) AS (
    SELECT head, head FROM named
    UNION ALL SELECT head, d.id FROM named JOIN donations_donor d ON d.merged_into_id = named.head
), yearly AS (
    SELECT family.head, date_part('year', COALESCE(first.received_on, g.received_on))::int AS year,
        sum(g.amount_cny) AS amount
    FROM family JOIN donations_gift g ON g.donor_id = family.donor_id AND g.state = 'posted' AND NOT g.is_anonymous
    LEFT JOIN donations_gift first ON first.id = g.corrects_id
    GROUP BY 1, 2
), whole AS (
    SELECT head, sum(amount) AS total, array_agg(year ORDER BY year) FILTER (WHERE amount > 0) AS years
    FROM yearly GROUP BY head
)
SELECT head, shown_as, total, years FROM whole JOIN named USING (head) WHERE total > 0 AND years IS NOT NULL
ORDER BY years[1], shown_as COLLATE "C", head
"""
OF_THESE = " WHERE w.donor_id IN (SELECT d.id FROM donations_donor d WHERE COALESCE(d.merged_into_id, d.id) = ANY(%s))"


@dataclass(frozen=True)
class Named:
    donor_id: int
    name: str
    total: Decimal
    years: list[int]


@dataclass(frozen=True)
class Circle:
    key: int  # of the tier, or NO_TIER
    name: str | Promise
    donors: list[Named]  # those who are shown
    number: int  # of all

    @property
    def has_more(self) -> bool:
        return self.number > len(self.donors)


@dataclass(frozen=True)
class Look:
    circles: list[Circle]
    years: list[int]  # in which somebody gave who is named, the latest first


@dataclass(frozen=True)
class CirclePage:
    circle: Circle
    years: list[int]
    page: int
    pages: int


@dataclass(frozen=True)
class Found:
    rows: list[tuple[Named, str | Promise]]  # each with the name of the circle
    has_more: bool


Place = tuple[int, tuple[int, ...]]  # the primary key of a donor, and the years


@dataclass(frozen=True)
class Order:
    """Of each circle, the highest first and FRIENDS last, who stands in it, one after the other."""

    at: datetime
    last: int  # word that was known
    circles: list[list[Place]]

    def heads(self, circle: int, year: int | None) -> list[int]:
        return [head for head, years in self.circles[circle] if year is None or year in years]

    def years(self) -> list[int]:
        return sorted({year for circle in self.circles for _head, years in circle for year in years}, reverse=True)


def look(year: int | None = None) -> Look:
    """The first of each circle; with a year, of those who gave in it. Gifts without a name count for nothing here."""
    tiers, order = _order()
    heads = [order.heads(circle, year) for circle in range(len(order.circles))]
    shown = _these(head for each in heads for head in each[:FIRST])
    found = [_circle(*tier, each, each[:FIRST], shown) for tier, each in zip(_names(tiers), heads, strict=True)]
    return Look([circle for circle in found if circle.donors], order.years())


def circle_page(key: int, year: int | None = None, page: int = 1) -> CirclePage | None:
    """None where there is no such circle, or no such page of it."""
    tiers, order = _order()
    names = _names(tiers)
    place = next((place for place, (each, _name) in enumerate(names) if each == key), None)
    if place is None:
        return None
    heads = order.heads(place, year)
    pages = max(1, -(-len(heads) // SIZE))
    if not 1 <= page <= pages:
        return None
    cut = heads[SIZE * (page - 1) : SIZE * page]
    return CirclePage(_circle(*names[place], heads, cut, _these(cut)), order.years(), page, pages)


def named_like(words: str) -> Found:
    """Those whose name on the wall has `words` in it."""
    tiers = _tiers()
    names = _names(tiers)
    said = WallWord.objects.filter(shown_as__icontains=words).order_by()
    heads = list(said.values_list(Coalesce("donor__merged_into", "donor"), flat=True).distinct()[: MOST_ASKED + 1])
    found = [each for each in _asked(OF_THESE, [heads[:MOST_ASKED]]) if words.lower() in each.name.lower()]
    rows = [(each, names[_place(each.total, tiers)][1]) for each in found[:MOST_FOUND]]
    return Found(rows, len(found) > MOST_FOUND or len(heads) > MOST_ASKED)


def word_of(donor: Donor) -> WallWord | None:
    """The latest word of the donor and of those that were merged into it."""
    family = Donor.objects.filter(pk=donor.head_id) | Donor.objects.filter(merged_into=donor.head_id)
    return WallWord.objects.filter(donor__in=family).order_by("-pk").first()


def take(tiers: Sequence[Tier]) -> Order:
    """Who stands where now."""
    at, last = timezone.now(), WallWord.objects.aggregate(last=Max("pk"))["last"] or 0
    circles: list[list[Place]] = [[] for _each in range(len(tiers) + 1)]
    known: dict[tuple[int, ...], tuple[int, ...]] = {}  # many gave in the same years
    for each in _asked():
        years = tuple(each.years)
        circles[_place(each.total, tiers)].append((each.donor_id, known.setdefault(years, years)))
    return Order(at, last, circles)


def _order() -> tuple[list[Tier], Order]:
    tiers = _tiers()
    thresholds = hashlib.sha256(repr([(tier.pk, tier.threshold) for tier in tiers]).encode()).hexdigest()[:16]
    return tiers, _with_newer(kept(f"wall-{thresholds}", lambda: take(tiers)), tiers)


def _with_newer(order: Order, tiers: Sequence[Tier]) -> Order:
    """Whoever said something since stands behind those who gave first in the same year, until all are put in order."""
    newer = WallWord.objects.filter(pk__gt=order.last)
    said = set(newer.values_list(Coalesce("donor__merged_into", "donor"), flat=True))
    if not said:
        return order
    circles = [[place for place in circle if place[0] not in said] for circle in order.circles]
    for each in _asked(OF_THESE, [list(said)]):
        circle = circles[_place(each.total, tiers)]
        place = bisect_right(circle, each.years[0], key=lambda place: place[1][0])
        circle.insert(place, (each.donor_id, tuple(each.years)))
    return Order(order.at, order.last, circles)


def _tiers() -> list[Tier]:
    return list(Tier.objects.order_by("-threshold"))


def _names(tiers: Sequence[Tier]) -> list[tuple[int, str | Promise]]:
    return [*((tier.pk, str(tier)) for tier in tiers), (NO_TIER, FRIENDS)]


def _place(total: Decimal, tiers: Sequence[Tier]) -> int:
    return next((place for place, tier in enumerate(tiers) if total >= tier.threshold), len(tiers))


def _circle(key: int, name, heads: list[int], cut: list[int], shown: dict[int, Named]) -> Circle:
    donors = [shown[head] for head in cut if head in shown]
    return Circle(key, name, donors, len(heads) - len(cut) + len(donors))


def _these(heads: Iterable[int]) -> dict[int, Named]:
    """Who of these may be named now, and as what."""
    return {each.donor_id: each for each in _asked(OF_THESE, [list(heads)])}


def _asked(of: str = "", params: Sequence = ()) -> list[Named]:
    people, given = Alumnus.objects.present().usable().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(STANDING.format(of=of, people=people), [*params, *given])
        return [Named(*row) for row in cursor.fetchall()]
