"""What every journey asks of a page that it looks at."""

from axe_playwright_python.sync_playwright import Axe

# In one step, when the page has come: in the middle of a navigation there is no document element.
_WIDTH = """() => document.readyState === "complete" && document.documentElement
    && {over: document.documentElement.scrollWidth - document.documentElement.clientWidth}"""


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
