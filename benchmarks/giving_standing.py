"""Over 1,000,000 gifts: balances and uses of funds, tiers as of a day, the donor wall; whom a need interests."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from donations.models import Department, Donor, Fund, Gift, Need, Organisation, Tier
from donations.queries import funds, giving, matching, needs, tiers, wall

from .giving_reports import GIFTS, TARGET, fill
from .mailing import agree
from .measuring import Result, cost_of

TRIES = 3
PAGE = 300  # milliseconds, of a page of the donor wall
# One donor in ten let the wall name it, one of twenty of these took the word back; 100,000 uses of funds.
WORDS = """
    INSERT INTO donations_wallword (donor_id, given, shown_as, wording, source, note, at)
    SELECT d.id, true, d.name, '测速', 'own', '', now() FROM donations_donor d WHERE d.id % 10 = 0
"""
NO_WORDS = """
    INSERT INTO donations_wallword (donor_id, given, shown_as, wording, source, note, at)
    SELECT d.id, false, '', '测速', 'own', '', now() FROM donations_donor d WHERE d.id % 200 = 0
"""
USES = """
    INSERT INTO donations_funduse (fund_id, amount, spent_on, purpose, purpose_en, file, is_shown, own_limit,
        entered_by_id, entered_at, posted_by_id, posted_on, key)
    SELECT f.ids[(1 + n % array_length(f.ids, 1))::int], 1 + n % 50, date '2016-01-01' + (n % 3600)::int, '测速', '',
        '', n % 3 > 0, 1000, %(by)s, now(), CASE WHEN n % 50 > 0 THEN %(by)s END,
        CASE WHEN n % 50 > 0 THEN current_date END, gen_random_uuid()
    FROM generate_series(1, 100000) n, (SELECT array_agg(id) AS ids FROM donations_fund) f
""".replace(" % ", " %% ")
# Twenty thousand offers, as many answers to earlier needs, and as many people in two thousand companies.
OFFERS = """
    INSERT INTO donations_standingoffer (alumnus_id, kind, text, industry, province, city, made_at, key)
    SELECT id, (ARRAY['internship', 'job', 'lecture', 'mentoring'])[(1 + id %% 4)::int], '测速',
        CASE WHEN id %% 3 = 0 THEN industry ELSE '' END, CASE WHEN id %% 2 = 0 THEN '37' ELSE '' END, '', now(),
        gen_random_uuid() FROM alumni_alumnus WHERE id %% %(one_in)s = 1
"""
ANSWERS = """
    INSERT INTO donations_needcase (need_id, alumnus_id, text, state, told, end_reason, answered_at, moved_at,
        key)
    SELECT n.ids[(1 + a.id %% array_length(n.ids, 1))::int], a.id, '测速', 'answered', '', '', now(), now(),
        gen_random_uuid()
    FROM alumni_alumnus a, (SELECT array_agg(id) AS ids FROM donations_need WHERE title LIKE '测速需求%%') n
    WHERE a.id %% %(one_in)s = 2
"""
STAFF = """
    INSERT INTO donations_organisationperson (organisation_id, alumnus_id, part, title)
    SELECT o.ids[(1 + a.id %% array_length(o.ids, 1))::int], a.id, 'staff', ''
    FROM alumni_alumnus a, (SELECT array_agg(id) AS ids FROM donations_organisation WHERE name LIKE '测速公司%%') o
    WHERE a.id %% %(one_in)s = 3
"""
RULED = ("donations_funduse", "donations_needcase")  # no rule of theirs lets so many rows in at once
GROWN = (
    "donations_wallword, donations_funduse, donations_standingoffer, donations_needcase, donations_organisationperson"
)


class Undone(Exception):
    """What was made goes again: the database stays the demonstration's."""


def measure(site):
    fill(GIFTS)
    agree()
    results: list[Result] = []
    try:
        with transaction.atomic():
            asked = _grow(site)
            results += _figures(site, asked)
            raise Undone
    except Undone:
        yield from results


