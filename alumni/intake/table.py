from collections.abc import Iterator
from dataclasses import dataclass


class LostDigits(str):
    """The text of a number that no longer has all its digits: 1.59E+17, or over 15 of them."""


@dataclass
class Table:
    """One sheet or text file, read once from top to bottom."""

    sheet: str | None
    rows: Iterator[tuple[int, list[str]]]  # (number as the spreadsheet program counts, cells)
    is_hidden: bool = False
