"""The lists in data/, and picks from them."""

import re
from functools import cache
from importlib import resources

WEIGHTED = re.compile(r"(\D+?)(\d+)")


@cache
def rows(name: str, package: str = __package__) -> list[list[str]]:
    """The rows of data/<name>.tsv in `package`; every row has as many cells as the header."""
    header, *lines = resources.files(package).joinpath("data", f"{name}.tsv").read_text("utf-8").splitlines()
    width = header.count("\t") + 1 if header.startswith("# ") and "\t" in header else 0
    found = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return [row + [""] * (width - len(row)) for row in found]


def pool(weighted) -> list:
    """A list in which every item stands as often as its weight says: one index picks fairly and fast."""
    return [item for item, weight in weighted for _ in range(weight)]


def parse_pool(text: str) -> list[str]:
    """The pool that is written as 伟11 强5 ..."""
    return pool((item.strip(), int(weight)) for item, weight in WEIGHTED.findall(text))


def pick(random, items):
    """One of `items`; `random` is the bound method of a generator, several times faster than its choice()."""
    return items[int(random() * len(items))]