def _grow(site) -> list[Need]:
    """Needs of each audience, and what speaks for whom."""
    day = timezone.localdate() + timedelta(days=60)
    department = Department.objects.create(name=f"测速{uuid.uuid4()}", key=uuid.uuid4())
    made = [
        Need.objects.create(
            title=f"测速需求{place}", text="测速", department=department, expires_on=day, key=uuid.uuid4(),
            created_by=site.staff, kind="internship", **fields,
        )
        for place, fields in enumerate([
            {"industry": "I", "province": "37"}, {"industry": "P", "province": "37", "audience": "trade"},
            {"industry": "C", "province": "11", "audience": "region"}, {},
        ])
    ]  # fmt: skip
    Tier.objects.bulk_create(
        [Tier(name=f"测速{step}", threshold=step) for step in (1_000, 5_000, 20_001)], ignore_conflicts=True
    )
    one_in = {"one_in": max(site.people // 20_000, 4)}
    with connection.cursor() as cursor:
        for table in RULED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(WORDS)
        cursor.execute(NO_WORDS)
        cursor.execute("ALTER TABLE donations_funduse DISABLE TRIGGER USER")
        cursor.execute(USES, {"by": site.staff.pk})
        cursor.execute("ALTER TABLE donations_funduse ENABLE TRIGGER USER")
        Organisation.objects.bulk_create(
            Organisation(name=f"测速公司{n}", industry="ABCDEFGHIJ"[n % 10], key=uuid.uuid4()) for n in range(2_000)
        )
        for statement in (OFFERS, ANSWERS, STAFF):
            cursor.execute(statement, one_in)
        cursor.execute(f"ANALYZE {GROWN}")
    return made


def _figures(site, asked: list[Need]) -> Iterator[Result]:
    user, today = site.staff, timezone.localdate()
    every = list(Fund.objects.all())
    questions = {
        f"balances of {len(every)} funds": lambda: funds.balances(every),
        f"what {len(every)} funds did, for everybody": lambda: giving.uses_of(every),
        "tiers as of today": lambda: tiers.counts(today),
        "tiers as of five years ago": lambda: tiers.counts(today - timedelta(days=1826)),
        "donors of a tier": lambda: tiers.donors_of(Tier.objects.order_by("threshold")[0], today),
    }
    for need in asked:
        what = need.get_audience_display() if need.industry else "all, with no trade and no place"
        questions[f"whom a need interests: {what}"] = lambda need=need: matching.proposed(need, user)
        questions[f"readers of a need: {what}"] = lambda need=need: needs.readers_of(need)
    yield from _wall()
    about = f"{Gift.objects.count():,} gifts of {Donor.objects.count():,} donors, {site.people:,} people"
    for what, question in questions.items():
        yield _result(what, question, TARGET, about)
        about = ""


def _wall() -> Iterator[Result]:
    """Its pages as a visitor gets them, and who stands where, which is asked anew once a minute."""
    path = reverse("donations:wall")
    tiers = list(Tier.objects.order_by("-threshold"))
    order = wall.take(tiers)
    largest = max(range(len(order.circles)), key=lambda circle: len(order.circles[circle]))
    key = tiers[largest].pk if largest < len(tiers) else wall.NO_TIER
    last = -(-len(order.circles[largest]) // wall.SIZE)
    about = f"{sum(map(len, order.circles)):,} names, {len(order.circles[largest]):,} of them in the largest circle"
    yield _result("donor wall: who stands where, anew", lambda: wall.take(tiers), PAGE, about)
    circle = reverse("donations:wall-circle", args=[key])
    for what, asked in {
        "the first of each circle": (path, {}),
        "of a year": (path, {"year": timezone.localdate().year - 2}),
        "a circle's first page": (circle, {}),
        "a circle's last page": (circle, {"page": last}),
        "whoever is called 王": (path, {"q": "王"}),
    }.items():
        yield _result(f"donor wall: {what}", lambda asked=asked: _visited(*asked), PAGE)


def _visited(path: str, asked: dict) -> None:
    """By the test client, which leaves the connection with its open transaction alone."""
    answer = Client(SERVER_NAME="localhost").get(path, asked)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _result(what: str, question, target: int, about: str = "") -> Result:
    question()
    best = min((cost_of(question) for _try in range(TRIES)), key=lambda cost: cost.cpu)
    return Result(what, best.cpu, target=f"<= {target} ms", is_met=best.cpu <= target,
                  note=f"  of it the database {best.server:,.0f} ms; {about}")  # fmt: skip
