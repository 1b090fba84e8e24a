"""Pledges: made, paid, changed, cancelled, given back, reminded of."""

import uuid
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import Gift, Instalment, Pledge, PledgeChange
from donations.queries import pledges as queries
from donations.services import codes, gifts, pledges
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund
from tests.giving_money import days, promise
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def parts(pledge):
    return list(pledge.instalments.values_list("amount", "paid"))


def fresh(pledge):
    return Pledge.objects.get(pk=pledge.pk)


def pay(pledge, amount, **fields):
    gift = make_gift(pledge.donor, amount, pledge.fund, **fields)
    pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=make_user(Role.FINANCE))
    return gift


def cancel(pledge, **fields):
    fields = {"version": fresh(pledge).version, "reason": "捐赠人来信", "by": make_user(Role.STAFF)} | fields
    return pledges.cancel_pledge(pledge_id=pledge.pk, **fields)


def amend(pledge, amount, **fields):
    fields = {
        "version": fresh(pledge).version, "first_on": days(30), "rhythm": "monthly", "number": 2, "reason": "改期",
        "by": make_user(Role.STAFF),
    } | fields  # fmt: skip
    return pledges.amend_pledge(pledge_id=pledge.pk, amount=Decimal(amount), **fields)


def test_the_last_instalment_bears_the_rounding_and_the_last_day_of_a_month_stays_one():
    assert pledges.instalments(Decimal("100.00"), date(2027, 1, 31), "monthly", 3) == [
        (date(2027, 1, 31), Decimal("33.33")),
        (date(2027, 2, 28), Decimal("33.33")),
        (date(2027, 3, 31), Decimal("33.34")),
    ]
    assert pledges.instalments(Decimal("100.00"), date(2028, 2, 29), "yearly", 2)[1] == (
        date(2029, 2, 28), Decimal("50.00"),
    )  # fmt: skip
    assert pledges.instalments(Decimal("5.00"), date(2027, 1, 1), "once", 9) == [(date(2027, 1, 1), Decimal("5.00"))]


@pytest.mark.parametrize(("amount", "number"), [("0.02", 3), ("1.00", 0), ("1000.00", 121)])
def test_instalments_of_nothing_are_refused(amount, number):
    with pytest.raises(Refused):
        pledges.instalments(Decimal(amount), date(2027, 1, 1), "monthly", number)


def test_the_same_form_sent_twice_is_one_pledge():
    key, donor, fund = uuid.uuid4(), make_donor(), make_fund()
    first = promise(donor, fund=fund, key=key)
    assert promise(donor, fund=fund, key=key) == first
    assert Pledge.objects.count() == 1
    assert (first.amount, first.instalments.count()) == (Decimal("300.00"), 3)


def test_a_code_is_found_however_it_is_written_and_a_slip_of_the_pen_is_not_a_code():
    code = codes.new("P")
    assert codes.found_in(f"捐赠 {code[:4]}-{code[4:].lower()} 谢谢") == [code]
    assert codes.found_in(f"ref 2026 11 27 {code}123") == [code]
    wrong = code[:-1] + ("7" if code[-1] != "7" else "8")
    assert wrong not in codes.found_in(wrong)


def test_a_gift_pays_the_oldest_instalments_first_and_no_more_than_is_owed():
    pledge = promise()
    pay(pledge, "150.00")
    assert parts(pledge) == [(Decimal(100), Decimal(100)), (Decimal(100), Decimal(50)), (Decimal(100), Decimal(0))]
    gift = make_gift(pledge.donor, "500.00", pledge.fund)
    paid = pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=make_user(Role.FINANCE))
    assert (paid, fresh(pledge).state, fresh(pledge).paid) == (Decimal("150.00"), "paid", Decimal("300.00"))


def test_a_payment_waits_for_its_gift_and_reserves_what_it_will_pay():
    pledge = promise(number=1)
    entered = pay(pledge, "200.00", posted=False)
    assert fresh(pledge).paid == 0
    pay(pledge, "200.00")
    assert fresh(pledge).paid == Decimal("100.00")
    gifts.post_gift(gift_id=entered.pk, by=make_user(Role.FINANCE))
    assert fresh(pledge).state == "paid"


