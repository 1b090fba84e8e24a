"""What stands on a receipt, and that it stays."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from alumni_office.money.capitals import capitals
from donations.models import Donor, Receipt, ReceiptGift, ReceiptLine
from donations.queries import receipts as queries
from donations.services import receipts as services
from donations.services.gifts import Share
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_refund
from tests.giving_receipts import CODES, make_range, make_receipt, text_of_pdf

pytestmark = pytest.mark.django_db


def text_of(receipt) -> str:
    return text_of_pdf(services.paper(receipt=receipt))


def test_a_receipt_says_all_that_the_law_asks():
    donor = make_donor(make_organisation("浪潮集团有限公司", credit_code=CODES[0]))
    one, two = make_fund("齐鲁奖学金", project_code="QL01"), make_fund("图书馆", project_code="TS02")
    gift = make_gift(
        donor, "10500.50", shares=[Share(one, Decimal("10000.00")), Share(two, Decimal("500.50"))],
        received_on=date(2026, 3, 1),
    )  # fmt: skip
    clerk = make_user(Role.FINANCE, name="李会计")
    receipt = make_receipt(gift, range=make_range(code="37010126"), by=clerk)
    text = text_of(receipt)
    for item in (
        "公益事业捐赠票据", "37010126", "0000000001", "山东大学教育基金会", CODES[0], "QL01、TS02",
        "浪潮集团有限公司", "李会计", f"{receipt.issued_on:%Y年%m月%d日}", "¥10,500.50", "人民币壹万零伍佰元伍角整",
        "10,000.00", "500.50", "2026-03-01",
    ):  # fmt: skip
        assert item in text, item
    assert [(line.project_code, line.amount) for line in receipt.lines.all()] == [
        ("QL01", Decimal("10000.00")), ("TS02", Decimal("500.50")),
    ]  # fmt: skip


def test_a_receipt_on_paper_has_two_copies_and_room_for_the_seal():
    receipt = make_receipt(range=make_range(medium="paper", digits=8))
    text = text_of(receipt)
    assert (text.count("00000001"), "存根联" in text, "收据联" in text, "（签章）" in text) == (2, True, True, True)
    assert "财务专用章" not in text


def test_the_pdf_holds_its_chinese_font():
    content = services.paper(receipt=make_receipt())
    assert (b"NotoSansSC" in content, b"/FontFile2" in content) == (True, True)


def test_foreign_money_and_things_say_where_their_worth_comes_from():
    fund = make_fund()
    dollars = make_gift(amount="100.00", fund=fund, currency="USD", rate=Decimal("7.1"))
    thing = make_gift(
        amount="3000.00", fund=fund, kind="thing", method="handed", description="显微镜一台", valued_by="资产处",
        valued_on=date(2026, 2, 2),
    )  # fmt: skip
    assert "US$100.00 × 7.1" in make_receipt(dollars).lines.get().what
    assert "显微镜一台（由资产处于2026-02-02估价）" in make_receipt(thing).lines.get().what


def test_what_was_issued_is_not_changed_by_anybody():
    receipt = make_receipt()
    for act in (
        lambda: Receipt.objects.update(payer="别人"),
        lambda: Receipt.objects.update(amount=1),
        lambda: Receipt.objects.update(number=7),
        lambda: Receipt.objects.filter(pk=receipt.pk).delete(),
        lambda: Receipt.objects.filter(pk=receipt.pk)._raw_delete("default"),
        lambda: ReceiptLine.objects.update(amount=1),
        lambda: ReceiptLine.objects.filter(receipt=receipt)._raw_delete("default"),
        lambda: ReceiptGift.objects.update(is_valid=False),
        lambda: ReceiptGift.objects.filter(receipt=receipt)._raw_delete("default"),
    ):
        with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
            act()
    assert (Receipt.objects.get().payer, ReceiptGift.objects.get().is_valid) == (receipt.payer, True)


def test_the_name_on_it_stays_when_the_donor_changes():
    person = make_alumnus("王伟")
    receipt = make_receipt(make_gift(make_donor(person)))
    Donor.objects.update(name="王炜")
    receipt.refresh_from_db()
    assert (receipt.payer, "王伟" in text_of(receipt)) == ("王伟", True)


def test_a_gift_stands_on_one_valid_receipt():
    gift = make_gift()
    first = make_receipt(gift)
    with pytest.raises(Refused, match="has a receipt already"):
        make_receipt(gift)
    other = make_receipt()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptGift.objects.create(receipt=other, gift=gift, amount=gift.amount_cny)
    services.void(receipt=first, reason="打印错误", by=make_user(Role.FINANCE))
    again = make_receipt(gift)
    assert [queries.state_of(gift), list(Receipt.objects.valid().order_by("pk"))] == [("issued", again), [other, again]]


def test_the_same_form_sent_twice_issues_one():
    gift, key, range = make_gift(), uuid.uuid4(), make_range()
    assert make_receipt(gift, range=range, key=key) == make_receipt(gift, range=range, key=key)
    assert Receipt.objects.count() == 1


def test_an_entered_gift_and_one_that_went_back_get_none():
    entered, gone = make_gift(posted=False), make_gift()
    make_refund(gone)
    for gift in (entered, gone):
        with pytest.raises(Refused):
            make_receipt(gift)
    assert (list(queries.due()), queries.state_of(gone)) == ([], ("none", None))


def test_one_receipt_for_all_gifts_of_a_year():
    donor = make_donor(name="赵先生")
    merged = make_donor(name="赵某", merged_into=donor)
    own, others = make_gift(donor, "100.00", received_on=date(2025, 2, 1)), make_donor(name="李")
    theirs = make_gift(merged, "50.00", received_on=date(2025, 12, 31))
    make_gift(donor, received_on=date(2026, 1, 1))
    make_gift(others, received_on=date(2025, 2, 1))
    by = make_user(Role.FINANCE)
    receipt = services.issue_year(key=uuid.uuid4(), donor=donor, year=2025, range=make_range(), by=by)
    assert (receipt.amount, receipt.year, receipt.payer) == (Decimal("150.00"), 2025, "赵先生")
    assert {row.gift for row in receipt.gifts.all()} == {own, theirs}


def test_gifts_of_two_donors_do_not_stand_on_one():
    with pytest.raises(Refused, match="of one donor"):
        make_receipt(make_gift(), make_gift(make_donor(name="李")))


def test_a_void_receipt_stays_and_its_number_too():
    range, by = make_range(), make_user(Role.FINANCE)
    receipt = make_receipt(range=range)
    services.void(receipt=receipt, reason="打印错误", by=by)
    with pytest.raises(Refused):
        services.void(receipt=receipt, reason="再次", by=by)
    receipt.refresh_from_db()
    assert ("作废：打印错误" in text_of(receipt), make_receipt(range=range).number) == (True, 2)
    with pytest.raises(Refused, match="valid"):
        services.take_back(key=uuid.uuid4(), receipt=receipt, range=range, reason="x", by=by)


def test_after_a_refund_a_red_receipt_takes_it_back_and_the_rest_is_due():
    gift, by = make_gift(amount="1000.00"), make_user(Role.FINANCE)
    range = make_range()
    receipt = make_receipt(gift, range=range)
    assert list(queries.to_take_back(by)) == []
    make_refund(gift, "300.00")
    assert list(queries.to_take_back(by)) == [receipt]
    key = uuid.uuid4()
    red = services.take_back(key=key, receipt=receipt, range=range, reason="退款", by=by)
    assert services.take_back(key=key, receipt=receipt, range=range, reason="退款", by=by) == red
    assert (red.amount, red.number, red.reverses, red.capitals) == (
        Decimal("-1000.00"), 2, receipt, "（负数）人民币壹仟元整",
    )  # fmt: skip
    assert "红字冲销" in text_of(red)
    assert [(row, row.left) for row in queries.due()] == [(gift, Decimal("700.00"))]
    assert list(queries.to_take_back(by)) == []
    assert make_receipt(gift, range=range).amount == Decimal("700.00")
    for act in (
        lambda: services.void(receipt=receipt, reason="x", by=by),
        lambda: services.void(receipt=red, reason="x", by=by),
        lambda: services.take_back(key=uuid.uuid4(), receipt=receipt, range=range, reason="x", by=by),
    ):
        with pytest.raises(Refused):
            act()


def test_a_gift_that_needs_none_is_not_due_until_it_is_again():
    gift, by = make_gift(), make_user(Role.FINANCE)
    waiver = services.waive(gift_id=gift.pk, reason="捐赠人不需要", by=by)
    assert (list(queries.due()), queries.state_of(gift)) == ([], ("waived", waiver))
    for act in (lambda: make_receipt(gift), lambda: services.waive(gift_id=gift.pk, reason="x", by=by)):
        with pytest.raises(Refused):
            act()
    assert services.waive_no_more(gift_id=gift.pk, by=by)
    assert queries.state_of(gift) == ("due", Decimal("100.00"))


def test_lists_of_what_is_due_narrow_and_keep_to_the_college():
    ours, theirs = make_college("数学学院"), make_college("文学院")
    one, two = make_donor(name="王伟"), make_donor(name="李娜")
    mine = make_gift(one, "100.00", make_fund("奖学金"), college=ours, received_on=date(2026, 1, 5))
    other = make_gift(two, "900.00", make_fund("图书"), college=theirs, received_on=date(2026, 2, 5))
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    rows = queries.due(make_user(Role.FINANCE))
    assert list(queries.narrowed(rows, q="王")) == [mine]
    assert list(queries.narrowed(rows, since=date(2026, 2, 1))) == [other]
    assert list(queries.narrowed(rows, until=date(2026, 2, 1))) == [mine]
    assert list(queries.narrowed(rows, least=Decimal(500))) == [other]
    assert list(queries.narrowed(rows, fund=mine.allocations.get().fund)) == [mine]
    assert list(queries.due(officer)) == [mine]


def test_a_college_sees_receipts_whose_gifts_are_all_its_own():
    ours = make_college("数学学院")
    donor = make_donor(name="王伟")
    mine, shared = make_gift(donor, college=ours), make_gift(donor, college=ours)
    other = make_gift(donor)
    one, both = make_receipt(mine), make_receipt(shared, other)
    officer = make_user(Role.COLLEGE_OFFICER, college=ours)
    red = services.take_back(
        key=uuid.uuid4(), receipt=one, range=one.range, reason="x", by=make_user(Role.FINANCE)
    )  # fmt: skip
    assert set(Receipt.objects.visible_to(officer)) == {one, red}
    assert set(Receipt.objects.visible_to(make_user(Role.AUDITOR))) == {one, red, both}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["issue", "void", "red", "refund", "waive", "again"]), max_size=8))
def test_whatever_is_done_a_receipt_is_its_gifts_and_a_gift_on_one_at_most(steps):
    with transaction.atomic():
        by, range, gift = make_user(Role.FINANCE), make_range(), make_gift(amount="100.00")
        acts = {
            "issue": lambda: make_receipt(gift, range=range, by=by),
            "void": lambda: services.void(receipt=Receipt.objects.valid().get(), reason="x", by=by),
            "red": lambda: services.take_back(
                key=uuid.uuid4(), receipt=Receipt.objects.valid().get(), range=range, reason="x", by=by
            ),
            "refund": lambda: make_refund(gift, "10.00"),
            "waive": lambda: services.waive(gift_id=gift.pk, reason="x", by=by),
            "again": lambda: services.waive_no_more(gift_id=gift.pk, by=by),
        }
        for step in steps:
            try:
                with transaction.atomic():
                    acts[step]()
            except (Refused, Receipt.DoesNotExist):
                pass
        valid = list(Receipt.objects.valid())
        assert len(valid) <= 1
        rows = Receipt.objects.order_by("number")
        assert [row.number for row in rows] == [place for place, _row in enumerate(rows, 1)]
        for row in rows:
            assert sum(line.amount for line in row.lines.all()) == row.amount
            assert row.capitals.endswith(capitals(abs(row.amount)))
        red = sum(row.amount for row in rows if row.kind == "red")
        taken = sum(row.amount for row in rows if row.kind == "receipt" and hasattr(row, "reversal"))
        assert red == -taken
        transaction.set_rollback(True)
