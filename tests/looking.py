"""What every journey asks of a page that it looks at."""

# In one step, when the page has come: in the middle of a navigation there is no document element.
_WIDTH = """() => document.readyState === "complete" && document.documentElement
    && {over: document.documentElement.scrollWidth - document.documentElement.clientWidth}"""


def too_wide(page) -> int:
    """By how many pixels the page is wider than its screen."""
    return page.wait_for_function(_WIDTH).json_value()["over"]
