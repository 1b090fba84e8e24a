"""A visitor on the donor wall: from the first names to all of a circle, a year, and a name; in both languages, at the
desk and on a telephone."""

import os
from datetime import date
from pathlib import Path

import pytest

from donations.queries import wall
from tests.conftest import DESK, TELEPHONE
from tests.giving import make_donor, make_gift
from tests.giving_desk import make_tier
from tests.giving_receipts import make_wall_word
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE), ("zh-hans", TELEPHONE), ("en", DESK)],
    ids=["zh-1440", "en-390", "zh-390", "en-1440"],
)  # fmt: skip


@pytest.fixture
def look(page):
    """Nothing sticks out, nothing stands in a reader's way; a picture is left where GIVING_PICTURES says."""

    def look(name):
        page.wait_for_load_state()
        language = page.evaluate("document.documentElement.lang")[:2]
        if folder := os.environ.get("GIVING_PICTURES"):
            shot = Path(folder) / f"{name}-{language}-{page.viewport_size['width']}.png"
            page.screenshot(path=shot, full_page=True)
        assert too_wide(page) == 0, name
        assert violations(page) == [], name

    return look


@pytest.fixture
def names(monkeypatch):
    monkeypatch.setattr(wall, "FIRST", 8)
    monkeypatch.setattr(wall, "SIZE", 12)
    make_tier("泰山", "1000.00", name_en="Taishan")
    for place in range(31):
        donor = make_donor(name=f"{'王李张刘'[place % 4]}校友{place:02}")
        make_gift(donor, "2000.00" if place < 3 else "10.00", received_on=date(2020 + place % 5, 5, 1))
        if place % 6 == 0:
            make_gift(donor, "5.00", received_on=date(2025, 5, 1))
        make_wall_word(donor, shown_as="Chen Jingrun and the class of 1953" if place == 2 else "")


def shown(page) -> int:
    return page.locator(".giving-circle li").count()


@PLACES
def test_a_visitor_goes_through_the_wall(page, look, names, language, viewport):
    page.goto(f"/giving/wall/?lang={language}")
    assert (page.locator("h1").count(), page.locator(".giving-circle").count(), shown(page)) == (1, 2, 3 + 8)
    look("wall-front")
    page.click(".giving-rest a")
    assert shown(page) == 12
    look("wall-circle")
    page.click("a[rel=next]")
    page.click("a[rel=next]")
    assert (shown(page), page.locator("a[rel=next]").count(), page.locator("a[rel=prev]").count()) == (4, 0, 1)
    assert page.evaluate("document.documentElement.lang").startswith(language[:2])
    page.click(".giving-years a[href*='2025']")
    assert shown(page) == 5
    look("wall-circle-year")
    page.click(".back a")
    page.fill("[name=q]", "李校友")
    page.click(".search-line button")
    assert shown(page) == 8
    look("wall-found")
    page.fill("[name=q]", "没有")
    page.click(".search-line button")
    assert shown(page) == 0
    look("wall-not-found")
