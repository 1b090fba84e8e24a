"""From the readers to what comes back, in a browser: labels, handing over, a courier's sheet, a scanner."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from publications.models import Distribution, Parcel
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_user

from .makers import make_reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_an_issue_goes_out_by_post_and_partly_comes_back(page, sign_in, look, tmp_path, language, viewport):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    sign_in(page, make_user())
    page.goto("/admin/publications/distribution/")
    look("post-empty")
    page.click("#content a[href$='/distribution/add/']")
    page.fill("[name=title]", "校报·校友版第64期")
    page.fill("[name=printed]", "10")
    page.check("[name=everyone]")
    page.click("[name=count]")
    page.wait_for_selector("form .facts")
    look("post-counted")
    page.click("[name=save]")
    page.wait_for_url(re.compile(r"/change/$"))
    look("post-draft")
    page.click(".is-next .btn-primary")
    page.wait_for_selector("#parcels")
    look("post-prepared")
    row = Distribution.objects.get()

    with page.expect_download() as download:
        page.click(".is-next .btn-primary")
    assert Path(download.value.path()).read_bytes()[:5] == b"%PDF-"
    page.reload()
    page.click(".is-next .btn-primary")
    page.wait_for_selector("a.btn-primary[href$='/returns/']")
    code = row.parcels.order_by("number").first().code
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"条码,运单号,快递公司\n{code},XA1,中国邮政\n", encoding="gb18030")
    page.click("details:has([name=file]) > summary")
    page.set_input_files("[name=file]", sheet)
    page.click("form:has([name=file]) [type=submit]")
    page.wait_for_selector(".alert-success")
    look("post-sent")

    page.click("a.btn-primary[href$='/returns/']")
    page.select_option("[name=reason]", "unknown")
    page.focus("[name=code]")
    page.keyboard.type(code)  # as a scanner does
    page.keyboard.press("Enter")
    page.wait_for_selector("tbody tr")
    expect(page.locator("[name=code]")).to_be_focused()
    assert page.input_value("[name=reason]") == "unknown"
    look("post-returns")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector(".invalid-feedback")
    page.click("tbody form button")
    page.wait_for_selector(".messages")
    assert Parcel.objects.get(code=code).state == "sent"
