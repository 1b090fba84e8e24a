"""Wrong rows, written past every service: the database says no, by name."""

import importlib
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import (
    AnnouncedGift,
    BankLine,
    Batch,
    ClubMembership,
    ClubTerm,
    ClubVote,
    Fund,
    FundUse,
    Gift,
    Instalment,
    LedgerCheck,
    NeedCase,
    PaymentNotice,
    Pledge,
    PledgePayment,
    ReceiptGift,
    ReceiptLine,
    ReceiptWaiver,
    SoftCredit,
)
from donations.models.receipts import Receipt
from donations.queries.funds import balances
from donations.services import bank, closing, gifts
from tests.factories import make_member, make_user
from tests.giving import (
    make_donor,
    make_fund,
    make_gift,
    make_organisation,
    make_payment,
    make_pledge,
    make_refund,
    make_use,
)
from tests.giving_club import make_application, make_club_member, make_seat
from tests.giving_money import line, make_announced, upload
from tests.giving_needs import make_need
from tests.giving_receipts import make_range, make_receipt

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def refused(name: str, act) -> None:
    """The database refuses `act` by the rule `name`, at the latest at the commit."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():  # noqa: PT012
        act()
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert error.value.__cause__.diag.constraint_name == name


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_a_gift_is_posted_on_no_other_day():
    gift = make_gift(posted=False, received_on=date(2020, 1, 1))
    for day in (TODAY() - timedelta(days=3), date(2099, 1, 1)):
        refused(
            "gift_posted_on_its_day",
            lambda day=day: Gift.objects.filter(pk=gift.pk).update(
                state="posted", posted_at=timezone.now(), posted_on=day, posted_by=make_user(Role.FINANCE)
            ),
        )


def test_a_fund_that_was_closed_takes_nothing_that_came_in_later():
    fund = make_fund(closed_on=TODAY() - timedelta(days=1))
    gift = make_gift(posted=False)
    refused("fund_open_for_its_gifts", lambda: gift.allocations.update(fund=fund))
    assert make_gift(fund=fund, received_on=TODAY() - timedelta(days=1)).state == "posted"
    taken = make_gift().allocations.get().fund
    yesterday = TODAY() - timedelta(days=1)
    refused("fund_closed_after_its_gifts", lambda: Fund.objects.filter(pk=taken.pk).update(closed_on=yesterday))
    assert Fund.objects.filter(pk=taken.pk).update(closed_on=TODAY()) == 1


def test_a_soft_credit_is_for_another_and_within_the_gift():
    gift, other = make_gift(amount="100.00"), make_donor(name="李女士")
    refund = make_refund(gift, "10.00")
    for fields in (
        {"gift": gift, "donor": other, "amount_cny": "100.01"}, {"gift": gift, "donor": gift.donor, "amount_cny": 1},
        {"gift": refund, "donor": other, "amount_cny": 1},
    ):  # fmt: skip
        refused("soft_credit_within_gift", lambda fields=fields: SoftCredit.objects.create(kind="solicited", **fields))


def test_a_gift_pays_no_pledge_of_another_donor_or_fund():
    donor, fund = make_donor(), make_fund()
    pledge = make_pledge(donor, "300.00", fund)
    instalment = pledge.instalments.get()
    strange = make_gift(make_donor(name="孙先生"), "50.00", fund)
    elsewhere = make_gift(donor, "50.00", make_fund("另一基金"))
    both = make_gift(donor, "50.00", shares=[gifts.Share(fund, Decimal(20)), gifts.Share(make_fund("三"), Decimal(30))])
    for gift, amount, rule in (
        (strange, 50, "pledge_payment_of_its_donor"), (elsewhere, 50, "pledge_payment_of_its_fund"),
        (both, 21, "pledge_payment_of_its_fund"),
    ):  # fmt: skip
        refused(
            rule,
            lambda gift=gift, amount=amount: PledgePayment.objects.create(
                gift=gift, instalment=instalment, amount_cny=amount
            ),
        )
    PledgePayment.objects.create(gift=both, instalment=instalment, amount_cny=20)
    pledge.refresh_from_db()
    assert pledge.paid == 20


def test_what_a_pledge_is_and_what_is_paid_of_it_is_written_by_nobody():
    pledge = make_pledge(amount="300.00")
    make_payment(pledge, "100.00")
    row = Pledge.objects.filter(pk=pledge.pk)
    for fields in ({"donor": make_donor(name="孙先生")}, {"fund": make_fund("二")}, {"code": "P00000"}):
        refused("pledge_stays", lambda fields=fields: row.update(**fields))
    refused("pledge_is_its_instalments", lambda: row.update(paid=200))
    refused("pledge_is_its_instalments", lambda: row.update(state="cancelled"))
    refused("pledge_is_its_instalments", lambda: (row.update(amount=400), pledge.instalments.update(amount=400)))

    def both():
        row.update(paid=200)
        Instalment.objects.filter(pledge=pledge).update(paid=200)

    refused("instalment_paid_by_gifts", both)


def test_a_batch_says_who_posted_it():
    batch = Batch.objects.create(
        label="现金", expected_count=1, expected_total=100, made_by=make_user(Role.FINANCE), key=uuid.uuid4()
    )
    refused("batch_posted_by_and_when", lambda: Batch.objects.filter(pk=batch.pk).update(posted_by=batch.made_by))


def test_a_line_of_the_bank_stays_as_the_bank_said_it():
    fund, donor = make_fund(), make_donor(name="周女士")
    one, two, aside = upload(line("周女士", "70.00"), line("周女士", "80.00"), line("利息", "1.00")).lines.order_by(
        "row"
    )
    checker = make_user(Role.FINANCE)
    bank.choose(line_id=one.pk, version=1, by=checker, donor=donor)
    one.refresh_from_db()
    bank.choose(line_id=one.pk, version=one.version, by=checker, fund=fund)
    gift = bank.confirm_line(line_id=one.pk, by=make_user(Role.FINANCE))
    bank.set_aside(line_id=aside.pk, version=1, reason="利息", by=checker)
    rows = {row.pk: BankLine.objects.filter(pk=row.pk) for row in (one, two, aside)}
    for act in (
        lambda: rows[one.pk].update(state="open", gift=None), lambda: rows[one.pk].delete(),
        lambda: rows[two.pk].update(amount=8000), lambda: rows[two.pk].update(reference="X"),
        lambda: rows[two.pk].update(booked_on=date(2020, 1, 1)),
        lambda: rows[aside.pk].update(state="confirmed", reason="", gift=make_gift(amount="1.00")),
    ):  # fmt: skip
        refused("bank_line_stays", act)
    refused("bank_line_is_its_gift", lambda: rows[two.pk].update(state="confirmed", gift=make_gift(amount="800.00")))
    assert gift.amount == 70
    assert rows[one.pk].update(payer="", memo="") == 1


def test_an_announced_gift_that_came_in_stays_so():
    announced, gift = make_announced("100.00"), make_gift(amount="100.00")
    online = make_announced("100.00", way="alipay")
    rows = AnnouncedGift.objects
    refused("announced_stays", lambda: rows.filter(pk=announced.pk).update(amount=1))
    refused(
        "announced_is_its_gift",
        lambda: rows.filter(pk=announced.pk).update(state="received", gift=make_gift(posted=False)),
    )
    refused(
        "announced_is_its_gift",
        lambda: rows.filter(pk=online.pk).update(state="received", gift=make_gift(amount="99.99")),
    )
    rows.filter(pk=announced.pk).update(state="received", gift=gift)
    refused("announced_stays", lambda: rows.filter(pk=announced.pk).update(state="closed", gift=None))


def test_what_a_provider_said_stays():
    notice = PaymentNotice.objects.create(notify_id="n1", amount="1.00", verdict="waiting", why="order")
    row = PaymentNotice.objects.filter(pk=notice.pk)
    refused("notice_stays", lambda: row.update(amount="2.00"))
    refused("notice_stays", lambda: row.delete())
    row.update(verdict="done", note="已退回")
    refused("notice_stays", lambda: row.update(note="没看"))


def test_a_receipt_of_a_year_holds_gifts_of_that_year_and_none_that_needs_none():
    day = TODAY()
    donor = make_donor()
    old, new = make_gift(received_on=day.replace(year=day.year - 1)), make_gift(donor)
    refused("receipt_of_its_year", lambda: make_receipt(old, year=day.year))
    ReceiptWaiver.objects.create(gift=new, reason="不需要", waived_by=make_user(Role.FINANCE))

    def forced():
        row = make_receipt(make_gift(donor, amount="100.00"))
        fields = {
            field.attname: getattr(row, field.attname)
            for field in Receipt._meta.concrete_fields
            if field.attname not in ("id", "key")
        }
        other = Receipt.objects.create(key=uuid.uuid4(), **fields)
        ReceiptLine.objects.create(receipt=other, position=1, project_code="P", project="x", what="y", amount=100)
        ReceiptGift.objects.create(receipt=other, gift=new, amount=100)

    refused("receipt_or_waiver", forced)


def test_who_issued_a_receipt_above_the_limit_does_not_void_it():
    by, range = make_user(Role.FINANCE), make_range()
    receipt = make_receipt(make_gift(amount="1000.01"), by=by, range=range)
    row = Receipt.objects.filter(pk=receipt.pk)
    refused("receipt_voided_by_another", lambda: row.update(voided_at=timezone.now(), voided_by=by, void_reason="写错"))
    refused("receipt_stays", lambda: row.update(own_limit=10**6))


def test_only_what_is_published_is_answered():
    closed = make_need(state="draft")
    person = make_member()
    refused(
        "needcase_answers_published",
        lambda: NeedCase.objects.create(need=closed, alumnus=person, text="可以", key=uuid.uuid4()),
    )


def test_a_vote_and_a_decision_of_the_club_stay():
    application = make_application()
    own = make_seat(application.alumnus)
    refused("club_vote_of_another", lambda: ClubVote.objects.create(membership=application, seat=own, is_yes=True))
    vote = ClubVote.objects.create(membership=application, seat=make_seat(), is_yes=False)
    refused("club_vote_stays", lambda: ClubVote.objects.filter(pk=vote.pk).update(is_yes=True))
    member = make_club_member()
    rows = ClubMembership.objects.filter(pk=member.pk)
    refused("club_decision_stays", lambda: rows.update(decided_on=date(2020, 1, 1)))
    refused("club_decision_stays", lambda: ClubTerm.objects.filter(membership=member).update(until_on=date(2099, 1, 1)))


def test_a_person_is_not_merged_into_an_organisation():
    person, company = make_donor(), make_donor(make_organisation())
    refused("donor_merged_into_head", lambda: type(person).objects.filter(pk=person.pk).update(merged_into=company))


def test_a_closing_is_written_by_nobody_but_the_next_in_the_chain():
    closing.close_days()
    insert = (
        "INSERT INTO donations_closing (day, gifts, total_cny, previous_hash, hash, closed_at)"
        " SELECT %s, 0, 0, max(hash), %s, now() FROM donations_closing"
    )
    ahead = TODAY() + timedelta(days=400)
    with connection.cursor() as cursor:
        cursor.execute("SELECT donations_digest(%s, max(hash)) FROM donations_closing", [ahead])
        true_hash = cursor.fetchone()[0]
    refused("closing_is_next", lambda: sql(insert, ahead, true_hash))
    refused("closing_is_next", lambda: sql(insert, TODAY(), "0" * 64))


def test_what_a_check_of_the_chain_saw_stays():
    closing.close_and_check()
    refused("ledger_check_stays", lambda: LedgerCheck.objects.update(last_hash=""))
    refused("ledger_check_stays", lambda: LedgerCheck.objects.all().delete())


def test_the_rules_are_taken_off_and_put_on_again():
    rules = importlib.import_module("donations.migrations.0100_rules")
    step = rules.Migration.operations[-1]
    row = Pledge.objects.filter(pk=make_pledge(amount="300.00").pk)
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for a trigger keeps it from being dropped
    sql(step.reverse_sql.replace("%", "%%"))
    assert row.update(code="P00000") == 1
    sql(step.sql.replace("%", "%%"))
    refused("pledge_stays", lambda: row.update(code="P00001"))


def spend(fund, amount: str, **fields):
    """A use of the fund, to post: nothing is given for it."""
    return make_use(fund, amount, posted=False, **fields)


def post(use) -> None:
    FundUse.objects.filter(pk=use.pk).update(posted_by=make_user(Role.FINANCE), posted_on=TODAY())


def test_no_more_is_spent_of_a_fund_than_came_in():
    fund = make_fund()
    make_gift(amount="100.00", fund=fund)
    make_gift(amount="900.00", fund=fund, posted=False)  # counts once it is posted
    make_gift(amount="900.00")  # for another fund
    post(spend(fund, "70.00"))
    refused("use_within_balance", lambda: post(spend(fund, "30.01")))
    refused(
        "use_within_balance",
        lambda: FundUse.objects.create(
            fund=fund, amount=Decimal("30.01"), spent_on=TODAY(), purpose="x", key=uuid.uuid4(), own_limit=1,
            entered_by=make_user(Role.FINANCE), posted_by=make_user(Role.FINANCE), posted_on=TODAY(),
        ),
    )  # fmt: skip
    two = [spend(fund, "20.00"), spend(fund, "20.00")]
    refused(
        "use_within_balance",
        lambda: FundUse.objects.filter(pk__in=[use.pk for use in two]).update(
            posted_by=make_user(Role.FINANCE), posted_on=TODAY()
        ),
    )
    post(spend(fund, "30.00"))
    assert balances([fund])[fund.pk].left == 0


def test_what_was_spent_goes_back_and_then_nothing_more_is_spent():
    fund = make_fund()
    gift = make_gift(amount="100.00", fund=fund)
    use = spend(fund, "80.00")
    post(use)
    make_refund(gift, "60.00")
    assert balances([fund])[fund.pk].overdrawn == Decimal("40.00")
    refused("use_within_balance", lambda: post(spend(fund, "0.01")))
    post(spend(fund, "-80.00", corrects=use))  # what was wrong can be put right at any time
    assert balances([fund])[fund.pk].left == Decimal("40.00")
    post(spend(fund, "40.00"))
