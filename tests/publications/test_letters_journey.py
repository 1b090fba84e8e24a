"""A letter from the first word to the reader, and the reader's word back: composed, checked, approved, sent to a mail
server, parsed as it arrived, looked at in light and dark, and ended by its own link."""

import email
import os
import re
from email import policy
from pathlib import Path

import pytest

from alumni_office.accounts.roles import Role
from publications.models import Mailing, Subscription
from publications.services import sending, subscriptions
from publications.services.sending import clearing
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_periodical, make_reader, make_user
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)


@WAYS
def test_a_letter_is_composed_checked_approved_sent_and_ended_by_its_link(
    page, sign_in, look, language, viewport, sink, browser
):
    server = sink()
    newsletter = make_periodical("校友电子简报", "newsletter", kind="newsletter", name_en="Alumni Newsletter")
    reader = make_reader("ouyang@example.com", "欧阳修")
    subscriptions.subscribe(person_id=reader.pk, periodical=newsletter, channel="email")
    editor, head = make_user(Role.EDITOR), make_user(Role.HEAD)

    sign_in(page, editor)
    compose(page, look, language)
    choose_readers(page, look, newsletter)
    check(page, look)
    assert page.locator("form[action$='/approve/']").count() == 0  # who writes does not send

    mailing = Mailing.objects.get()
    sign_in(page, head)
    page.goto(f"/admin/publications/mailing/{mailing.pk}/")
    look("mailing-checked")
    page.click("form[action$='/approve/'] button")
    page.wait_for_selector("a[href$='/begin/']")
    look("mailing-approved")
    page.click("a[href$='/begin/']")
    page.wait_for_selector("form[action$='/send/'] button")
    look("mailing-begin")
    page.click("form[action$='/send/'] button")
    page.wait_for_selector(".messages")
    deliver(mailing)
    page.goto(f"/admin/publications/mailing/{mailing.pk}/")
    look("mailing-done")

    ((_recipient, _number, raw),) = server.stored
    mail = email.message_from_bytes(raw, policy=policy.default.clone(raise_on_defect=True))
    assert mail["To"].addresses[0].addr_spec == "ouyang@example.com"
    assert "欧阳修" in mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    look_at(browser, html, viewport)
    page.context.clear_cookies()
    end(page, look, re.search(r'href="https?://[^/]+(/mail/stop/[^"]+)"', html)[1], reader)
    page.goto(re.search(r'href="https?://[^/]+(/mail/preferences/[^"#]+)', html)[1])
    look("preferences")


def compose(page, look, language):
    page.goto("/admin/publications/mailing/")
    look("mailing-list-empty")
    page.click("a[href$='/mailing/add/']")
    page.fill("[name=title]", "十月简报")
    page.select_option("#content select[name=language]", language)
    page.fill("[name=subject]", "给{{ name|校友 }}的信")
    look("mailing-add")
    page.click("#content form .btn-primary")
    page.wait_for_url(re.compile(rf"/words/{language}/$"))
    page.fill("[name=preheader]", "三件新事")
    page.click("#content .compose form:has([name=subject]) button[type=submit]")
    page.click("a[href$='?kind=text']")
    page.locator("[contenteditable=true]").fill("您好，{{ name|校友 }}！")
    look("mailing-block")
    page.click("#content form .btn-primary")
    page.wait_for_selector(".compose-block")
    page.click("a[href$='?kind=button']")
    page.fill("[name=text]", "看一看")
    page.fill("[name=url]", "https://www.example.edu/")
    page.click("#content form .btn-primary")
    page.wait_for_selector(".compose-block:nth-child(2)")
    frame = page.frame_locator(".compose-preview iframe")
    assert "校友" in frame.locator("h1").inner_text()
    look("mailing-words")
    for shape in ("desk", "phone", "text"):
        page.goto(page.url.replace("/words/", "/preview/").split("?")[0] + f"?as={shape}")
        look(f"mailing-preview-{shape}")
        page.goto(page.url.replace("/preview/", "/words/").split("?")[0])


def choose_readers(page, look, newsletter):
    page.click("a.btn-primary[href$='/readers/']")
    page.wait_for_url(re.compile(r"/readers/$"))
    look("mailing-readers")
    page.click("a[href$='/settings/']")
    page.fill("[name=from_name]", "校友办")
    page.fill("[name=reply_to]", "office@example.edu")
    look("mailing-settings")
    page.click("#content form .btn-primary")
    page.wait_for_url(re.compile(r"/readers/$"))
    page.check(f"[name=subscribers][value='{newsletter.pk}']")
    page.click("#content .compose form button[type=submit]")
    page.wait_for_selector("aside .person-rows")
    assert "欧阳修" in page.inner_text("aside")
    page.click(".compose-without summary")
    look("mailing-readers-counted")


def check(page, look):
    page.goto(page.url.replace("/readers/", "/check/"))
    look("mailing-check")
    page.click("#content .compose form .btn-primary")
    page.wait_for_url(re.compile(r"/mailing/\d+/$"))


def deliver(mailing):
    """As the workers do."""
    sending.prepare(mailing_id=mailing.pk)
    for _mailing, ticket in clearing.tickets(mailing_id=mailing.pk)[:1]:
        following = str(ticket)
        while following:
            following = sending.run(mailing_id=mailing.pk, ticket=following)


def look_at(browser, html, viewport):
    """The mail itself in light and dark: nothing wider than the window, words that can be read on what is behind."""
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        shown = context.new_page()
        shown.set_content(html)
        assert too_wide(shown) == 0, scheme
        assert violations(shown, runOnly=["color-contrast", "image-alt", "link-name"]) == [], scheme
        if folder := os.environ.get("PICTURES"):
            shown.screenshot(path=Path(folder) / f"letter-{scheme}-{viewport['width']}.png", full_page=True)
        context.close()


def end(page, look, link, reader):
    page.goto(link)
    look("unsubscribe")
    assert Subscription.objects.get(alumnus=reader).ended_at is None
    page.click("main form button")
    page.wait_for_load_state()
    look("unsubscribed")
    assert Subscription.objects.get(alumnus=reader).ended_at is not None
    assert reader.consents.order_by("pk").last().given  # the letter's periodical is over, nothing else