@pytest.mark.parametrize("wrong", ["donor", "fund", "cancelled", "twice"])
def test_what_does_not_belong_to_a_pledge_does_not_pay_it(wrong):
    pledge = promise()
    donor = make_donor(name="别人") if wrong == "donor" else pledge.donor
    gift = make_gift(donor, "100.00", make_fund("别的") if wrong == "fund" else pledge.fund)
    by = make_user(Role.FINANCE)
    if wrong == "cancelled":
        cancel(pledge)
    if wrong == "twice":
        pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=by)
    with pytest.raises(Refused):
        pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=by)
    assert fresh(pledge).paid == (100 if wrong == "twice" else 0)


def test_cancelling_subtracts_what_was_not_paid():
    pledge = promise()
    pay(pledge, "150.00")
    pledge = cancel(pledge)
    assert (pledge.amount, pledge.paid, pledge.state) == (Decimal("150.00"), Decimal("150.00"), "cancelled")
    assert parts(pledge) == [(Decimal(100), Decimal(100)), (Decimal(50), Decimal(50))]
    assert [change.amount for change in pledge.changes.order_by("pk")] == [Decimal(300), Decimal(-150)]
    with pytest.raises(Refused):
        cancel(pledge)


def test_a_payment_not_yet_posted_must_be_decided_before_the_pledge_changes():
    pledge = promise()
    gift = pay(pledge, "100.00", posted=False)
    with pytest.raises(Refused):
        cancel(pledge)
    gifts.drop_gift(gift_id=gift.pk, by=make_user(Role.FINANCE))
    assert cancel(pledge).amount == 0


def test_an_amendment_spreads_what_is_owed_anew():
    pledge = promise()
    pay(pledge, "150.00")
    pledge = amend(pledge, "450.00", first_on=days(40))
    assert parts(pledge) == [(100, 100), (50, 50), (150, 0), (150, 0)]
    assert (pledge.amount, pledge.paid, pledge.state) == (Decimal("450.00"), Decimal("150.00"), "open")
    assert pledge.changes.get(kind="amended").amount == Decimal("150.00")
    with pytest.raises(Refused):
        amend(pledge, "149.99")
    assert amend(pledge, "150.00").state == "paid"


def test_another_rhythm_alone_commits_nothing_new():
    pledge = amend(promise(), "300.00", number=4)
    assert (pledge.instalments.count(), pledge.changes.count()) == (4, 1)


def test_who_changes_what_somebody_else_changed_is_told():
    pledge = promise()
    amend(pledge, "400.00")
    with pytest.raises(Refused):
        pledges.cancel_pledge(pledge_id=pledge.pk, version=pledge.version, reason="x", by=make_user(Role.STAFF))


def test_a_refund_takes_back_what_was_paid_the_latest_instalment_first():
    pledge = promise()
    gift = pay(pledge, "300.00")
    assert fresh(pledge).state == "paid"
    make_refund(gift, "150.00")
    assert parts(pledge) == [(Decimal(100), Decimal(100)), (Decimal(100), Decimal(50)), (Decimal(100), Decimal(0))]
    assert (fresh(pledge).paid, fresh(pledge).state) == (Decimal("150.00"), "open")
    make_refund(gift)
    assert fresh(pledge).paid == 0


def test_a_refund_of_what_paid_no_pledge_leaves_the_pledge():
    pledge = promise()
    gift = pay(pledge, "400.00")
    make_refund(gift, "100.00")
    assert fresh(pledge).paid == Decimal("300.00")
    make_refund(gift, "0.01")
    assert fresh(pledge).paid == Decimal("299.99")


def test_a_refund_to_a_cancelled_pledge_takes_back_the_promise_too():
    pledge = promise()
    gift = pay(pledge, "150.00")
    cancel(pledge)
    make_refund(gift, "150.00")
    pledge = fresh(pledge)
    assert (pledge.amount, pledge.paid, pledge.state) == (0, 0, "cancelled")
    assert sum(change.amount for change in pledge.changes.all()) == 0


def owing_rows():
    return list(Instalment.objects.order_by("due_on").values_list("reminders", flat=True))


