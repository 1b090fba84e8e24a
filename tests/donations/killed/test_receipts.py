"""Workers that issue and draw receipts are killed by the system: no number is left out, none given twice, no gift
stands on two receipts, and what was asked for is there in the end."""

from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs.models import Job
from donations.models import Receipt, ReceiptGift
from donations.queries import receipts as queries
from donations.services import receipts
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_receipts import make_range, make_receipt, text_of_pdf

from .crew import KILLS, Worker, kill_often

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def gifts_of(donors, each, amount="10.00"):
    fund, by, checker = make_fund(), make_user(Role.FINANCE), make_user(Role.FINANCE)
    return [make_gift(donor, amount, fund, by=by, checker=checker) for donor in donors for _gift in range(each)]


def numbers_of(numbers):
    return list(Receipt.objects.filter(range=numbers).order_by("number").values_list("number", flat=True))


def test_two_jobs_that_issue_from_one_range_leave_no_gap_and_give_no_number_twice(zygotes):
    by, numbers = make_user(Role.FINANCE), make_range()
    gifts = [gift.pk for gift in gifts_of([make_donor()], 80)]
    jobs = [receipts.order_many(gift_ids=part, range=numbers, by=by) for part in (gifts[:40], gifts[40:])]
    crew = [Worker(zygote, "job", job_id=job.pk) for zygote, job in zip(zygotes, jobs, strict=True)]

    killed = kill_often(crew, progress=Receipt.objects.count, total=80)

    assert killed >= KILLS // 2
    assert numbers_of(numbers) == list(range(1, 81))
    numbers.refresh_from_db()
    assert numbers.following == 81
    assert sorted(ReceiptGift.objects.filter(is_valid=True).values_list("gift", flat=True)) == sorted(gifts)
    assert list(queries.due()) == []
    assert [(job.state, job.counts) for job in Job.objects.order_by("pk")] == [
        ("done", {"issued": 40, "rejected": 0}), ("done", {"issued": 40, "rejected": 0}),
    ]  # fmt: skip


def test_combined_receipts_of_a_year_hold_each_gift_once(zygotes):
    by, numbers, year = make_user(Role.FINANCE), make_range(), timezone.localdate().year
    donors = [make_donor(name=f"赠与人{number}") for number in range(30)]
    gifts_of(donors, 3)
    given = {"donors": [donor.pk for donor in donors], "year": year, "range_id": numbers.pk, "by": by.pk}
    crew = [Worker(zygote, "year_of_each", **given) for zygote in zygotes]  # both of all donors: a form sent twice

    killed = kill_often(crew, progress=Receipt.objects.count, total=30)

    assert killed >= KILLS // 2
    assert numbers_of(numbers) == list(range(1, 31))
    assert set(Receipt.objects.values_list("amount", "year")) == {(Decimal(30), year)}
    assert set(Receipt.objects.annotate(whole=Sum("gifts__amount")).values_list("whole", flat=True)) == {Decimal(30)}
    assert ReceiptGift.objects.filter(is_valid=True).values("gift").distinct().count() == 90
    assert list(queries.due()) == []


def test_papers_are_drawn_whole_whoever_died_over_them(zygotes, tmp_path):
    numbers = make_range()
    made = [make_receipt(gift, range=numbers) for gift in gifts_of([make_donor(name="李雷")], 12, "1234.56")]
    before = list(Receipt.objects.order_by("pk").values())

    crew = [Worker(zygotes[0], "papers", folder=str(tmp_path))]
    killed = kill_often(crew, progress=lambda: len(list(tmp_path.glob("*.pdf"))), total=12)

    assert killed >= KILLS // 2
    assert list(Receipt.objects.order_by("pk").values()) == before
    for receipt in made:
        drawn = text_of_pdf((tmp_path / f"{receipt.shown_number}.pdf").read_bytes())
        assert (receipt.shown_number in drawn, "壹仟贰佰叁拾肆元伍角陆分" in drawn) == (True, True)
