"""Gifts entered and posted a second: the service against bare transactions that write the very same rows."""

import json
import time
from decimal import Decimal
from statistics import median
from uuid import uuid4

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from alumni_office.accounts.models import User
from donations.models import Allocation, Donor, Fund, Gift
from donations.services import gifts

from .giving_reports import GIFTS, fill
from .measuring import Result, cost_of

AMOUNT = Decimal("10.00")
ROUNDS, POSTED = 9, 60
SQL_GIFT = """
INSERT INTO donations_gift (entry, kind, donor_id, currency, amount, rate, amount_cny, received_on, method, reference,
    description, valued_by, kept_at, is_anonymous, state, own_limit, entered_by_id, entered_at, key, version)
VALUES ('gift', 'money', %s, 'CNY', %s, 1, %s, %s, 'transfer', '', '', '', '', false, 'entered', 0, %s, %s, %s, 1)
RETURNING id
"""
SQL_PART = "INSERT INTO donations_allocation (gift_id, fund_id, amount_cny) VALUES (%s, %s, %s)"
SQL_WHO = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
SQL_POST = """
UPDATE donations_gift SET state = 'posted', posted_by_id = %s, posted_at = %s, posted_on = %s WHERE id = %s
"""
WRITTEN = """
SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname
"""


def measure(site):
    """A round is every side once, one after the other; a side's ratio is the median of the rounds' ratios. Each side
    commits twice a gift, and the rows that it writes are compared first."""
    fill(GIFTS)
    sides = _sides()
    written = {name: _written(act) for name, act in sides.items()}
    is_alike = len({str(rows) for rows in written.values()}) == 1
    if not is_alike:
        yield Result("sides that write other rows", len(sides), "", target="0", is_met=False, note=f"  {written}")
    rounds = [_round(sides, turn) for turn in range(ROUNDS)]
    for limit, target in (("Django alone", 0.5), ("bare SQL", 0.5)):
        ratios = sorted(each["service"] / each[limit] for each in rounds)
        yield Result(
            f"gifts entered and posted a second: {limit}", median(each["service"] for each in rounds), "/s",
            median(each[limit] for each in rounds), median(ratios), f">= {target} x",
            is_alike and median(ratios) >= target, f"  rounds {ratios[0]:.2f} to {ratios[-1]:.2f}",
        )  # fmt: skip
    costs = {name: min(cost_of(_many(act)).cpu for _each in range(3)) / POSTED for name, act in sides.items()}
    for limit in ("Django alone", "bare SQL"):
        yield Result(f"CPU a gift, database too: {limit}", costs["service"], "ms", costs[limit],
                     costs[limit] / costs["service"])  # fmt: skip


def _sides() -> dict:
    donor, fund = Donor.objects.first(), Fund.objects.first()
    clerk, other = User.objects.order_by("pk")[:2]
    today = timezone.localdate()

    def service():
        gift = gifts.enter_gift(
            key=uuid4(), donor=donor, amount=AMOUNT, shares=[gifts.Share(fund, AMOUNT)], received_on=today,
            method="transfer", by=clerk,
        )  # fmt: skip
        gifts.post_gift(gift_id=gift.pk, by=other)

    def django():
        with transaction.atomic():
            gift = Gift.objects.create(
                key=uuid4(), donor=donor, amount=AMOUNT, amount_cny=AMOUNT, received_on=today, method="transfer",
                entered_by=clerk, own_limit=0,
            )  # fmt: skip
            Allocation.objects.create(gift=gift, fund=fund, amount_cny=AMOUNT)
        with transaction.atomic(), pghistory.context(user=other.pk):
            Gift.objects.filter(pk=gift.pk).update(
                state="posted", posted_by=other, posted_at=timezone.now(), posted_on=today
            )

    def sql():
        now = timezone.now()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQL_GIFT, [donor.pk, AMOUNT, AMOUNT, today, clerk.pk, now, uuid4()])
            gift = cursor.fetchone()[0]
            cursor.execute(SQL_PART, [gift, fund.pk, AMOUNT])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQL_WHO, [str(uuid4()), json.dumps({"user": other.pk})])
            cursor.execute(SQL_POST, [other.pk, now, today, gift])

    return {"service": service, "Django alone": django, "bare SQL": sql}


def _written(act) -> list[tuple]:
    """What a side writes: (table, inserted, updated, deleted), by the database's own count."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        before = {table: counts for table, *counts in cursor.fetchall()}
        act()
        cursor.execute(WRITTEN)
        after = cursor.fetchall()
    return [
        (table, *(new - old for new, old in zip(counts, before.get(table, [0, 0, 0]), strict=True)))
        for table, *counts in after
    ]


def _round(sides: dict, turn: int) -> dict[str, float]:
    """Gifts a second of each side; every round begins with another."""
    names = list(sides)
    speeds = {}
    for name in names[turn % len(names) :] + names[: turn % len(names)]:
        start = time.monotonic()
        _many(sides[name])()
        speeds[name] = POSTED / (time.monotonic() - start)
    return speeds


def _many(act):
    def work():
        for _each in range(POSTED):
            act()

    return work
