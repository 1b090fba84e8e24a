"""The whole way of a promised gift: paid at the bank, read from its statement, posted by a second person, receipted,
thanked for once, and seen by who gave it; in both languages, at the desk and on a telephone."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from alumni_office.accounts.roles import Role
from alumni_office.mail import tasks as mail_tasks
from alumni_office.mail.models import Message
from donations import tasks
from donations.models import BankLine, Gift, Receipt, Thanks
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_contact, make_user
from tests.giving import make_donor, make_fund, make_use
from tests.giving_money import line, make_account, promise, table
from tests.giving_receipts import make_range, make_template, text_of_pdf

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)


@pytest.fixture
def pledge():
    """Six thousand yuan in three instalments, the first due today, by an alumnus with an account."""
    user = make_user(None, is_staff=False, email="wangwei@example.com")
    person = make_alumnus("王伟", user=user, verified_at=timezone.now())
    make_contact(person, kind="email", value="wangwei@example.com")
    fund = make_fund(name_en="Qilu Scholarship", is_public=True)
    return promise(make_donor(person), "6000.00", number=3, fund=fund)


@WAYS
def test_a_promised_gift_on_its_whole_way(page, sign_in, look, pledge, mailoutbox, language, viewport, tmp_path):
    donor, enters = pledge.donor, make_user(Role.FINANCE, language=language)
    posts = make_user(Role.FINANCE, language=language, name="李会计")
    donor.alumnus.user.language = donor.language = language
    donor.alumnus.user.save()
    donor.save()
    numbers = make_range(code="37010126", by=posts)
    make_template()

    sign_in(page, enters)
    upload(page, pledge, tmp_path)
    reads_the_reason_and_may_not_post_alone(page, look, pledge, language)
    sign_in(page, posts)
    posts_it(page, look, pledge, enters, posts)
    receipt = issues(page, look, numbers)
    thanks_once(page, look, mailoutbox)
    make_use(pledge.fund, "300.00", purpose="冬衣补助", purpose_en="Winter coats")
    sign_in(page, donor.alumnus.user)
    the_donor_sees_it(page, look, receipt, language)


def upload(page, pledge, folder):
    account = make_account(fund=pledge.fund)
    path = folder / "对账单.csv"
    rows = [line("王伟", "2000.00", f"捐款 {pledge.code}", reference="BOC20261127001"), line("过路人", "7.00", "不明")]
    path.write_bytes(table(*rows, encoding="gbk").read())
    page.goto(address("admin:donations_bankstatement_add"))
    page.select_option("[name=account]", str(account.pk))
    page.set_input_files("[name=file]", str(path))
    page.click("#content form button[type=submit]")
    page.wait_for_url("**/columns/")
    page.click("#content form button[type=submit]")
    page.wait_for_selector("input[name=lines]")


def reads_the_reason_and_may_not_post_alone(page, look, pledge, language):
    row = page.locator("#content tbody tr")
    assert row.count() == 1  # the passer-by is not sure
    assert pledge.code in row.inner_text()
    with override(language):
        reason = BankLine.objects.get(reference="BOC20261127001").get_proposal_display()
    assert reason in row.inner_text()
    look("flow-lines")
    page.click("form[action$='/confirm/'] button[type=submit]")
    page.wait_for_load_state()
    assert page.locator("input[name=lines]").count() == 1
    assert Gift.objects.count() == 0


def posts_it(page, look, pledge, enters, posts):
    line_ = BankLine.objects.get(reference="BOC20261127001")
    page.goto(address("admin:donations_bankstatement_change", line_.statement_id))
    page.click("form[action$='/confirm/'] button[type=submit]")
    page.wait_for_load_state()
    gift = Gift.objects.get()
    assert (gift.state, gift.entered_by, gift.posted_by, gift.donor) == ("posted", enters, posts, pledge.donor)
    pledge.refresh_from_db()
    assert (pledge.paid, pledge.state) == (2000, "open")
    assert list(pledge.instalments.order_by("due_on").values_list("paid", flat=True)) == [2000, 0, 0]
    page.goto(address("admin:donations_pledge_change", pledge.pk))
    assert page.locator("text=¥2,000.00").count() >= 2
    look("flow-pledge")


def issues(page, look, numbers):
    page.goto(address("admin:donations_receipt_due"))
    page.click("a[data-row]")
    page.click("form[action$='/issue/'] button.btn-primary")
    page.wait_for_url("**/receipt/*/")
    look("flow-receipt")
    receipt = Receipt.objects.get()
    assert (receipt.shown_number, receipt.payer, receipt.handler) == ("0000000001", "王伟", "李会计")
    reads_paper(page, receipt, "a[href$='/paper/']")
    numbers.refresh_from_db()
    assert numbers.following == 2
    return receipt


def reads_paper(page, receipt, link):
    with page.expect_download() as got:
        page.click(link)
    text = text_of_pdf(Path(got.value.path()).read_bytes())
    for words in ("贰仟元整", "2,000.00", receipt.shown_number, "37010126", "王伟", "齐鲁奖学金"):
        assert words in text, words


def thanks_once(page, look, mailoutbox):
    tasks.receipts.sweep_thanks()
    page.goto(address("admin:donations_thanks_changelist"))
    page.click("a[data-row]")
    page.click("form[method=get] button[type=submit].btn-primary")
    look("flow-words")
    page.click("form[action$='/send/'] button")
    page.wait_for_selector("#content .badge-good, .page-head .badge-good")
    assert page.locator("form[action$='/send/']").count() == 0
    for _again in range(2):  # what the background does every few minutes
        tasks.receipts.sweep_thanks()
        mail_tasks.sweep()
    assert [(mail.to, "王伟" in mail.body, "¥2,000.00" in mail.body) for mail in mailoutbox] == [
        (["wangwei@example.com"], True, True)
    ]
    assert list(Thanks.objects.values_list("state", "way")) == [("sent", "mail")]
    assert list(Message.objects.filter(purpose="donations.thanks").values_list("state", flat=True)) == ["sent"]


def the_donor_sees_it(page, look, receipt, language):
    page.goto(address("donations:mine"))
    text = page.locator("main").inner_text()
    for words in ("¥2,000.00", str(receipt), "冬衣补助" if language == "zh-hans" else "Winter coats", "¥300.00"):
        assert words in text, words
    look("flow-own")
    reads_paper(page, receipt, "a[href*='/me/gifts/receipts/']")


def address(name, *args):
    return reverse(name, args=args)
