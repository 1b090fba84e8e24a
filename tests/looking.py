"""What every journey asks of a page that it looks at."""

from functools import wraps

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

# In one step, when the page has come: in the middle of a navigation there is no document element.
_WIDTH = """() => document.readyState === "complete" && document.documentElement
    && {over: document.documentElement.scrollWidth - document.documentElement.clientWidth}"""

_ACTS = ("click", "press", "check", "select_option")


def wait_for_what_acts_open(patch) -> None:
    """Let every act on an element wait until the page that it opens is there whole.

    Playwright's own act waits for the first byte of the page that follows; what is counted then may not have come yet.
    """

    def waiting(act):
        @wraps(act)
        def act_and_wait(where, *args, **kwargs):
            result = act(where, *args, **kwargs)
            page = where if isinstance(where, Page) else where.page
            if not page.is_closed():
                page.wait_for_load_state()
            return result

        return act_and_wait

    for kind in (Page, Locator):
        for name in _ACTS:
            patch.setattr(kind, name, waiting(getattr(kind, name)))


def too_wide(page) -> int:
    """By how many pixels the page is wider than its screen."""
    return page.wait_for_function(_WIDTH).json_value()["over"]


def violations(page, **options) -> list[tuple[str, str]]:
    """What axe finds wrong, each rule with the first element that breaks it: `options` are axe's own.

    Asked once the page and its fonts are there: until then an icon is a word in the colours of an icon.
    """
    page.wait_for_function("() => document.readyState === 'complete' && document.fonts.status === 'loaded'")
    found = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
