"""The demonstration's ten years of gifts: everything in some state, and nothing twice."""

from collections import Counter

import pytest
from django.db.models import Count, Q, Sum
from django.utils import timezone

from alumni.models import College
from alumni.services import demo as people
from alumni_office.accounts.models import User
from donations.models import (
    Allocation,
    AnnouncedGift,
    BankStatement,
    Campaign,
    Fund,
    FundUse,
    Gift,
    Instalment,
    Pledge,
    Receipt,
    SoftCredit,
)
from donations.queries import wall
from donations.queries.reports import money
from donations.services import closing, demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_ten_years_of_gifts_and_pledges_in_every_state(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [])
    people.load(people=700)
    users = {user.email: user for user in User.objects.all()}
    demo.load(users)
    this = timezone.localdate().year
    gifts = Gift.objects.posted()
    assert {line.key for line in money.years(users["finance@demo.example"])} == set(range(this - 9, this + 1))
    assert set(gifts.values_list("currency", flat=True)) == {"CNY", "USD"}
    assert set(gifts.values_list("kind", flat=True)) == {"money", "thing"}
    assert set(Pledge.objects.values_list("state", flat=True)) == {"open", "paid", "cancelled"}
    assert Instalment.objects.filter(due_on__lt=timezone.localdate(), paid=0).exists()
    assert [campaign.gifts.exists() for campaign in Campaign.objects.order_by("pk")] == [True, True]
    given = Counter(dict(Allocation.objects.values_list("fund").annotate(Sum("amount_cny"))))
    spent = Counter(dict(FundUse.objects.values_list("fund").annotate(Sum("amount"))))
    assert all(given[fund] > spent[fund] for fund in spent)
    assert SoftCredit.objects.filter(kind="runs").exists()
    assert [str(circle.name) for circle in wall.look().circles] == ["泰山", "齐鲁", "趵突", "学校之友"]
    assert list(College.objects.filter(english_name="")) == []
    public = Fund.objects.public()
    assert list(public.filter(Q(name_en="") | Q(purpose_en=""))) == []
    assert public.filter(college__isnull=False).exists()
    year = Gift.objects.filter(entry="gift", received_on__year=this, state="posted")
    assert year.exclude(receipts__is_valid=True).count() == 6
    assert Receipt.objects.count() == year.count() - 6
    closing.close_days()
    assert closing.verify() == []
    counted = Gift.objects.aggregate(all=Count("pk"), posted=Count("pk", filter=Q(state="posted")))
    assert counted["all"] == counted["posted"] > 400
    demo.load(users)
    assert Gift.objects.count() == counted["all"]


def test_the_bank_of_the_demonstration_has_something_to_decide(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [])
    people.load(people=700)
    users = {user.email: user for user in User.objects.all()}
    demo.load(users)
    statements = {row.filename: row for row in BankStatement.objects.all()}
    assert {name: row.state for name, row in statements.items()} == {
        "对账单-上旬.csv": "read", "对账单-中旬.csv": "read", "流水.csv": "columns",
    }  # fmt: skip
    first = Counter(statements["对账单-上旬.csv"].lines.values_list("state", flat=True))
    assert first["confirmed"] == 4
    assert first["open"] >= 4
    proposals = set(statements["对账单-上旬.csv"].lines.values_list("proposal", flat=True))
    assert {"code", "announced", "instalment"} <= proposals
    second = statements["对账单-中旬.csv"].lines
    assert Counter(second.values_list("proposal", "state")) == {("nothing", "open"): 3, ("nothing", "aside"): 1}
    assert Counter(AnnouncedGift.objects.values_list("state", flat=True)) == {"open": 2, "closed": 2, "received": 1}
    assert {name for name, row in statements.items() if row.file} == {"流水.csv"}
    demo.load(users)
    assert (BankStatement.objects.count(), AnnouncedGift.objects.count()) == (3, 5)