def test_each_reminder_goes_out_once_however_often_the_sweep_runs():
    pledge = promise(make_donor(name="孙先生", email="sun@example.com"), number=1, first_on=days(20))
    assert pledges.remind() == []
    for day, number in [(6, 1), (27, 2), (56, 3), (90, 3)]:
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            for _again in range(3):
                pledges.remind()
        assert (Message.objects.count(), owing_rows()) == (number, [number])
    message = Message.objects.order_by("pk").first()
    assert message.to == "sun@example.com"
    assert pledge.code in message.text
    assert "¥300.00" in message.text


def test_nobody_is_reminded_who_paid_who_cancelled_who_died_or_who_gave_no_address():
    paid = promise(make_donor(email="a@example.com"), number=1)
    pay(paid, "300.00")
    cancel(promise(make_donor(email="b@example.com"), number=1))
    promise(make_donor(make_alumnus("王伟", life="deceased"), email="c@example.com"), number=1)
    promise(make_donor(), number=1)
    assert pledges.remind() == []
    head = make_donor(email="head@example.com")
    promise(make_donor(name="旧名", merged_into=head, email="old@example.com"), number=1)
    assert [message.to for message in pledges.remind()] == ["head@example.com"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once():
    for number in range(6):
        promise(make_donor(email=f"d{number}@example.com"), number=1)
    at_once(*[pledges.remind] * 4)
    assert Message.objects.filter(purpose="donations.pledge").count() == 6


def test_what_is_due_and_what_is_to_come_is_what_the_instalments_owe():
    today = date(2026, 11, 27)
    with time_machine.travel("2026-11-27 12:00:00+08:00"):
        fund = make_fund(college=make_college("数学学院"))
        promise(amount="1200.00", number=12, first_on=date(2026, 9, 10), fund=fund)
        promise(amount="50.00", number=1, first_on=date(2028, 1, 1))
        head = make_user(Role.HEAD)
        assert [row.due_on.month for row in queries.due(head, today)] == [9, 10, 11, 12, 1, 2]
        assert queries.overdue(head).count() == 3
        forecast = queries.forecast(head, today)
        assert forecast[0] == (None, Decimal(300))
        assert forecast[1] == (date(2026, 11, 1), 0)
        assert forecast[2] == (date(2026, 12, 1), Decimal(100))
        assert forecast[-1] == (date(2027, 11, 1), Decimal(50))
        assert sum(amount for _month, amount in forecast) == Decimal(1250)
        officer = make_user(Role.COLLEGE_OFFICER, make_college("文学院"))
        assert queries.due(officer, today).count() == 0


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 40_000)), st.tuples(st.just("refund"), st.integers(1, 40_000)),
        st.tuples(st.just("correct"), st.just(0)), st.tuples(st.just("amend"), st.integers(1, 60_000)),
        st.tuples(st.just("cancel"), st.just(0)),
    ),
    max_size=7,
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_to_a_pledge_it_adds_up(db, acts):
    with transaction.atomic():
        pledge, gifts_ = promise(), []
        for act, number in acts:
            with suppress(Refused), transaction.atomic():
                do(act, Decimal(number) / 100, pledge, gifts_)
            holds(pledge)
        transaction.set_rollback(True)


def do(act, amount, pledge, gifts_):
    if act == "pay":
        gifts_.append(pay(pledge, amount))
    elif act == "amend":
        amend(pledge, amount)
    elif act == "cancel":
        cancel(pledge)
    elif gifts_:
        make_refund(gifts_[-1], amount if act == "refund" else None)


def holds(pledge):
    pledge = fresh(pledge)
    rows = parts(pledge)
    assert pledge.amount == sum(change.amount for change in PledgeChange.objects.filter(pledge=pledge))
    assert pledge.amount == sum(amount for amount, _paid in rows)
    assert pledge.paid == sum(paid for _amount, paid in rows) <= pledge.amount
    posted = Gift.objects.posted().filter(pledge_payments__instalment__pledge=pledge)
    assert pledge.paid == sum(posted.values_list("pledge_payments__amount_cny", flat=True))
    assert pledge.state != "paid" or pledge.paid == pledge.amount
    assert pledge.state != "cancelled" or pledge.paid == pledge.amount
