"""Who entered it does not check it, whichever way round it is tried."""

import uuid
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from alumni_office.accounts.roles import Role
from donations.models import Gift, Receipt
from donations.services import bank, batches, funds, gifts, needs, receipts
from donations.services.refusals import Refused
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund, make_use
from tests.giving_desk import make_batch
from tests.giving_money import line, upload
from tests.giving_needs import make_need
from tests.giving_receipts import make_range, make_receipt
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def test_a_gift_cut_into_small_ones_is_not_posted_alone():
    clerk, donor = make_user(Role.FINANCE), make_donor()
    first, second = (make_gift(donor, "600.00", by=clerk, posted=False) for _ in range(2))
    gifts.post_gift(gift_id=first.pk, by=clerk)
    with pytest.raises(Refused, match="posted of your own for this donor"), override("en"):
        gifts.post_gift(gift_id=second.pk, by=clerk)
    other = make_gift(amount="600.00", by=clerk, posted=False)
    assert gifts.post_gift(gift_id=other.pk, by=clerk).state == "posted"
    assert gifts.post_gift(gift_id=second.pk, by=make_user(Role.FINANCE)).state == "posted"


def test_a_large_sum_cut_into_a_batch_is_not_posted_alone():
    clerk = make_user(Role.FINANCE)
    batch = make_batch(3, "1500.00", made_by=clerk)
    for number in range(3):
        make_gift(make_donor(name=f"校友{number}"), "500.00", by=clerk, posted=False, batch=batch)
    with pytest.raises(Refused, match="What you entered yourself of this batch"), override("en"):
        batches.post_batch(batch_id=batch.pk, by=clerk)
    assert Gift.objects.posted().count() == 0
    assert batches.post_batch(batch_id=batch.pk, by=make_user(Role.FINANCE)) == 3


def test_what_was_spent_is_not_posted_alone_in_parts():
    fund, clerk = make_fund(), make_user(Role.FINANCE)
    make_gift(amount="1200.00", fund=fund)
    first, second = (make_use(fund, "600.00", posted=False, entered_by=clerk) for _ in range(2))
    funds.post_use(use_id=first.pk, by=clerk)
    with pytest.raises(Refused, match="of your own of this fund"), override("en"):
        funds.post_use(use_id=second.pk, by=clerk)
    funds.post_use(use_id=second.pk, by=make_user(Role.FINANCE))
    second.refresh_from_db()
    assert second.posted_by != clerk


def test_two_small_parts_posted_at_once_are_not_both_posted_alone(transactional_db):
    clerk, donor = make_user(Role.FINANCE), make_donor()
    rows = [make_gift(donor, "600.00", by=clerk, posted=False) for _ in range(6)]
    ends = at_once(*[partial(gifts.post_gift, gift_id=gift.pk, by=clerk) for gift in rows], expected=Refused)
    assert sum(isinstance(end, Refused) for end in ends) == 5


def test_lines_of_the_bank_that_one_imported_are_not_confirmed_alone_in_parts():
    clerk, fund = make_user(Role.FINANCE), make_fund()
    make_donor(name="周女士")
    rows = list(upload(line("周女士", "600.00"), line("周女士", "600.00"), by=clerk).lines.order_by("row"))
    other = make_user(Role.FINANCE)
    for row in rows:
        row.refresh_from_db()
        bank.choose(line_id=row.pk, version=row.version, by=clerk, fund=fund)
    bank.confirm_line(line_id=rows[0].pk, by=clerk)
    with pytest.raises(Refused):
        bank.confirm_line(line_id=rows[1].pk, by=clerk)
    assert bank.confirm_line(line_id=rows[1].pk, by=other).amount == 600


def test_a_limit_raised_in_between_moves_nothing(settings):
    clerk = make_user(Role.FINANCE)
    gift, use = make_gift(amount="5000.00", by=clerk, posted=False), make_use(make_fund(), "5000.00", posted=False)
    receipt = make_receipt(make_gift(amount="5000.00"), by=clerk)
    settings.GIFT_OWN_LIMIT = "999999.00"
    for act in (
        lambda: gifts.post_gift(gift_id=gift.pk, by=clerk),
        lambda: funds.post_use(use_id=use.pk, by=use.entered_by),
        lambda: receipts.void(receipt=receipt, reason="写错", by=clerk),
        lambda: receipts.take_back(
            key=uuid.uuid4(), receipt=receipt, range=receipt.range, reason="写错", by=clerk
        ),
    ):  # fmt: skip
        with pytest.raises(Refused, match="Above the limit"), override("en"):
            act()


def test_what_goes_back_is_checked_as_what_came_in():
    clerk, gift = make_user(Role.FINANCE), make_gift(amount="9000.00")
    refund = make_refund(gift, "2000.00", by=clerk, posted=False)
    with pytest.raises(Refused):
        gifts.post_gift(gift_id=refund.pk, by=clerk)
    for _each in range(2):
        part = make_refund(gift, "700.00", by=clerk, posted=False)
        if _each == 0:
            gifts.post_gift(gift_id=part.pk, by=clerk)
    with pytest.raises(Refused):
        gifts.post_gift(gift_id=part.pk, by=clerk)


def test_who_issued_a_receipt_above_the_limit_takes_it_back_by_another_alone():
    clerk, range = make_user(Role.FINANCE), make_range()
    small, voided, red = (
        make_receipt(make_gift(amount=amount), by=clerk, range=range) for amount in ("1000.00", "1000.01", "1000.01")
    )
    receipts.void(receipt=small, reason="写错", by=clerk)
    with pytest.raises(Refused, match="who issued it"), override("en"):
        receipts.void(receipt=voided, reason="写错", by=clerk)
    fields = {"receipt": red, "range": range, "reason": "写错"}
    with pytest.raises(Refused, match="who issued it"), override("en"):
        receipts.take_back(key=uuid.uuid4(), by=clerk, **fields)
    other = make_user(Role.FINANCE)
    receipts.void(receipt=voided, reason="写错", by=other)
    assert receipts.take_back(key=uuid.uuid4(), by=other, **fields).number == 4
    assert Receipt.objects.count() == 4


def test_a_need_is_approved_in_the_words_that_were_read(client):
    by, head = make_user(Role.STAFF), make_user(Role.HEAD)
    need = make_need(state="submitted", by=by)
    seen = need.version
    needs.take_back(need_id=need.pk, by=by)
    need.refresh_from_db()
    words = {"kind": "job", "title": "另一件事", "text": "完全不同", "expires_on": need.expires_on + timedelta(days=1)}
    needs.save(need=need, version=need.version, by=by, department=need.department, **words)
    needs.submit(need_id=need.pk, by=by)
    with pytest.raises(Refused, match="changed since you read it"), override("en"):
        needs.approve(need_id=need.pk, by=head, version=seen)
    need.refresh_from_db()
    assert need.state == "submitted"
    needs.approve(need_id=need.pk, by=head, version=need.version)


def test_the_desk_approves_the_words_that_its_page_showed(client):
    need = make_need(state="submitted")
    client.force_login(make_user(Role.HEAD))
    address = reverse("admin:donations_need_approve", args=[need.pk])
    for sent in ({}, {"version": "0"}, {"version": str(need.version + 1)}, {"version": "1e5"}):
        client.post(address, sent)
        need.refresh_from_db()
        assert need.state == "submitted", sent
    assert f'name="version" value="{need.version}"' in client.get(address).content.decode()
    client.post(address, {"version": need.version})
    need.refresh_from_db()
    assert (need.state, need.published_at.date() <= timezone.now().date()) == ("published", True)
    assert Decimal(need.version) >= 1
