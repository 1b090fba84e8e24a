"""The directory and a chapter's page in a browser: widths, keyboard, no scripts, accessibility."""

import pytest
from playwright.sync_api import expect

from tests.chapters.directory.test_page import consent
from tests.conftest import DESK, TELEPHONE
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_gathering,
    make_image,
    make_notice,
    make_office,
    make_photo,
)
from tests.looking import too_wide, violations
from tests.site.test_browser import SMALL
from tests.site.test_public_browser import RULES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def public_pages():
    chapter = make_chapter(
        "大纽约及新英格兰地区山东大学校友会", name_en="Shandong University Alumni Association, Greater New York",
        kind="overseas", country="US", city="纽约", time_zone="America/New_York", logo=make_image(),
        introduction="我们在纽约。\n\n欢迎。", email="a.very.long.address.of.the.secretariat@newyork.chapters.example",
        website="https://newyork.chapters.example/" + "long" * 20, civil="registered", civil_since="2021-01-01",
        civil_number="51" * 9, civil_authority="New York Department of State",
    )  # fmt: skip
    person = make_alumnus("买买提·艾力·阿不都热依木")
    consent(person)
    make_office(chapter, person)
    notice = make_notice(chapter, "长" * 60)
    make_gathering(chapter, "读书会", place="某某社区中心" * 6)
    make_gathering(chapter, "团拜会", days=-20, attendance=80)
    make_photo(chapter)
    asleep = make_chapter("青岛校友会", province="37", city="青岛", recognition="dormant")
    begun = make_chapter("东莞校友会", province="44", city="东莞", recognition="preparing")
    gone = make_chapter("石家庄校友会", province="13", city="石家庄", recognition="dissolved")
    searches = ["/chapters/?place=54", "/chapters/?kind=overseas", "/chapters/?q=炼金术", "/chapters/?kind=none"]
    pages = [each.public_url for each in (chapter, asleep, begun, gone)]
    return ["/", "/chapters/", *searches, *pages, f"{chapter.public_url}news/{notice.pk}/"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [TELEPHONE, DESK])
def test_no_page_is_wider_than_its_screen_and_links_are_large_enough(page, public_pages, language, viewport):
    found = {}
    for address in public_pages:
        page.goto(address)
        wide = too_wide(page)
        small = page.eval_on_selector_all("main li a, main dd a, main .btn, main select, main input", SMALL)
        if wide or small:
            found[address] = (wide, small)
    assert found == {}


@pytest.mark.parametrize("viewport", [TELEPHONE, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_keep_the_rules_of_accessibility(page, public_pages, theme, viewport):
    page.emulate_media(color_scheme=theme)
    found = {}
    for address in public_pages:
        page.goto(address)
        found[address] = violations(page, runOnly=RULES)
    assert found == {address: [] for address in public_pages}


@pytest.mark.parametrize("language", ["en"])
def test_by_keyboard_a_tile_leads_to_the_list_of_its_place(page, public_pages):
    page.goto("/chapters/")
    page.locator(".tilemap a", has_text="Shandong").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/?place=37#list")
    assert page.locator(".kind-section li").count() == 1
    page.locator(".worldtiles a", has_text="United States").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/?place=US#list")
    page.locator(".kind-section li a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Shandong University Alumni Association, Greater New York")


def test_without_scripts_the_list_is_chosen_by_a_plain_form(browser, live_server, public_pages):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=TELEPHONE, locale="zh-CN"
    )
    page = context.new_page()
    page.goto("/chapters/")
    page.locator(".folded summary").click()
    page.locator("#id_kind").select_option("regional")
    page.locator("#id_state").select_option("dormant")
    page.locator(".chapter-search .btn-primary").click()
    assert "kind=regional" in page.url
    assert page.locator(".kind-section li a").all_text_contents() == ["青岛校友会"]
    context.close()
