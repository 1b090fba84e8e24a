"""Giving as filters of the search over alumni. The view donations_given has a row a gift (sql/desk.sql), the view
donations_pledged a row a pledge (sql/pledged.sql)."""

from datetime import date
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact
from alumni_office.accounts.roles import Permission
from donations.models import Gift, Pledge

VIEW, PERSON = "donations_given", "alumnus_id"
NOBODY = Fact(VIEW, PERSON, "false", ())
# What of the view's own is asked within a subquery goes by other names there.
OTHERS = (
    "(SELECT alumnus_id AS whose, received_on AS day, kept AS part, college_id AS raiser, given_id AS which"
    " FROM donations_given) o"
)
# Of most gifts nothing went back, which is known at once for all of them; only of the others it is added up what did.
BACK = (
    "EXISTS (SELECT FROM donations_gift b WHERE b.corrects_id = {gift} AND b.corrects_id IS NOT NULL"
    " AND b.state = 'posted')"
)
KEPT = f"(NOT {BACK.format(gift='given_id')} OR kept > 0)"
KEPT_THERE = f"(NOT {BACK.format(gift='o.which')} OR o.part > 0)"
LYBUNT, SYBUNT = "last", "some"
PLEDGED, OVERDUE = "donations_pledged", "overdue"
# What is still to be done for a gift.
OPEN = {
    "receipt": (
        "NOT EXISTS (SELECT FROM donations_receiptgift r WHERE r.gift_id = given_id AND r.is_valid) AND NOT EXISTS"
        " (SELECT FROM donations_receiptwaiver w WHERE w.gift_id = given_id AND w.ended_at IS NULL)"
    ),
    "thanks": (
        "EXISTS (SELECT FROM donations_thanks t WHERE t.gift_id = given_id AND t.state = 'due' AND t.credit_id IS NULL)"
    ),
}  # fmt: skip


def years(user) -> list[tuple[str, str]]:
    if not user.reach(Permission.DONOR_VIEW):
        return []
    first = Gift.objects.posted().order_by("received_on").values_list("received_on", flat=True).first()
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this, (first.year if first else this) - 1, -1)]


def _in_reach(user, college: str, gift: str, permission: str = Permission.DONOR_VIEW) -> tuple[str, list]:
    """Gifts to others are not asked about."""
    reach = user.reach(permission)
    if reach.everyone:
        return "", []
    to_fund = (
        "EXISTS (SELECT FROM donations_allocation a JOIN donations_fund f ON f.id = a.fund_id"
        f" WHERE a.gift_id = {gift} AND f.college_id = ANY(%s))"
    )
    ids = sorted(reach.college_ids)
    return f" AND ({college} = ANY(%s) OR {to_fund})", [ids, ids]


def gave_in(user, values: list[str]) -> Fact:
    numbers = [int(value) for value in values]
    if not numbers:
        return NOBODY
    reach, ids = _in_reach(user, "college_id", "given_id")
    spans = _spans(numbers)
    days = " OR ".join(["received_on BETWEEN %s AND %s"] * len(spans))
    return Fact(VIEW, PERSON, f"({days}) AND {KEPT}{reach}", (*chain.from_iterable(spans), *ids))


def _spans(years: list[int]) -> list[tuple[date, date]]:
    """(first day, last day) of years that follow each other."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return [(date(first, 1, 1), date(last, 12, 31)) for first, last in found]


def lapses(user) -> list[tuple[str, str]]:
    if not user.reach(Permission.DONOR_VIEW):
        return []
    return [
        (LYBUNT, _("Gave last year and not this (LYBUNT)")),
        (SYBUNT, _("Gave in some year and not this (SYBUNT)")),
    ]


def lapsed(user, values: list[str]) -> Fact:
    if not values:
        return NOBODY
    this = timezone.localdate().year
    reach, ids = _in_reach(user, "college_id", "given_id")
    other_reach, other_ids = _in_reach(user, "o.raiser", "o.which")
    since = "true" if SYBUNT in values else f"received_on >= '{this - 1}-01-01'"
    where = (
        f"{KEPT} AND received_on < '{this}-01-01' AND {since}{reach} AND NOT EXISTS"
        f" (SELECT FROM {OTHERS} WHERE o.whose = alumnus_id AND {KEPT_THERE} AND o.day >= '{this}-01-01'{other_reach})"
    )
    return Fact(VIEW, PERSON, where, (*ids, *other_ids))


def pledges(user) -> list[tuple[str, str]]:
    if not user.reach(Permission.GIFT_VIEW):
        return []
    return [
        (Pledge.State.OPEN, _("Owes something still")), (OVERDUE, _("Is late with an instalment")),
        (Pledge.State.PAID, _("Paid all of it")), (Pledge.State.CANCELLED, _("Was cancelled")),
    ]  # fmt: skip


def pledged(user, values: list[str]) -> Fact:
    reach = user.reach(Permission.GIFT_VIEW)
    bound, ids = "", []
    if not reach.everyone:
        bound, ids = " AND (college_id = ANY(%s) OR fund_college_id = ANY(%s))", [sorted(reach.college_ids)] * 2
    late = (
        "%s AND state = 'open' AND EXISTS (SELECT FROM donations_instalment i WHERE i.pledge_id = pledged_id"
        " AND i.paid < i.amount AND i.due_on < %s)"
    )
    where = f"(state = ANY(%s) OR {late}){bound}"
    return Fact(PLEDGED, PERSON, where, (values, OVERDUE in values, timezone.localdate(), *ids))


def open_ends(user) -> list[tuple[str, str]]:
    if not user.reach(Permission.GIFT_VIEW):
        return []
    return [("receipt", _("A receipt")), ("thanks", _("Thanks"))]


def has_open_end(user, values: list[str]) -> Fact:
    asked = [sql for name, sql in OPEN.items() if name in values]
    if not asked:
        return NOBODY
    reach, ids = _in_reach(user, "college_id", "given_id", Permission.GIFT_VIEW)
    return Fact(VIEW, PERSON, f"{KEPT} AND (({') OR ('.join(asked)})){reach}", tuple(ids))


CRITERIA = [
    Criterion("gave", gettext_lazy("Gave in"), years, gave_in),
    Criterion("lapsed", gettext_lazy("Stopped giving"), lapses, lapsed),
    Criterion("pledged", gettext_lazy("Pledged"), pledges, pledged),
    Criterion("gift", gettext_lazy("Gifts wait for"), open_ends, has_open_end),
]
