"""The public site in a browser: widths, sizes, choices without scripts, and the rules of accessibility."""

import pytest
from django.urls import reverse

from alumni.models import Succession
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_college, make_school, make_user
from tests.looking import too_wide, violations
from tests.site.test_browser import SMALL

pytestmark = pytest.mark.django_db(transaction=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def public_pages():
    main = make_school("海东大学", english_name="Haidong University", founded_on="1901-10-15")
    old = make_college(
        "计算机科学与工程系（含软件教研室及计算中心）",
        make_school("海东工学院", successor=main),
        closed_on="2000-07-22",
    )
    new = make_college("计算机科学与技术学院", main, english_name="School of Computer Science and Technology")
    Succession.objects.create(predecessor=old, successor=new, kind="merged", happened_on="2000-07-22")
    names = ["home", "about", "find-us", "alumni:colleges"]
    searches = ["/colleges/?q=计算机", "/colleges/?q=炼金术", "/colleges/?q=" + "长" * 61]
    return [*map(reverse, names), *searches, old.public_url, new.public_url, main.public_url, "/nowhere/"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [TELEPHONE, DESK])
def test_no_public_page_is_wider_than_its_screen(page, public_pages, language, viewport):
    wide = {}
    for address in public_pages:
        page.goto(address)
        wide[address] = too_wide(page)
    assert wide == dict.fromkeys(public_pages, 0)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [{"width": 1120, "height": 800}, {"width": 1280, "height": 800}, DESK])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_the_words_of_the_menu_stand_in_one_line(page, sign_in, language, viewport, is_signed_in):
    if is_signed_in:
        sign_in(page, make_user(name="欧阳晓明"))
    page.goto("/")
    assert len(set(page.eval_on_selector_all(".site-nav li", "found => found.map(e => e.offsetTop)"))) == 1


@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_what_is_pressed_is_as_large_as_a_finger(page, public_pages, viewport):
    """44 high for buttons, fields and menus; 24 for links of their own in lists and at the foot."""
    fingers, links = (
        SMALL.replace("box.height < 24 && !(box.height >= 18 && box.width <= 18)", "box.height < 44"),
        SMALL,
    )
    small = {}
    for address in public_pages:
        page.goto(address)
        found = page.eval_on_selector_all("main .btn, header a, header summary, input:not([type=hidden])", fingers)
        found += page.eval_on_selector_all("li a, td a, dd a, footer a, footer button", links)
        if found:
            small[address] = found
    assert small == {}


@pytest.fixture
def without_scripts(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=TELEPHONE, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


def test_the_menu_unfolds_on_a_telephone_without_scripts(without_scripts, public_pages):
    page = without_scripts
    page.goto("/")
    entry = page.locator('.site-menu a[href="/colleges/"]')
    assert not entry.is_visible()
    page.locator(".site-menu summary").click()
    entry.click()
    assert page.url.endswith("/colleges/")
    page.locator("#id_q").fill("计算机")
    page.locator("main form .btn-primary").click()
    assert page.locator("table.former tbody tr").count() == 1


def test_language_and_appearance_are_chosen_without_scripts_or_a_session_and_stay(without_scripts):
    page = without_scripts
    page.goto("/about/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    page.locator(".site-menu summary").click()
    page.locator(".site-menu button", has_text="English").click()
    assert page.url.endswith("/about/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("footer button[value=dark]").click()
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"django_language", "theme"}


def test_after_signing_in_the_same_address_shows_ones_own_menu(page, live_server, sign_in, settings):
    settings.PAGE_CACHE_SECONDS = 60
    page.goto("/")
    assert page.locator(".account-menu").count() == 0
    sign_in(page, make_user(role=None, is_staff=False, name="王伟"))
    page.goto("/")
    assert page.locator(".account-menu .who").text_content() == "王伟"
    page.locator(".account-menu summary").click()
    assert page.locator(".account-menu form button").is_visible()


@pytest.mark.parametrize("viewport", [TELEPHONE, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_public_pages_keep_the_rules_of_accessibility(page, public_pages, theme, viewport):
    page.emulate_media(color_scheme=theme)
    found = {}
    for address in public_pages:
        page.goto(address)
        found[address] = violations(page, runOnly=RULES)
    assert found == {address: [] for address in public_pages}


def test_a_page_on_paper_is_text_without_its_tools(page, public_pages):
    page.goto("/colleges/")
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".site-nav", ".site-tools", ".search-line", ".site-footer form"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
