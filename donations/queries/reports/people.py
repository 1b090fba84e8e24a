"""Who gave, who gave no more, who gave most: over donors as one with those merged into them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from alumni.models import Alumnus, College, ContactPoint
from alumni.queries.overview.keeping import kept
from alumni_office.accounts.roles import Permission
from donations.models import Gift

from .money import span

PAGE = 50

# What each donor gave, and from that what each donor gave that others were merged into: few were, so that nearly all of
# the adding up goes along the index of gifts by donor.
HEAD = "COALESCE(joined.merged_into_id, given.donor_id)"
OF_HEADS = """
    FROM given LEFT JOIN donations_donor joined ON joined.id = given.donor_id AND joined.merged_into_id IS NOT NULL
    GROUP BY 1
"""


def _seen(user, gift: str) -> tuple[str, list[Any]]:
    """SQL that leaves out the gifts that `user` may not see."""
    if _sees_all(user):
        return "", []
    sql, params = Gift.objects.visible_to(user).posted().values("pk").query.sql_with_params()
    return f" AND {gift} IN ({sql})", list(params)


def _given(user, sums: str, first, last) -> tuple[str, list[Any]]:
    """A table `given(donor_id, ...)` of what was posted between two days; refunds are taken off."""
    seen, params = _seen(user, "g.id")
    return (
        f"WITH given AS (SELECT g.donor_id, {sums} FROM donations_gift g"
        f" WHERE g.state = 'posted' AND g.received_on BETWEEN %s AND %s{seen} GROUP BY g.donor_id)"
    ), [first, last, *params]


def _sees_all(user) -> bool:
    return user.reach(Permission.GIFT_VIEW).everyone


@dataclass(frozen=True)
class Giver:
    donor_id: int
    name: str
    kind: str
    sum: Decimal
    last_on: Any


@dataclass(frozen=True)
class Givers:
    rows: list[Giver]
    total: int  # of donors
    sum: Decimal  # of all of them


def top(user, year: int, *, page: int | None = 1) -> Givers:
    sql, params = _given(user, "sum(g.amount_cny) AS sum, max(g.received_on) AS last_on", *span(year))
    found = f"SELECT {HEAD} AS head, sum(sum) AS sum, max(last_on) AS last_on {OF_HEADS} HAVING sum(sum) > 0"
    return _givers(f"{sql}, found AS ({found})", params, page)


def lapsed(user, year: int, *, page: int | None = 1) -> Givers:
    """Gave in the year before, and nothing in `year`."""
    return _without(user, span(year - 1), span(year), page)


def long_lapsed(user, year: int, *, page: int | None = 1) -> Givers:
    """Gave in a year before the last, and nothing in the last nor in `year`."""
    return _without(user, (span(1900)[0], span(year - 2)[1]), (span(year - 1)[0], span(year)[1]), page)


def _without(user, once, since, page: int | None) -> Givers:
    """Those who gave within `once` and not within `since`, each (first day, last day), the one on the other."""
    sums = (
        "sum(g.amount_cny) FILTER (WHERE g.received_on < %s) AS sum,"
        " max(g.received_on) FILTER (WHERE g.received_on < %s) AS last_on,"
        " sum(g.amount_cny) FILTER (WHERE g.received_on >= %s) AS since"
    )
    sql, params = _given(user, sums, once[0], since[1])
    found = (
        f"SELECT {HEAD} AS head, sum(sum) AS sum, max(last_on) AS last_on {OF_HEADS}"
        " HAVING sum(sum) > 0 AND COALESCE(sum(since), 0) <= 0"
    )
    return _givers(f"{sql}, found AS ({found})", [since[0]] * 3 + params, page)


def _givers(sql: str, params: list[Any], page: int | None) -> Givers:
    """One statement: the rows of the page with the number and the sum of all. Without `page` all rows."""
    cut, more = ("", []) if page is None else (" LIMIT %s OFFSET %s", [PAGE, PAGE * (page - 1)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql}, whole AS (SELECT count(*) AS number, COALESCE(sum(sum), 0) AS sum FROM found),"
            f" cut AS (SELECT * FROM found ORDER BY sum DESC, head{cut})"
            " SELECT whole.number, whole.sum, cut.head, donor.name, donor.kind, cut.sum, cut.last_on"
            " FROM whole LEFT JOIN cut ON true LEFT JOIN donations_donor donor ON donor.id = cut.head"
            " ORDER BY cut.sum DESC, cut.head",
            [*params, *more],
        )
        rows = cursor.fetchall()
    return Givers([Giver(*row[2:]) for row in rows if row[2]], rows[0][0], rows[0][1])


@dataclass(frozen=True)
class Share:
    college_id: int | None
    label: str
    gave: int
    contactable: int

    @property
    def percent(self) -> float:
        return 100 * self.gave / self.contactable if self.contactable else 0.0


def contactable():
    """The alumni who can be contacted."""
    good = ContactPoint.objects.filter(
        alumnus=OuterRef("pk"), state__in=[ContactPoint.State.UNVERIFIED, ContactPoint.State.VERIFIED]
    )
    return Alumnus.objects.approachable().filter(Exists(good))


def participation(user, year: int) -> list[Share]:
    """The whole first where `user` sees everyone, then the colleges; the numbers of those who can be contacted are a
    minute old at most."""
    everyone, gave = _sees_all(user), givers(user, year)
    numbers = contactable_numbers()
    colleges = College.objects.filter(pk__in=numbers.colleges)
    if not everyone:
        colleges = colleges.filter(pk__in=user.reach(Permission.GIFT_VIEW).college_ids)
    shares = [Share(row.pk, row.shown_name, gave.colleges.get(row.pk, 0), numbers.colleges[row.pk]) for row in colleges]
    shares.sort(key=lambda share: (-share.percent, share.label))
    return ([Share(None, "", gave.all, numbers.all)] if everyone else []) + shares


@dataclass(frozen=True)
class Numbers:
    """Of people: all, and those of each college; of several colleges each counts the person."""

    at: datetime
    all: int
    colleges: dict[int, int]


def givers(user, year: int) -> Numbers:
    """Who can be contacted and gave in the year, alone or by soft credit."""
    sql, params = _given(user, "sum(g.amount_cny) AS sum", *span(year))
    seen, of_seen = _seen(user, "g.id")
    credited = (
        "SELECT COALESCE(d.merged_into_id, d.id) FROM donations_softcredit s"
        " JOIN donations_gift g ON g.id = s.gift_id JOIN donations_donor d ON d.id = s.donor_id"
        f" WHERE s.ended_at IS NULL AND g.state = 'posted' AND g.received_on BETWEEN %s AND %s{seen}"
    )
    persons = (
        f"SELECT whose.alumnus_id FROM (SELECT head FROM (SELECT {HEAD} AS head {OF_HEADS} HAVING sum(sum) > 0) AS gave"
        f" UNION {credited}) AS gave (head) JOIN donations_donor whose ON whose.id = gave.head"
    )
    people, of_people = contactable().order_by().values("pk").query.sql_with_params()
    people = f"SELECT id FROM ({people}) AS contactable (id) WHERE id IN ({persons})"
    return _numbers(f"{sql}, people (id) AS MATERIALIZED ({people})", [*params, *of_people, *span(year), *of_seen])


def contactable_numbers() -> Numbers:
    """Of all who can be contacted: a minute old at most."""
    return kept("giving-contactable", count_contactable)


def count_contactable() -> Numbers:
    # In the order in which the indexes are read side by side.
    sql, params = contactable().order_by("pk").values("pk").query.sql_with_params()
    return _numbers(f"WITH people (id) AS MATERIALIZED ({sql})", list(params))


def _numbers(people: str, params: list[Any]) -> Numbers:
    """Count a table `people`."""
    at = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"{people}, studied AS (SELECT DISTINCT degree.alumnus_id, degree.college_id FROM people"
            " JOIN alumni_degree degree ON degree.alumnus_id = people.id WHERE degree.college_id IS NOT NULL)"
            " SELECT NULL, count(*) FROM people UNION ALL SELECT college_id, count(*) FROM studied GROUP BY college_id",
            params,
        )
        found = dict(cursor.fetchall())
    return Numbers(at, found.pop(None), found)
