"""From the application to the membership, and a card from the lead to what was carried out: with a mouse and with a
keyboard, on a desk and on a telephone, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from alumni_office.accounts.roles import Role
from donations.models import ClubMembership, Opportunity
from donations.services import club
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_member, make_user
from tests.giving import make_donor, make_gift
from tests.giving_club import make_card, make_club_member, make_company, make_scan, make_seat, make_tier
from tests.giving_desk import PDF

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)
BOARD = "/admin/donations/opportunity/"


@WAYS
def test_a_wrong_day_of_a_paper_is_put_right_after_the_decision(page, sign_in, look, language, viewport):
    row = make_club_member(make_member("陈启明"), days=30, applied_at=timezone.now() - timedelta(days=40))
    make_scan(row)
    sign_in(page, make_user(Role.STAFF, name="李老师"))
    page.goto(reverse("admin:donations_clubmembership_change", args=[row.pk]))
    page.click("a[href$='/paper/correct/']")
    look("club-correct")
    day = (row.from_on + timedelta(days=7)).isoformat()
    page.fill("[name=from_on]", day)
    page.set_input_files("[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click("form.narrow button[type=submit]")
    assert page.locator("[name=reason]").get_attribute("aria-invalid") == "true"
    look("club-correct-why")
    page.fill("[name=reason]", "抄错了日期")
    page.set_input_files("[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click("form.narrow button[type=submit]")
    page.wait_for_url(f"**/clubmembership/{row.pk}/")
    assert page.locator("del").first.inner_text() == row.from_on.isoformat()
    look("club-corrected")


@WAYS
def test_from_the_application_to_the_directory(page, sign_in, look, language, viewport):
    make_tier("会员", name_en="Member", fee_note="每年 2,000 元", fee_note_en="CNY 2,000 a year",
              conditions_en="Alumni who founded or lead a company.")  # fmt: skip
    person = make_member("陈启明", user={"language": language})
    seats = [make_seat(make_member(name, user={"language": language})) for name in ("甲理事", "乙理事")]
    page.goto("/club/")
    look("club")
    sign_in(page, person.user)
    page.goto("/club/apply/")
    look("club-apply")
    page.fill("[name=name]", "泉城智能装备有限公司")
    page.select_option("[name=industry]", "C")
    page.fill("[name=statement]", "愿意接收学生实习，也想与母校共建实验室。")
    page.click("form.form-column button[type=submit]")
    page.wait_for_url("**/club/mine/")
    look("club-mine-applied")

    for number, seat in enumerate(seats):
        sign_in(page, seat.alumnus.user)
        page.goto("/club/council/")
        if not number:
            look("club-council")
        page.click(".rows a.btn-primary")
        page.check("[name=is_yes][value='1']")
        if not number:
            look("club-vote")
        page.click("form.form-column button[type=submit]")
        page.wait_for_url("**/club/council/")
    row = ClubMembership.objects.get()
    assert (row.state, row.decided) == ("member", "votes")

    sign_in(page, person.user)
    page.goto("/club/mine/")
    look("club-mine-member")
    page.click("a[href$='/open/']")
    page.fill("[name=about]", "做数控机床，长期招收毕业生。")
    page.fill("[name=about_en]", "Machine tools; takes on graduates.")
    look("club-open")
    page.click("form.form-column button[type=submit]")
    page.wait_for_url("**/club/mine/")

    sign_in(page, seats[0].alumnus.user)
    page.goto("/club/companies/")
    look("companies")
    page.click(".club-companies a")
    look("company")
    assert page.locator("h1").inner_text() == "泉城智能装备有限公司"
    sign_in(page, make_user(Role.STAFF, language=language))
    page.goto("/admin/donations/clubmembership/?show=member")
    look("desk-club")
    page.click("a[data-row]")
    look("desk-member")
    page.goto("/admin/donations/clubmembership/council/")
    look("desk-council")
    page.goto("/admin/donations/clubmembership/tiers/")
    look("desk-tiers")


def board_of(staff):
    """A card to move, a stale one, and others around them."""
    company = make_company(name="泉城智能装备有限公司", by=staff)
    fields = {"owner": staff, "amount": "500000.00", "kind": "donation"}
    card = make_card(company, title="捐建数控实验室", likelihood=20, next_step="登门拜访",
                     next_on=timezone.localdate() + timedelta(days=3), **fields)  # fmt: skip
    make_card(company, title="久未联系的线索", idle=50, **fields)
    for stage, title in (("contact", "实习基地"), ("proposal", "奖学金"), ("done", "图书捐赠"), ("lost", "马拉松赞助")):
        make_card(make_company(by=staff), title=title, stage=stage, **fields)
    return card


def stage_of(page, card) -> str:
    page.wait_for_load_state()
    return page.locator(f"#card-{card.pk}").evaluate("card => card.closest('[data-stage]').dataset.stage")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_card_is_dragged_to_what_was_carried_out(page, sign_in, look, language):
    staff = make_user(Role.STAFF, language=language, name="李老师")
    card = board_of(staff)
    gift = make_gift(make_donor(card.organisation), "500000.00")
    sign_in(page, staff)
    page.goto(BOARD)
    look("board")
    assert page.locator(".board-card.is-stale").count() == 1
    for stage in ("contact", "intent", "proposal", "agreement"):
        page.drag_and_drop(f"#card-{card.pk} h3", f"[data-stage={stage}] h2")
        page.wait_for_selector(f"[data-stage={stage}] #card-{card.pk}")
    page.drag_and_drop(f"#card-{card.pk} h3", "[data-stage=done] h2")
    page.wait_for_url("**/close/done/")
    page.select_option("[name=became]", f"gift-{gift.pk}")
    look("carried-out")
    page.click("#content form.narrow button[type=submit]")
    page.wait_for_url(f"**/opportunity/{card.pk}/")
    look("card-done")
    card.refresh_from_db()
    assert (card.stage, card.gift, card.version, card.steps.count()) == ("done", gift, 6, 5)


@WAYS
def test_a_card_goes_the_whole_way_by_keyboard(page, sign_in, look, language, viewport):
    staff = make_user(Role.STAFF, language=language, name="李老师")
    card = board_of(staff)
    sign_in(page, staff)
    page.goto(BOARD)
    look("board-keys")
    for stage in ("contact", "intent", "proposal", "agreement"):
        page.locator(f"#card-{card.pk} button[value={stage}]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[data-stage={stage}] #card-{card.pk}")
    assert stage_of(page, card) == "agreement"
    expect(page.locator(f"#card-{card.pk}")).to_be_focused()
    page.locator(f"#card-{card.pk} button[value=done]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/close/done/")
    page.locator("#content form.narrow button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/opportunity/{card.pk}/")
    assert Opportunity.objects.get(pk=card.pk).stage == "done"


@WAYS
def test_a_stale_card_stands_out_and_a_step_makes_it_fresh(page, sign_in, look, language, viewport):
    staff = make_user(Role.STAFF, language=language, name="李老师")
    board_of(staff)
    make_member()  # an empty house is told to import a roster
    sign_in(page, staff)
    page.goto("/admin/")
    page.click(".waiting a[href$='/stale/']")
    look("stale-list")
    page.click("a[data-row]")
    look("stale-card")
    page.fill("[name=text]", "电话联系，对方下月来校。")
    page.fill("[name=next_step]", "安排参观")
    page.click(".opportunity-step button[type=submit]")
    page.wait_for_selector(".opportunity-steps li")
    assert page.locator(".badge-warn").count() == 0
    look("card")
    for name, address in {
        "list": "list/", "forecast": "forecast/", "tasks": "tasks/", "add": "add/?q=泉城", "hand-over": "hand-over/",
    }.items():  # fmt: skip
        page.goto(BOARD + address)
        look(name)
    page.goto(f"{BOARD}add/?q=泉城")
    page.click(".lines a")
    look("form")


def test_the_board_works_without_scripts(browser, live_server, client, settings):
    staff = make_user(Role.STAFF, name="李老师")
    card = board_of(staff)
    client.force_login(staff)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(BOARD)
    page.click(f"#card-{card.pk} button[value=contact]")
    page.wait_for_selector(f"[data-stage=contact] #card-{card.pk}")
    context.close()


def test_the_office_records_a_meeting(page, sign_in, look, language):
    staff = make_user(Role.STAFF, name="李老师")
    person = make_member("陈启明")
    company = make_company(person, by=staff)
    row = club.apply(
        key=make_tier().key, person=person, tier=make_tier(), organisation=company, statement="", by=person.user
    )  # fmt: skip
    sign_in(page, staff)
    page.goto("/admin/")
    page.click(".waiting a[href$='/clubmembership/']")
    page.click("a[data-row]")
    look("desk-application")
    page.click("a[href$='/admit/']")
    look("desk-admit")
    page.click("#content form.narrow button[type=submit]")
    page.wait_for_selector(".badge-good")
    row.refresh_from_db()
    assert (row.state, row.decided) == ("member", "meeting")
