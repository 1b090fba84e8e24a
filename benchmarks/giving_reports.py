"""Reports over 1,000,000 gifts: each under a second of SQL."""

import os

from django.db import connection
from django.utils import timezone

from alumni.models import Alumnus
from alumni.queries.search import search
from donations.models import Gift
from donations.queries.reports import money, people, rows

from .measuring import Result, cost_of

GIFTS = int(os.environ.get("BENCH_GIFTS", "1000000"))
YEARS = 10
TARGET = 1000  # milliseconds
# One donor in three people, each gives some times; one gift in twenty pays a pledge.
DONORS = """
    INSERT INTO donations_donor (kind, alumnus_id, name, reading, email, phone, address, language, note, key, version,
        created_at)
    SELECT 'person', a.id, a.name, '', '', '', '', 'zh-hans', '', gen_random_uuid(), 1, now() FROM alumni_alumnus a
    WHERE a.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM donations_donor d WHERE d.alumnus_id = a.id)
    ORDER BY (a.id * 7919) %% 1000003 LIMIT %s
"""
FUNDS = """
    INSERT INTO donations_fund (name, name_en, purpose, purpose_en, restriction, project_code, opened_on, is_public,
        key, version, created_at)
    SELECT '测速基金' || n, '', '测速', '', 'purpose', 'B' || n, '2000-01-01', false, gen_random_uuid(), 1, now()
    FROM generate_series(1, 40) n ON CONFLICT DO NOTHING
"""
GIVE = """
    INSERT INTO donations_gift (entry, kind, donor_id, currency, amount, rate, amount_cny, received_on, method,
        reference, description, valued_by, kept_at, college_id, is_anonymous, state, own_limit, entered_at, posted_at,
        posted_on, key, version)
    SELECT 'gift', 'money', d.ids[(1 + (n * 104729) %% array_length(d.ids, 1))::int], 'CNY', a, 1, a,
        date '2016-01-01' + ((n * 7919) %% 3650)::int, 'transfer', '', '', '', '',
        c.ids[(1 + n %% array_length(c.ids, 1))::int], false, 'posted', 0, now(), now(),
        date '2016-01-01' + ((n * 7919) %% 3650)::int, gen_random_uuid(), 1
    FROM generate_series(1::bigint, %s) n
        CROSS JOIN LATERAL (SELECT (1 + (n * 31) %% 500)::numeric(14, 2) AS a) AS amount,
        (SELECT array_agg(id) AS ids FROM donations_donor) d, (SELECT array_agg(id) AS ids FROM alumni_college) c
"""
ALLOCATE = """
    INSERT INTO donations_allocation (gift_id, fund_id, amount_cny)
    SELECT g.id, f.ids[1 + g.id %% array_length(f.ids, 1)], g.amount_cny FROM donations_gift g,
        (SELECT array_agg(id) AS ids FROM donations_fund WHERE project_code LIKE 'B%%') f
    WHERE NOT EXISTS (SELECT FROM donations_allocation a WHERE a.gift_id = g.id)
"""
TABLES = ("donations_gift", "donations_allocation", "donations_donor")


def measure(site):
    fill(GIFTS)
    year = timezone.localdate().year - 2
    reports = {
        "all years": lambda: money.years(site.staff),
        "funds of a year": lambda: money.funds(site.staff, year),
        "units of a year": lambda: money.units(site.staff, year),
        "participation, who can be contacted kept": lambda: people.participation(site.staff, year),
        "who can be contacted anew": people.count_contactable,
        "gave last year": lambda: people.lapsed(site.staff, year),
        "gave in some year": lambda: people.long_lapsed(site.staff, year),
        "top donors": lambda: people.top(site.staff, year),
        "for matching": lambda: list(rows.matching(site.staff, year)[:50]),
        "the search for who gave in a year": lambda: search(site.staff, "", {"gave": [str(year)]}),
        "the search for who gave in some year and not this": lambda: search(site.staff, "", {"lapsed": ["some"]}),
    }
    number = Gift.objects.count()
    for what, report in reports.items():
        report()
        costs = [cost_of(report) for _each in range(3)]
        cost = min(cost.server for cost in costs)
        wall = min(cost.wall for cost in costs)
        yield Result(f"{what}, {number:,} gifts", cost, target=f"<= {TARGET} ms", is_met=cost <= TARGET,
                     note=f"  {wall:.0f} ms by the clock")  # fmt: skip


def fill(many: int) -> None:
    missing = many - Gift.objects.count()
    if missing <= 0:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(DONORS, [Alumnus.objects.count() // 3])
        cursor.execute(FUNDS)
        cursor.execute(GIVE, [missing])
        cursor.execute(ALLOCATE, [])
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"VACUUM ANALYZE {table}")
