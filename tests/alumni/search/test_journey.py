"""A clerk's way through the search, in a browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alumni.models import AlumnusTag
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_employment, make_user
from tests.looking import too_wide

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
WORDS = {
    "zh-hans": {"people": "人", "tier": "知名", "remove": "去掉条件 知名", "unfold": "筛选", "nobody": "没有找到"},
    "en": {"people": "people", "tier": "Notable", "remove": "Remove the filter Notable", "unfold": "Filters", "nobody": "Nobody found"},
}  # fmt: skip


@pytest.fixture
def clerk(page, sign_in):
    """Signed in, with people to find: four called 王, one of them notable, and 李强."""
    user = make_user()
    for name, tier in (
        ("王伟", "notable"),
        ("王伟国", "regular"),
        ("王强", "regular"),
        ("王晓明", "regular"),
        ("李强", "regular"),
    ):
        person = make_alumnus(name, tier=tier, city="济南")
        make_degree(
            person, college=make_college("计算机学院"), major="软件工程", enrolment_year=1998, graduation_year=2002
        )
        make_employment(person, "浪潮集团")
        make_contact(person)
    sign_in(page, user)
    return user


@LANGUAGES
def test_type_choose_filter_open_and_tag(page, clerk, language):
    words = WORDS[language]
    page.goto(reverse("admin:alumni_alumnus_changelist"))
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language.split("-")[0]))

    # A slash puts the cursor into the box; what is typed brings suggestions; arrows and Enter choose.
    page.keyboard.press("/")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("计算")
    options = page.locator("#suggestions [role=option]")
    expect(options.first).to_contain_text("计算机学院")
    expect(page.locator("#words")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#words")).to_have_attribute("aria-activedescendant", "suggestion-1-1")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text(f"5 {words['people']}")
    expect(page.locator(".chips")).to_contain_text("计算机学院")

    # Escape puts suggestions away; Enter in the box searches for the words.
    page.fill("#words", "")
    page.locator("#words").press_sequentially("wang")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text(f"wang 4 {words['people']}")

    # The counts come by themselves; a click filters, the chip takes it off again.
    facet = page.locator("#facets a", has_text=words["tier"])
    expect(facet.locator(".count")).to_have_text("1")
    facet.evaluate(
        "link => { for (let at = link; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true }"
    )
    facet.click()
    expect(page.locator("#found")).to_contain_text("wang 1 ")
    expect(page.locator(".people a.name")).to_have_text(["王伟"])
    page.get_by_role("link", name=words["remove"]).click()
    expect(page.locator("#found")).to_contain_text("wang 4 ")

    # j and k walk the names, Enter opens the person beside the list, Escape comes back to the name.
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".people a.name").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("浪潮集团")
    assert page.url.endswith("words=wang")
    expect(page.locator(".people tr").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(sheet).to_be_empty()
    expect(first).to_be_focused()

    # x ticks; what is ticked is tagged.
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".people input[name=ids]:checked")).to_have_count(2)
    page.locator("button[name=action][value=tag]").click()
    page.locator("[name=to_tag]").fill("返校")
    page.locator("main form button[type=submit], #content form button").last.click()
    expect(page.locator("#found")).to_contain_text("wang 4 ")
    assert sorted(AlumnusTag.objects.values_list("alumnus__name", "tag__name")) == [
        ("王伟", "返校"),
        ("王强", "返校"),
    ]


@LANGUAGES
def test_the_second_click_opens_the_person_as_a_page(page, clerk, language):
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=王")
    name = page.locator(".people a.name").first
    name.click()
    expect(page.locator("#sheet")).to_contain_text("王伟")
    name.click()
    page.wait_for_url(re.compile(r"/admin/alumni/alumnus/\d+/$"))


def test_this_page_ticks_all_and_the_next_page_is_a_key_away(page, sign_in):
    sign_in(page, make_user())
    for _ in range(30):
        make_alumnus("王伟")
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=王")
    page.locator("[data-tick-all]").check()
    expect(page.locator(".people input[name=ids]:checked")).to_have_count(25)
    page.locator("#found").click()
    page.keyboard.press("n")
    expect(page.locator(".people a.name")).to_have_count(5)
    page.keyboard.press("p")
    expect(page.locator(".people a.name")).to_have_count(25)


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}])
@LANGUAGES
def test_on_a_telephone_the_filters_are_folded_and_nothing_is_wider_than_the_screen(page, clerk, language, viewport):
    make_alumnus(
        "阿卜杜热合曼江·买买提艾力·吐尔逊娜依", latin_name="Abdurrahmanjan Memet-Eli Tursunnayovich", tier="outstanding"
    )
    words = WORDS[language]
    for query in (
        "",
        "?words=王",
        "?words=王&tier=notable&graduated=1990-2010",
        "?words=海尔海尔海尔海尔海尔海尔海尔海尔海尔海尔海尔海尔",
    ):
        page.goto(reverse("admin:alumni_alumnus_changelist") + query)
        page.wait_for_load_state("networkidle")
        assert too_wide(page) == 0, query
    expect(page.locator("#found")).to_contain_text("海尔")
    expect(page.get_by_role("heading", name=words["nobody"])).to_be_visible()
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=王")
    page.wait_for_selector("#facets", state="attached")
    expect(page.locator("#facets")).to_be_hidden()
    top = page.locator(".people").bounding_box()["y"]
    assert top < 420
    page.locator("label", has_text=words["unfold"]).click()
    expect(page.locator("#facets")).to_be_visible()
    assert too_wide(page) == 0
    page.locator("label", has_text=words["unfold"]).click()
    expect(page.locator("#facets")).to_be_hidden()
    page.locator(".people a.name").first.click()  # no sheet where there is no room beside the list
    page.wait_for_url(re.compile(r"/admin/alumni/alumnus/\d+/$"))


def test_rows_are_36_pixels_high_at_a_desk(page, clerk):
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=王")
    heights = page.locator(".people tbody tr").evaluate_all(
        "rows => rows.map(row => Math.round(row.getBoundingClientRect().height))"
    )
    assert heights == [36, 36, 36, 36] or heights == [37, 37, 37, 37]  # with the hairline


def test_everything_works_without_scripts(browser, live_server, client, clerk, settings):
    client.force_login(clerk)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("admin:alumni_alumnus_changelist"))
    page.fill("#words", "王")
    page.locator("#words").press("Enter")
    expect(page.locator("#found")).to_contain_text("王 4 人")
    page.locator("noscript a, .facets a").first.click()
    page.locator("#facets details", has_text="知名").locator("summary").first.click()
    page.locator("#facets a", has_text="知名").click()
    expect(page.locator(".people a.name")).to_have_text(["王伟"])
    page.locator(".people input[name=ids]").first.check()
    page.locator("button[name=action][value=tag]").click()
    expect(page.locator("[name=to_tag]")).to_be_visible()
    page.go_back()
    page.locator(".people a.name").first.click()
    expect(page.locator("h1")).to_contain_text("王伟")
    context.close()


@LANGUAGES
def test_the_bar_of_acts_says_for_how_many(page, clerk, language):
    page.goto(reverse("admin:alumni_alumnus_changelist") + "?words=王")
    boxes, picked = page.locator(".people input[name=ids]"), page.locator("[data-picked]")
    expect(page.locator("label", has=page.locator("input[name=all]"))).to_contain_text(f"4 {WORDS[language]['people']}")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(picked).to_contain_text("2")
    page.locator("input[name=all]").check()
    expect(picked).to_be_empty()


def test_a_form_is_sent_once_however_often_it_is_pressed(page, clerk):
    page.goto(reverse("admin:alumni_personlist_add"))
    page.locator("#id_name").fill("校庆")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("""() => {
        const form = document.querySelector("#content form");
        const button = form.querySelector("button[type=submit]");
        button.click(); button.click(); button.click();
    }""")
    page.wait_for_url("**/personlist/")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert len(sent) == 1
