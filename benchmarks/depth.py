"""A page far down a list costs what the first one costs."""

from functools import partial

from alumni.queries.search import search

from .measuring import Result, meter, percentile

DEPTH, SAMPLE = 400, 40
TARGET = 1.5


def measure(site):
    for what, words in (("everyone", ""), ("everyone named 王", "王")):
        costs = walk(partial(search, site.staff, words))
        if len(costs) < DEPTH:
            continue
        mine, limit = percentile(costs[-SAMPLE:], 50), percentile(costs[:SAMPLE], 50)
        ratio = mine / limit
        note = "median of the database's CPU"
        yield Result(
            f"page {DEPTH} against page 1: {what}", mine, "ms", limit, ratio, f"<= {TARGET} x", ratio <= TARGET, note
        )


def walk(page_after) -> list[float]:
    """The database's CPU for each page from the first on."""
    after, costs = "", []
    while len(costs) < DEPTH:
        with meter() as found:
            page = page_after(after=after)
        costs.append(found[0].server)
        after = page.after
        if not after:
            break
    return costs
