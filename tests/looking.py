"""What every journey asks of a page that it looks at."""

import os
from functools import wraps
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

# In one step, when the page has come: in the middle of a navigation there is no document element.
_WIDTH = """() => document.readyState === "complete" && document.documentElement
    && {over: document.documentElement.scrollWidth - document.documentElement.clientWidth}"""

# Of rules that hold axe works out no more than the first element, and no way to any; it fetches no style sheets anew,
# which only a rule reads that is not asked. Nothing comes back but what is read here.
_VIOLATIONS = """options => axe.run({
        resultTypes: ["violations"], selectors: false, preload: {assets: ["media"]}, ...options,
    }).then(found => found.violations.map(rule => [rule.id, rule.nodes[0].html]))"""

_ACTS = {"click", "dblclick", "press", "check", "uncheck", "set_checked", "select_option", "drag_and_drop", "drag_to"}
# htmx waits for a part of the page, or puts it in.
_AT_WORK = ".htmx-request, .htmx-swapping, .htmx-settling"


def wait_for_what_acts_open(patch) -> None:
    """Let every act on an element wait until the page, or the part of it, that it opens is there whole.

    Playwright's own act waits for the first byte of the page that follows, and not at all for a part of it; what is
    counted then may not have come yet.
    """

    def waiting(act):
        @wraps(act)
        def act_and_wait(where, *args, **kwargs):
            result = act(where, *args, **kwargs)
            page = where if isinstance(where, Page) else where.page
            if not page.is_closed():
                settled(page)
            return result

        return act_and_wait

    for kind in (Page, Locator):
        for name in _ACTS & vars(kind).keys():
            patch.setattr(kind, name, waiting(getattr(kind, name)))


def settled(page) -> None:
    """Wait until the page is there whole, and what htmx was asked for stands in it."""
    page.wait_for_load_state()
    page.locator(_AT_WORK).first.wait_for(state="detached")


def photograph(page, name) -> None:
    """Leave a picture of the whole page in the directory that PICTURES names, if it names one."""
    if folder := os.environ.get("PICTURES"):
        language = page.get_attribute("html", "lang")[:2]
        file = f"{name}-{language}-{page.viewport_size['width']}.png"
        page.screenshot(path=Path(folder) / file, full_page=True)


def too_wide(page) -> int:
    """By how many pixels the page is wider than its screen."""
    return page.wait_for_function(_WIDTH).json_value()["over"]


def violations(page, **options) -> list[tuple[str, str]]:
    """What axe finds wrong, each rule with the first element that breaks it: `options` are axe's own.

    Asked once the page and its fonts are there: until then an icon is a word in the colours of an icon.
    """
    page.wait_for_function("() => document.readyState === 'complete' && document.fonts.status === 'loaded'")
    if not page.evaluate("() => 'axe' in window"):
        _bring_axe(page)
    return [(rule, html) for rule, html in page.evaluate(_VIOLATIONS, options)]


def _bring_axe(page) -> None:
    """As page.evaluate() does it, which reads the half megabyte twice."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
    session.detach()
