"""A pledge paid by a bank statement, and a payment that its provider tells twice; at the desk and on a telephone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import AnnouncedGift, BankLine, Gift, PaymentNotice, Pledge
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_user
from tests.giving import make_donor, make_fund
from tests.giving_money import Bank, form, line, make_account, promise, table

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)


@WAYS
def test_a_pledge_is_written_down_and_paid_by_a_bank_statement(page, sign_in, look, language, viewport, tmp_path):
    finance = make_user(Role.FINANCE, language=language)
    make_donor(name="孙先生", email="sun@example.com")
    account = make_account(fund=make_fund())
    promise(make_donor(name="周女士"), "400.00", number=4, first_on=timezone.localdate() - timedelta(days=40))
    sign_in(page, finance)
    page.goto("/admin/donations/pledge/")
    look("pledges")
    write_down(page, look)
    pledge = Pledge.objects.get(donor__name="孙先生")
    page.goto("/admin/donations/pledge/due/")
    look("due")

    rows = [line("孙某代付", "500.00", f"认捐 {pledge.code}"), line("周女士", "100.00"), line("过路人", "7.00", "不明")]
    path = tmp_path / "明细.csv"
    path.write_bytes(table(*rows, encoding="gb18030").read())
    page.goto("/admin/donations/bankstatement/")
    look("statements-empty")
    page.click("#content a[href$='/bankstatement/add/']")
    page.select_option("[name=account]", str(account.pk))
    page.set_input_files("[name=file]", str(path))
    look("upload")
    page.click("#content form button[type=submit]")
    page.wait_for_url("**/columns/")
    look("columns")
    page.click("#content form button[type=submit]")
    page.wait_for_selector("input[name=lines]")
    look("lines-sure")
    page.click("form[action$='/confirm/'] button[type=submit]")
    page.wait_for_selector(".alert, .messages, [role=status]")
    assert Gift.objects.posted().count() == 2
    pledge.refresh_from_db()
    assert (pledge.paid, pledge.state) == (500, "open")
    page.goto(f"/admin/donations/pledge/{pledge.pk}/")
    look("pledge-paid")
    page.goto(f"/admin/donations/bankstatement/lines/{BankLine.objects.get(state='open').pk}/")
    look("line")
    page.goto(f"/admin/donations/pledge/{pledge.pk}/cancel/")
    look("cancel")


def write_down(page, look):
    page.click("#content a[href$='/pledge/add/']")
    page.fill("#content [name=q]", "孙")
    page.click("#content form button[type=submit]")
    look("pledge-donor")
    page.click("a[href*='donor=']")
    page.fill("[name=amount]", "1000")
    page.select_option("[name=rhythm]", "yearly")
    page.fill("[name=number]", "2")
    page.select_option("[name=fund]", index=1)
    look("pledge-form")
    page.click("#content form.narrow button[type=submit]")
    page.wait_for_url("**/pledge/*/")
    look("pledge")


@WAYS
def test_a_gift_is_announced_paid_and_told_twice(
    page, sign_in, look, language, viewport, settings, tmp_path, live_server
):
    alipay = Bank(tmp_path)
    alipay.settings(settings)
    settings.SITE_URL = live_server.url
    settings.DONATION_BANK_NAME, settings.DONATION_BANK_HOLDER = "中国银行济南山大支行", "山东大学教育基金会"
    settings.DONATION_BANK_ACCOUNT = "240000000001"
    make_fund(is_public=True)
    page.goto("/give/")
    look("give")
    fill(page, "transfer")
    look("given-transfer")
    page.goto("/give/")
    fill(page, "alipay")
    look("given-open")
    announced = AnnouncedGift.objects.get(way="alipay")
    said = alipay.notice(announced)
    for _again in range(2):
        answer = Client().post(
            reverse("donations:notified"), form(said), content_type="application/x-www-form-urlencoded"
        )
        assert answer.content == b"success"
    assert (Gift.objects.count(), PaymentNotice.objects.count()) == (1, 1)
    page.reload()
    page.wait_for_selector(".alert-success")
    look("given-received")
    Client().post(
        reverse("donations:notified"), form(alipay.notice(announced, total_amount="99.00")),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    sign_in(page, make_user(Role.FINANCE, language=language))
    page.goto("/admin/donations/announcedgift/")
    look("announced")
    page.goto("/admin/donations/announcedgift/notices/")
    look("notices")
    page.click("a[data-row]")
    look("notice")


def fill(page, way):
    page.fill("[name=amount]", "88.80")
    page.fill("[name=name]", "钱先生")
    page.fill("[name=email]", "qian@example.com")
    page.check(f"[name=way][value={way}]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/give/*/")
