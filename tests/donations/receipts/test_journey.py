"""From a posted gift to its receipt and the letter of thanks, and the wall's word taken back; in both languages, at the
desk and on a telephone."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Receipt, Thanks, WallWord
from donations.services import thanks
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_contact, make_user
from tests.giving import make_campaign, make_donor, make_fund, make_gift, make_use
from tests.giving_receipts import make_naming_right

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)


@pytest.fixture
def donor():
    """An alumnus with an account who gave CNY 10,500.50 to a fund that spent some of it."""
    user = make_user(None, is_staff=False, email="wangwei@example.com")
    person = make_alumnus("王伟", user=user, verified_at=timezone.now())
    make_contact(person, kind="email", value="wangwei@example.com")
    fund = make_fund(name_en="Qilu Scholarship", purpose_en="For students who do well.", is_public=True)
    make_campaign(name_en="Centenary", text="百年校庆", text_en="A hundred years.", is_public=True).funds.add(fund)
    found = make_donor(person)
    gift = make_gift(found, "10500.50", fund)
    make_use(fund, "3000.00", purpose_en="Scholarships paid")
    make_naming_right(found, gift)
    return found


@WAYS
def test_from_the_posted_gift_to_receipt_thanks_and_wall(page, sign_in, look, donor, mailoutbox, language, viewport):
    donor.alumnus.user.language = donor.language = language
    donor.alumnus.user.save()
    donor.save()
    thanks.fall_due()
    sign_in(page, make_user(Role.HEAD, language=language, name="李会计"))
    numbers(page, look)
    issue(page, look)
    write_and_send(page, look)
    assert [mail.to for mail in mailoutbox] == [["wangwei@example.com"]]
    assert ("王伟" in mailoutbox[0].body, "/me/gifts/" in mailoutbox[0].body) == (True, True)
    page.goto("/admin/donations/namingright/")
    look("naming")

    sign_in(page, donor.alumnus.user)
    own(page, look)


def numbers(page, look):
    page.goto("/admin/donations/issuer/")
    look("issuers-empty")
    page.click("#content a[href$='/add/']")
    page.fill("[name=name]", "山东大学教育基金会")
    page.fill("[name=credit_code]", "91110000600037341L")
    page.fill("[name=seal_text]", "山东大学教育基金会财务专用章")
    page.fill("[name=bank]", "中国银行济南分行")
    page.fill("[name=account]", "2200 0011 2233")
    look("issuer-form")
    page.click("#content form button.btn-primary")
    page.click("#content a[href$='/numbers/add/']")
    page.select_option("[name=issuer]", index=1)
    page.fill("[name=code]", "37010126")
    page.fill("[name=first]", "0000000001")
    page.fill("[name=last]", "0000000500")
    look("numbers-form")
    page.click("#content form button.btn-primary")
    look("issuers")


def issue(page, look):
    page.goto("/admin/donations/receipt/due/")
    look("receipts-due")
    page.click("a[data-row]")
    look("gift")
    page.click("form[action$='/issue/'] button.btn-primary")
    page.wait_for_url("**/receipt/*/")
    look("receipt")
    with page.expect_download() as got:
        page.click("a[href$='/paper/']")
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")
    if folder := os.environ.get("PICTURES"):
        got.value.save_as(Path(folder) / "receipt.pdf")
    receipt = Receipt.objects.get()
    assert (receipt.payer, receipt.shown_number, receipt.handler) == ("王伟", "0000000001", "李会计")
    page.goto("/admin/donations/receipt/")
    look("receipts")


def write_and_send(page, look):
    page.goto("/admin/donations/thanks/templates/add/")
    page.fill("[name=name]", "感谢信")
    page.fill("[name=title]", "致{name}的感谢信")
    page.fill("[name=text]", "尊敬的{name}：\n\n感谢您捐赠{amount}，用于{funds}。")
    page.fill("[name=title_en]", "Thank you, {name}")
    page.fill("[name=text_en]", "Dear {name},\n\nThank you for {amount} for {funds}.")
    look("template-form")
    page.click("#content form button.btn-primary")
    page.goto("/admin/donations/thanks/")
    look("thanks")
    page.click("a[data-row]")
    page.click("form[method=get] button[type=submit].btn-primary")
    look("thanks-words")
    page.click("form[action$='/send/'] button")
    page.wait_for_selector("#content .badge-good, .page-head .badge-good")
    look("thanks-sent")
    assert Thanks.objects.get().state == "sent"


def own(page, look):
    page.goto("/me/gifts/")
    look("my-gifts")
    with page.expect_download() as got:
        page.click("a[href*='/me/gifts/receipts/']")
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")
    page.fill("[name=shown_as]", "王伟校友")
    page.click("button[name=given][value='1']")
    page.wait_for_selector("button[name=given][value='0']")
    page.goto("/giving/wall/")
    assert page.locator(".giving-circle li").all_inner_texts()[0].startswith("王伟校友")
    look("wall")
    page.goto("/me/gifts/")
    page.click("button[name=given][value='0']")
    page.wait_for_selector("button[name=given][value='0']", state="detached")
    page.goto("/giving/wall/")
    assert page.locator(".giving-circle").count() == 0
    look("wall-empty")
    assert list(WallWord.objects.order_by("pk").values_list("given", flat=True)) == [True, False]
    page.goto("/giving/")
    look("funds")
    page.click(".giving-cards a[href*='/funds/']")
    look("fund")
    page.goto("/giving/")
    page.click(".giving-cards a[href*='/campaigns/']")
    look("campaign")
