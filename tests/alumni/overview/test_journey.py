"""From a number on the first page to the people behind it, in a browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alumni_office.accounts.roles import Role
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"zh-hans": {"taiwan": "台湾", "people": "人"}, "en": {"taiwan": "Taiwan", "people": "people"}}


@pytest.fixture
def head(page, sign_in):
    """Signed in, with people of eleven colleges in three provinces and two countries."""
    for number in range(11):
        person = make_alumnus(f"丁{number}", province=["37", "71", "11"][number % 3], country="CN")
        make_degree(person, college=make_college(f"学院{number}"), graduation_year=1998)
        make_contact(person, "email", f"d{number}@example.com")
    make_alumnus("Anna Wang", country="JP")
    user = make_user(Role.HEAD)
    sign_in(page, user)
    return user


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_by_keyboard_from_a_tile_to_its_people(page, head, language):
    page.goto(reverse("admin:index"))
    tile = page.locator(".tilemap a", has_text=WORDS[language]["taiwan"])
    expect(tile.locator(".number")).to_have_text("4")
    page.locator(".tilemap a").first.focus()
    for _press in range(40):
        if tile.evaluate("tile => tile === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?province=71$"))
    expect(page.locator("#found")).to_contain_text(f"4 {WORDS[language]['people']}")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE])
def test_the_first_page_has_no_barriers_and_fits(page, head, viewport, color_scheme):
    page.emulate_media(color_scheme=color_scheme)
    page.goto(reverse("admin:index"))
    page.locator(".overview details summary").first.click()
    expect(page.locator(".overview details tbody tr")).to_have_count(3)
    assert too_wide(page) == 0
    assert violations(page) == []


def test_suggestions_are_grouped_and_have_no_barriers(page, head):
    page.goto(reverse("admin:index"))
    page.locator("#words").press_sequentially("学院")
    expect(page.locator("#suggestions [role=group]").first).to_contain_text("学院")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#words")).to_have_attribute("aria-activedescendant", "suggestion-1-1")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?college=\d+$"))
