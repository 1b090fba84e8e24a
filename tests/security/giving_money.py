"""Pledges, a bank statement with a line to decide, an announced gift and a notice that waits, on each side."""

import uuid

from alumni.models import College
from alumni_office.mail import tokens
from donations.models import BankLine, BankStatement, PaymentNotice
from donations.services.payments.announcing import TOKEN
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_money import make_account, make_announced, promise

from .words import canary


def add(world, side):
    keys, staff = world.keys[side], world.users["staff"]
    college = College.objects.get(pk=keys["college"])
    fund = make_fund(f"奖学金{side}", college=college)
    donor = make_donor(name=canary(side, "donor"), email=canary(side, "donor@example.com"), note=canary(side, "note"))
    pledge = promise(donor, fund=fund, college=college, note=canary(side, "pledge"), by=staff)
    gift = make_gift(donor, "20.00", fund, by=world.users["finance"], checker=world.users["head"], college=college)
    account = make_account(label=canary(side, "account"), fund=fund)
    statement = BankStatement.objects.create(
        account=account, filename=canary(side, "statement.csv"), sha256=side, state="read", new=1, uploaded_by=staff,
        key=uuid.uuid4(),
    )  # fmt: skip
    row = BankLine.objects.create(
        statement=statement, account=account, row=2, booked_on=gift.received_on, amount="30.00", fund=fund,
        payer=canary(side, "payer"), payer_account=canary(side, "payer-account"), memo=canary(side, "memo"),
        reference=canary(side, "reference"), proposal="donor", donor=donor, entered_by=staff, key=uuid.uuid4(),
    )  # fmt: skip
    announced = make_announced(fund=fund, name=canary(side, "giver-name"), email=canary(side, "giver@example.com"))
    notice = PaymentNotice.objects.create(
        notify_id=canary(side, "notice"), order_number="G0000000", amount="1.00", verdict="waiting", why="order"
    )
    keys |= {
        "pledge": pledge.pk, "money_donor": donor.pk, "money_gift": gift.pk, "bank_account": account.pk,
        "bank_statement": statement.pk, "bank_line": row.pk, "payment_notice": notice.pk,
        "announced_link": tokens.make(TOKEN, announced.pk),
    }  # fmt: skip
