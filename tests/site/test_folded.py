"""Forms that ask for a list stand folded on telephones, so that the list begins on the first screen."""

import os
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone, translation

from alumni_office.accounts.roles import Role
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_chapter, make_event, make_member, make_user
from tests.giving import make_donor, make_gift
from tests.giving_club import make_card, make_company
from tests.giving_receipts import make_receipt, make_thanks
from tests.looking import too_wide, violations

AT_DESK = {
    "gifts": "admin:donations_gift_changelist", "events": "admin:events_event_changelist",
    "cards": "admin:donations_opportunity_list", "board": "admin:donations_opportunity_changelist",
    "thanks": "admin:donations_thanks_changelist", "receipts": "admin:donations_receipt_changelist",
}  # fmt: skip
ON_THE_SITE = {"chapters": "chapters:directory", "companies": "donations:companies"}
EVERY = pytest.mark.parametrize("viewport", [TELEPHONE, DESK], ids=["390", "1440"])
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


class Asked(forms.Form):
    words = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("", "All"), ("a", "A")], required=False)
    year = forms.IntegerField(required=False, initial=2026)
    stale = forms.BooleanField(required=False)
    state = forms.CharField(required=False, widget=forms.HiddenInput)


def drawn(form, more="", language="en", **context) -> str:
    page = "{% load desk %}{% folded form " + more + " %}<form>inside</form>{% endfolded %}"
    with translation.override(language):
        return Template(page).render(Context({"form": form} | context))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "Filter"),
        ({}, "Filter"),
        ({"words": "", "kind": "", "year": "2026", "state": "open"}, "Filter"),
        ({"words": "王", "state": "open"}, "Filter · 1 set"),
        ({"words": "王", "kind": "a", "year": "1998", "stale": "on"}, "Filter · 4 set"),
    ],
)
def test_the_summary_says_how_much_is_asked_for(data, said):
    html = drawn(Asked(data))
    assert html.split("</svg>")[1].split("</summary>")[0] == said
    assert '<details class="folded">' in html
    assert "<form>inside</form>" in html


def test_the_summary_speaks_chinese_and_counts_plain_values_too():
    assert "筛选（已设 2 项）" in drawn(Asked({"words": "王"}), "trade none", "zh-hans", trade="J", none="")


def test_it_is_open_where_something_is_wrong_and_where_nothing_else_is_on_the_page():
    opened = '<details class="folded" open>'
    assert opened in drawn(Asked({"year": "x"}))
    assert opened in drawn(Asked({}), "rows=found", found=[])
    assert opened not in drawn(Asked({}), "rows=found", found=[1])


@pytest.fixture
def filled():
    """Something in each list."""
    gift = make_gift(make_donor(name="赵先生"), amount="80.00")
    make_thanks(gift)
    make_receipt(gift)
    make_event(state="open")
    make_card(title="共建实验室")
    make_company(make_member(), opened_at=timezone.now())
    make_chapter("济南校友会")


def taken(page, name: str) -> None:
    if folder := os.environ.get("FOLDED_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.django_db(transaction=True)
@LANGUAGES
@EVERY
def test_on_telephones_a_line_stands_above_the_list_and_on_wide_screens_the_form(
    page, sign_in, filled, language, viewport
):
    is_telephone = viewport == TELEPHONE
    for user, lists in ((make_user(Role.HEAD), AT_DESK), (make_member().user, ON_THE_SITE)):
        sign_in(page, user)
        for name, address in lists.items():
            page.goto(reverse(address))
            fold = page.locator("details.folded")
            assert fold.locator("summary").is_visible() == is_telephone, name
            assert fold.locator("form").is_visible() != is_telephone, name
            if is_telephone:
                assert fold.bounding_box()["height"] < 60, name
            assert too_wide(page) == 0, name
            assert violations(page) == [], name
            taken(page, f"{name}-{language}-{viewport['width']}")
    page.goto(reverse("alumni:classmates"))
    assert page.locator("details.folded form").is_visible()  # nothing else is on the page
    taken(page, f"classmates-{language}-{viewport['width']}")
    page.goto(reverse("alumni:classmates") + "?name=王")
    assert page.locator("details.folded form").is_visible() != is_telephone
    assert violations(page) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("viewport", [TELEPHONE], ids=["390"])
def test_a_filter_is_set_by_keyboard_and_the_line_says_so(page, sign_in, filled, language, viewport):
    make_gift(make_donor(name="钱女士"), amount="90.00")
    sign_in(page, make_user(Role.FINANCE))
    page.goto(reverse(AT_DESK["gifts"]))
    row = page.locator("tbody tr").first.bounding_box()
    assert row["y"] < viewport["height"] * 2 / 3
    page.locator("details.folded summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("钱女士")
    assert violations(page) == []
    taken(page, "gifts-open-390")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("details.folded summary").inner_text().strip() == "Filter · 1 set"
    assert not page.locator("details.folded form").is_visible()
    assert page.locator("tbody tr").count() == 1
    page.goto(f"{reverse(AT_DESK['gifts'])}?year=x")
    assert page.locator("details.folded form").is_visible()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("viewport", [DESK], ids=["1440"])
def test_a_browser_that_cannot_show_what_is_folded_gets_it_unfolded(page, sign_in, filled, language, viewport):
    sign_in(page, make_user(Role.FINANCE))
    page.add_init_script("CSS.supports = () => false")
    page.goto(reverse(AT_DESK["gifts"]))
    page.wait_for_selector("details.folded[open]")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en"])
@EVERY
def test_without_scripts_it_is_folded_on_a_telephone_and_there_on_a_desk(
    page, browser, sign_in, filled, language, viewport, live_server
):
    sign_in(page, make_user(Role.FINANCE))
    context = browser.new_context(
        java_script_enabled=False, viewport=viewport, base_url=live_server.url,
        storage_state=page.context.storage_state(),
    )  # fmt: skip
    plain = context.new_page()
    plain.goto(reverse(AT_DESK["gifts"]))
    form = plain.locator("details.folded form")
    if viewport == TELEPHONE:
        assert not form.is_visible()
        plain.locator("details.folded summary").click()
    assert form.is_visible()
    context.close()
