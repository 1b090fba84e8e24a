"""Workers that read bank statements, post their lines and close days are killed by the system: the books end as if
nobody had died."""

import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs.models import Job
from donations.models import BankLine, Closing, Gift, LedgerCheck, Pledge, PledgePayment
from donations.services import bank, closing
from tests.factories import make_user
from tests.giving import as_if_on, make_donor, make_fund, make_gift
from tests.giving_money import COLUMNS, line, make_account, promise, table, upload

from .crew import KILLS, Worker, kill_often

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 80


def said(statement):
    lines = statement.lines.order_by("row")
    return [
        (row.row, row.reference, row.amount, row.payer, row.proposal, row.donor_id, row.pledge_id) for row in lines
    ]  # fmt: skip


def files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_statement_is_read_as_by_one_who_was_not_disturbed(zygotes):
    fund, by = make_fund(), make_user(Role.FINANCE)
    donors = [make_donor(name=f"赠与人{number}") for number in range(20)]
    pledge = promise(donors[0], "5000.00", number=1)
    rows = [line(f"赠与人{number % 30}", f"{number + 1}.50", pledge.code * (number == 7)) for number in range(MANY)]
    undisturbed = upload(*rows, account=make_account(fund=fund), by=by)

    statement = bank.upload_statement(account=make_account(fund=fund), file=table(*rows), key=uuid.uuid4(), by=by)
    bank.choose_columns(statement=statement, columns=COLUMNS, by=by)
    crew = [Worker(zygotes[0], "job", job_id=statement.job_id)]
    killed = kill_often(crew, progress=statement.lines.count, total=MANY)

    assert killed >= KILLS // 2
    statement.refresh_from_db()
    assert (statement.state, statement.new, statement.known, statement.file.name) == ("read", MANY, 0, "")
    assert said(statement) == said(undisturbed)
    assert Job.objects.get(pk=statement.job_id).counts == {"created": MANY, "unchanged": 0}
    assert files() == []


def test_each_sure_line_is_one_gift_that_pays_its_pledge(zygotes):
    imports, confirms, number = make_user(Role.FINANCE), make_user(Role.FINANCE), 40
    fund, staff = make_fund(), make_user(Role.STAFF)
    pledges = [
        promise(make_donor(name=f"认捐人{each}"), "300.00", number=3, fund=fund, by=staff) for each in range(number)
    ]
    rows = [line("代付", "150.00", pledge.code) for pledge in pledges]
    statement = upload(*rows, account=make_account(fund=fund), by=imports)
    job = bank.start_confirming(statement=statement, by=confirms)

    killed = kill_often([Worker(zygotes[0], "job", job_id=job.pk)], progress=Gift.objects.posted().count, total=number)

    assert killed >= KILLS // 2
    assert set(BankLine.objects.values_list("state", flat=True)) == {"confirmed"}
    assert len(set(BankLine.objects.values_list("gift", flat=True))) == number
    assert list(Gift.objects.values_list("state", "entered_by", "posted_by").distinct()) == [
        ("posted", imports.pk, confirms.pk)
    ]
    assert Gift.objects.count() == number
    assert set(Pledge.objects.values_list("paid", "state")) == {(Decimal(150), "open")}
    assert PledgePayment.objects.aggregate(whole=Sum("amount_cny"))["whole"] == Decimal(150) * number
    assert sorted(pledges[0].instalments.values_list("paid", flat=True)) == [0, 50, 100]


def test_each_day_is_closed_once_and_looked_at(zygotes):
    fund, by, checker = make_fund(), make_user(Role.FINANCE), make_user(Role.FINANCE)
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in range(1, 41)]
    for day in days:
        for _gift in "12":
            as_if_on(day, make_gift(fund=fund, by=by, checker=checker, received_on=day).pk)

    killed = kill_often([Worker(zygote, "close") for zygote in zygotes], progress=Closing.objects.count, total=40)

    assert killed >= KILLS // 3
    assert list(Closing.objects.order_by("-day").values_list("day", flat=True)) == days
    assert closing.verify() == []
    last = LedgerCheck.objects.order_by("-pk").first()
    assert (last.days, last.wrong) == (40, [])
