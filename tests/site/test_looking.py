"""What journeys ask of a page finds what is wrong with it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.looking import too_wide, violations

FAULTY = """<!DOCTYPE html>
<html><head><title>x</title></head><body>
<main><h1>Faults</h1><h4>A step too deep</h4>
<p style="color: #999; background: #aaa">Words that cannot be read <b>at all</b></p>
<img src="data:,"><input name="nameless"><a href="/nowhere"></a><div role="buton">A role that there is not</div>
<p style="width: 3000px">Wider than the screen</p></main>
<iframe srcdoc='<p style="color: #bbb">Faint in a frame</p><img src="data:,">'></iframe>
</body></html>"""
RULES = {
    "aria-roles", "color-contrast", "frame-title", "heading-order", "html-has-lang", "image-alt", "label", "link-name",
}  # fmt: skip


@pytest.fixture
def faulty(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_content(FAULTY)
    yield page
    context.close()


@pytest.mark.parametrize("options", [{}, {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}])
def test_what_is_asked_of_axe_is_all_that_it_finds_wrong(faulty, options):
    found = violations(faulty, **options)
    full = Axe().run(faulty, options=options or None).response["violations"]

    assert found == [(rule["id"], rule["nodes"][0]["html"]) for rule in full]
    assert violations(faulty, **options) == found  # asked again on the same page
    if not options:
        assert {rule for rule, _html in found} == RULES


def test_a_page_wider_than_its_screen_is_so_by_its_pixels(faulty):
    assert too_wide(faulty) > 1000
