"""Who gave, who gave no more, who gave most: over donors as one with those merged into them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Exists, OuterRef

from alumni.models import Alumnus, College, ContactPoint, Degree
from alumni_office.accounts.roles import Permission
from donations.models import Gift

from .money import span

KEPT_SECONDS = 600
PAGE = 50

# Gifts that `user` may see; HEAD is the donor that a gift's donor is.
HEAD = "COALESCE(d.merged_into_id, d.id)"


def _seen(user) -> tuple[str, list[Any]]:
    sql, params = Gift.objects.visible_to(user).posted().values("pk").query.sql_with_params()
    return sql, list(params)


def _sums(user, first, last) -> tuple[str, list[Any]]:
    """A table `sums(head, sum, last_on)`: what each donor gave between two days; refunds are taken off."""
    everyone = _sees_all(user)
    sql, params = ("", []) if everyone else _seen(user)
    seen = "" if everyone else f" AND g.id IN ({sql})"
    return (
        f"SELECT {HEAD} AS head, sum(g.amount_cny) AS sum, max(g.received_on) AS last_on"
        " FROM donations_gift g JOIN donations_donor d ON d.id = g.donor_id"
        f" WHERE g.state = 'posted' AND g.received_on BETWEEN %s AND %s{seen}"
        f" GROUP BY {HEAD} HAVING sum(g.amount_cny) > 0"
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
    sql, params = _sums(user, *span(year))
    return _givers(f"WITH found AS ({sql})", params, page)


def lapsed(user, year: int, *, page: int | None = 1) -> Givers:
    """Gave in the year before, and nothing in `year`."""
    return _without(user, span(year - 1), span(year), page)


def long_lapsed(user, year: int, *, page: int | None = 1) -> Givers:
    """Gave in a year before the last, and nothing in the last nor in `year`."""
    return _without(user, (span(1900)[0], span(year - 2)[1]), (span(year - 1)[0], span(year)[1]), page)


def _without(user, once, since, page: int | None) -> Givers:
    """Those who gave within `once` and not within `since`, each (first day, last day)."""
    gave, gave_params = _sums(user, *once)
    gives, gives_params = _sums(user, *since)
    sql = (
        f"WITH gave AS ({gave}), gives AS ({gives}),"
        " found AS (SELECT * FROM gave WHERE NOT EXISTS (SELECT FROM gives WHERE gives.head = gave.head))"
    )
    return _givers(sql, gave_params + gives_params, page)


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
    """The whole first where `user` sees everyone, then the colleges; the numbers of those who can be contacted are
    kept for ten minutes."""
    gave = givers(user, year)
    everyone = _sees_all(user)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.college_id, count(DISTINCT g.alumnus_id) FROM alumni_degree g WHERE g.alumnus_id = ANY (%s)"
            " AND g.college_id IS NOT NULL GROUP BY g.college_id",
            [gave],
        )
        by_college = dict(cursor.fetchall())
    whole, each = contactable_numbers()
    colleges = College.objects.filter(pk__in=each)
    if not everyone:
        colleges = colleges.filter(pk__in=user.reach(Permission.GIFT_VIEW).college_ids)
    shares = [Share(row.pk, row.shown_name, by_college.get(row.pk, 0), each[row.pk]) for row in colleges]
    shares.sort(key=lambda share: (-share.percent, share.label))
    return ([Share(None, "", len(gave), whole)] if everyone else []) + shares


def givers(user, year: int) -> list[int]:
    """The alumni who can be contacted and gave in the year, themselves or by soft credit."""
    sql, params = _sums(user, *span(year))
    people, people_params = contactable().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH given AS ({sql}), credited AS ("
            f" SELECT {HEAD} AS head FROM donations_softcredit s JOIN donations_gift g ON g.id = s.gift_id"
            " JOIN donations_donor d ON d.id = s.donor_id"
            " WHERE s.ended_at IS NULL AND g.state = 'posted' AND g.received_on BETWEEN %s AND %s"
            + ("" if _sees_all(user) else f" AND g.id IN ({_seen(user)[0]})")
            + "), found AS (SELECT DISTINCT donor.alumnus_id FROM donations_donor donor"
            " WHERE donor.alumnus_id IS NOT NULL"
            " AND donor.id IN (SELECT head FROM given UNION SELECT head FROM credited))"
            f" SELECT alumnus_id FROM found WHERE alumnus_id IN ({people})",
            [*params, *span(year), *([] if _sees_all(user) else _seen(user)[1]), *people_params],
        )
        return [row[0] for row in cursor.fetchall()]


def contactable_numbers() -> tuple[int, dict[int, int]]:
    """(all, {college: number}) of the alumni who can be contacted, from the cache where it was asked just now."""
    return cache.get_or_set("giving-contactable", count_contactable, KEPT_SECONDS)  # type: ignore[return-value]


def count_contactable() -> tuple[int, dict[int, int]]:
    people = contactable()
    of_college = Degree.objects.filter(alumnus__in=people, college__isnull=False)
    with connection.cursor() as cursor:
        sql, params = of_college.values("college_id", "alumnus_id").distinct().query.sql_with_params()
        cursor.execute(f"SELECT college_id, count(*) FROM ({sql}) AS found GROUP BY college_id", params)
        return people.count(), dict(cursor.fetchall())
