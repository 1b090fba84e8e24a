"""Whether a bank's text broke off in its last line. A workbook that is cut does not open at all; a text still reads."""

from alumni.intake import reader
from alumni.intake.markup import is_markup

# What changes a payment when digits of it are missing.
COUNTS = {"booked_on", "reference", "credit", "debit", "amount"}


def is_open(path) -> bool:
    """A text whose last line has no end."""
    with open(path, "rb") as file:
        head = file.read(4096)
        if head.startswith((reader.ZIP, reader.OLE)) or is_markup(head):
            return False
        file.seek(max(file.seek(0, 2) - 4, 0))
        return not file.read().strip(b"\0").endswith((b"\n", b"\r"))


class LastLine:
    """Hears of every line of payments; `is_cut` then says whether the last of them can be only the beginning of one."""

    def __init__(self, columns: dict[str, int], width: int):
        self.width = width
        roles = {role for role, column in columns.items() if column == width - 1}
        self.is_number = bool(roles - {"reference", "booked_on"})
        self.counts = bool(roles & COUNTS)
        self.lengths: set[int] = set()
        self.cells: list[str] = []

    def saw(self, cells: list[str]) -> None:
        if self.cells:
            self.lengths.add(self._length(self.cells))
        self.cells = cells

    def is_cut(self) -> bool:
        """A cell that counts is believed to be whole where it is as long as that of every other line."""
        if not self.cells:
            return False
        return len(self.cells) < self.width or (self.counts and self.lengths != {self._length(self.cells)})

    def _length(self, cells: list[str]) -> int:
        """Of an amount the digits after the point: so many have all of a bank."""
        text = cells[self.width - 1].strip() if len(cells) >= self.width else ""
        return len(text.partition(".")[2]) if self.is_number else len(text)
