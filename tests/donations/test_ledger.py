"""What the ledger promises, asked of the database itself."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from donations.models import Allocation, Closing, Gift
from donations.services import batches, closing, gifts
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import (
    as_if_on,
    as_owner,
    make_donor,
    make_fund,
    make_gift,
    make_payment,
    make_pledge,
    make_refund,
    make_use,
)
from tests.giving_desk import make_batch
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def balance(fund):
    return Allocation.objects.filter(fund=fund, gift__state="posted").aggregate(s=Sum("amount_cny"))["s"] or 0


def test_a_posted_gift_is_neither_changed_nor_deleted():
    gift = make_gift()
    for act in (
        lambda: Gift.objects.filter(pk=gift.pk).update(amount=1),
        lambda: Gift.objects.filter(pk=gift.pk).update(state="entered", posted_at=None, posted_on=None),
        lambda: Gift.objects.filter(pk=gift.pk).delete(),
        lambda: gift.allocations.update(amount_cny=1),
        lambda: gift.allocations.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert Gift.objects.get().amount == Decimal("100.00")


def test_who_entered_posts_up_to_the_limit_alone():
    clerk = make_user(Role.FINANCE)
    small, large = (make_gift(amount=amount, by=clerk, posted=False) for amount in ("1000.00", "1000.01"))
    assert gifts.post_gift(gift_id=small.pk, by=clerk).posted_by == clerk
    with pytest.raises(Refused, match="Above the limit"), override("en"):
        gifts.post_gift(gift_id=large.pk, by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=large.pk).update(own_limit=10**9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=large.pk).update(entered_by=make_user())
    assert gifts.post_gift(gift_id=large.pk, by=make_user(Role.FINANCE)).state == "posted"


def test_the_parts_for_the_funds_are_the_gift():
    one, two = make_fund("甲"), make_fund("乙")
    gift = make_gift(amount="100.00", shares=[gifts.Share(one, Decimal("33.33")), gifts.Share(two, Decimal("66.67"))])
    assert [balance(one), balance(two)] == [Decimal("33.33"), Decimal("66.67")]
    with pytest.raises(Refused):
        make_gift(amount="100.00", shares=[gifts.Share(one, Decimal("33.33"))])
    row = make_gift(posted=False)
    with transaction.atomic():
        row.allocations.create(fund=two, amount_cny=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            gifts.check_now()
        transaction.set_rollback(True)
    assert Gift.objects.posted().get() == gift


def test_a_part_below_nothing_is_refused_though_the_sum_is_right():
    one, two = make_fund("甲"), make_fund("乙")
    with pytest.raises(Refused):
        make_gift(amount="100.00", shares=[gifts.Share(one, Decimal("150.00")), gifts.Share(two, Decimal("-50.00"))])
    assert Gift.objects.count() == 0


def test_a_gift_with_its_parts_is_one_statement_and_its_posting_one_more(django_assert_num_queries):
    donor, shares = make_donor(), [gifts.Share(make_fund(name), Decimal("50.00")) for name in "甲乙"]
    clerk, checker = make_user(Role.FINANCE), make_user(Role.FINANCE)
    with django_assert_num_queries(3) as captured:  # with SAVEPOINT and RELEASE
        gift = make_gift(donor, shares=shares, posted=False, by=clerk, note={"payer": "某公司"})
    assert [query["sql"][:7] for query in captured] == ["SAVEPOI", "WITH ro", "RELEASE"]
    with django_assert_num_queries(4):  # and the rules of the commit, asked at once
        posted = gifts.post_gift(gift_id=gift.pk, by=checker)
    assert (posted.pk, posted.state, posted.posted_by, posted.amount) == (gift.pk, "posted", checker, gift.amount)
    assert sorted(posted.allocations.values_list("fund", flat=True)) == sorted(each.fund.pk for each in shares)
    assert posted.note.payer == "某公司"
    with pytest.raises(Refused):
        gifts.post_gift(gift_id=gift.pk, by=checker)


def test_the_same_form_again_is_the_first_gift_and_with_other_words_refused():
    key, donor, fund, clerk = uuid.uuid4(), make_donor(), make_fund(), make_user(Role.FINANCE)
    first = make_gift(donor, fund=fund, key=key, by=clerk, reference="R-1")
    assert make_gift(donor, fund=fund, key=key, by=clerk, reference="R-1", posted=False) == first
    for wrong in ({"donor": make_donor()}, {"amount": "100.01"}):
        with pytest.raises(Refused):
            make_gift(**{"donor": donor, "fund": fund, "key": key, "by": clerk, "posted": False} | wrong)
    assert Allocation.objects.count() == 1


def test_the_same_form_again_is_the_first_gift_though_its_batch_is_posted_meanwhile():
    batch, key, donor, fund = make_batch(), uuid.uuid4(), make_donor(), make_fund()
    gift = make_gift(donor, fund=fund, key=key, batch=batch, posted=False)
    batches.post_batch(batch_id=batch.pk, by=make_user(Role.HEAD))
    assert make_gift(donor, fund=fund, key=key, batch=batch, posted=False) == gift
    with pytest.raises(Refused):
        make_gift(donor, fund=fund, batch=batch, posted=False)


@pytest.mark.django_db(transaction=True)
def test_what_only_the_commit_refuses_has_a_sentence():
    gift = make_gift(batch=make_batch(), posted=False)
    with override("en"), pytest.raises(Refused, match="A batch is posted whole"):
        gifts.post_gift(gift_id=gift.pk, by=make_user(Role.FINANCE))
    gift.refresh_from_db()
    assert gift.state == "entered"


def test_a_reference_of_the_bank_is_one_gift():
    make_gift(reference="20260101-7")
    with pytest.raises(Refused, match="reference of a payment"), override("en"):
        make_gift(reference="20260101-7")
    assert Gift.objects.count() == 1


def test_what_goes_back_is_at_most_what_came_in():
    fund = make_fund()
    gift = make_gift(amount="100.00", fund=fund)
    make_refund(gift, "30.00")
    with pytest.raises(Refused):
        make_refund(gift, "70.01")
    correction = make_refund(gift)
    assert (correction.amount, correction.amount_cny) == (Decimal("-70.00"), Decimal("-70.00"))
    assert balance(fund) == 0
    with pytest.raises(Refused):
        make_refund(gift, "0.01")


def test_foreign_money_keeps_amount_rate_and_yuan():
    gift = make_gift(amount="100.00", currency="USD", rate=Decimal("7.123456"))
    assert gift.amount_cny == Decimal("712.35")
    make_refund(gift, "33.33")
    correction = make_refund(gift)
    assert Gift.objects.posted().aggregate(s=Sum("amount_cny"), a=Sum("amount")) == {"s": 0, "a": 0}
    assert correction.amount == Decimal("-66.67")


def test_a_day_that_is_closed_takes_nothing_more_and_a_changed_byte_is_found():
    yesterday = timezone.localdate() - timedelta(days=1)
    gift = make_gift(amount="500.00")
    as_if_on(yesterday - timedelta(days=3), gift.pk)
    use = make_use(make_fund())
    assert closing.close_days() == 2
    assert closing.close_days() == 0
    assert [(row.day, row.gifts, row.total_cny) for row in Closing.objects.all()] == [
        (yesterday - timedelta(days=3), 1, Decimal("500.00")),
        (yesterday, 0, Decimal("0.00")),
    ]
    assert closing.verify() == []
    row = make_gift(posted=False)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Gift.objects.filter(pk=row.pk).update(
            state="posted", posted_on=yesterday, posted_at=timezone.now(), posted_by=make_user()
        )
    as_owner("UPDATE donations_gift SET received_on = received_on - 1 WHERE id = %s", [gift.pk])
    assert closing.verify() == [(yesterday - timedelta(days=3), "rows")]
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("ledger", "verify")
    assert use.posted_on == timezone.localdate()


def test_a_use_of_a_fund_is_taken_back_by_a_row_of_its_own():
    fund = make_fund()
    use = make_use(fund)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(use).objects.filter(pk=use.pk).update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_use(fund, "-49.00", corrects=use)
    make_use(fund, "-50.00", corrects=use)
    assert sum(row.amount for row in fund.uses.all()) == 0


def test_a_payment_counts_from_its_gifts_posting_and_a_pledge_is_never_paid_twice():
    pledge = make_pledge(amount="300.00", instalments=[(date(2030, 1, 1), "100.00"), (date(2031, 1, 1), "200.00")])
    make_payment(pledge, "100.00")
    pledge.refresh_from_db()
    assert (pledge.amount, pledge.paid, pledge.state) == (Decimal("300.00"), Decimal("100.00"), "open")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_payment(pledge, "200.01")
    make_payment(pledge, "200.00")
    pledge.refresh_from_db()
    assert (pledge.paid, pledge.state) == (Decimal("300.00"), "paid")


def test_a_college_sees_what_it_raised_and_what_its_funds_received():
    ours, theirs = make_college("数学学院"), make_college("文学院")
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    raised, to_fund = make_gift(college=ours), make_gift(fund=make_fund(college=ours))
    make_gift(college=theirs), make_gift()
    assert set(Gift.objects.visible_to(officer)) == {raised, to_fund}
    assert Gift.objects.visible_to(make_user(Role.FINANCE)).count() == 4
    assert Gift.objects.visible_to(make_user(Role.EDITOR)).count() == 0


def test_merging_people_joins_their_donors_and_taking_it_back_parts_them():
    from donations.services import donors_record

    keep, drop = make_alumnus("王伟"), make_alumnus("王伟")
    first, second = make_donor(keep), make_donor(drop)
    journal = donors_record.reassign(keep, drop)
    second.refresh_from_db()
    assert (second.alumnus, second.merged_into) == (keep, first)
    assert donors_record.undo(keep, drop, journal) == 0
    second.refresh_from_db()
    assert (second.alumnus, second.merged_into) == (drop, None)


def test_erasing_a_person_leaves_every_sum():
    from donations.services import donors_record

    person = make_alumnus("王伟")
    gift = make_gift(make_donor(person, email="w@example.com"), note={"tribute": "memory", "tribute_to": "王师"})
    donors_record.erase(person)
    gift.donor.refresh_from_db()
    assert (gift.donor.name, gift.donor.email, gift.donor.alumnus) == ("—", "", None)
    assert Gift.objects.posted().aggregate(s=Sum("amount_cny"))["s"] == Decimal("100.00")
    assert not hasattr(Gift.objects.get(), "note")


amounts = st.decimals(min_value="0.01", max_value="99999.99", places=2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(amounts, st.floats(0, 1)), min_size=1, max_size=6))
def test_after_any_gifts_and_refunds_the_funds_hold_what_was_given_less_what_went_back(db, rows):
    with transaction.atomic():
        funds = [make_fund("甲"), make_fund("乙"), make_fund("丙")]
        donor, kept = make_donor(), Decimal(0)
        for amount, part in rows:
            third = (amount / 3).quantize(Decimal("0.01"))
            parts = [third, third, amount - 2 * third]
            shares = [gifts.Share(fund, share) for fund, share in zip(funds, parts, strict=True) if share > 0]
            if sum(share.amount_cny for share in shares) != amount:
                continue
            gift = make_gift(donor, amount, shares=shares)
            kept += amount
            back = (amount * Decimal(part)).quantize(Decimal("0.01"))
            if back:
                make_refund(gift, back)
                kept -= back
        assert sum(balance(fund) for fund in funds) == kept
        assert all(balance(fund) >= 0 for fund in funds)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_enter_one_bank_line_at_once_make_one_gift():
    donor, fund, clerk = make_donor(), make_fund(), make_user(Role.FINANCE)

    def enter():
        return make_gift(donor, fund=fund, by=clerk, checker=clerk, reference="B-1", key=uuid.uuid4())

    ends = at_once(*[enter] * 20, expected=Refused)
    assert sum(isinstance(end, Refused) for end in ends) == 19
    assert Gift.objects.posted().count() == 1
