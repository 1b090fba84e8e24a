"""Sheets of address labels, printed on the usual forms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .pdf import FONT, INK, SOFT, drawable

PADDING = 3 * mm
BARCODE = 7 * mm
SENDER = 8  # points, the line at the foot
QUIET = 10 * 0.75  # what a scanner needs beside a barcode
LEADING = 1.2
ADDRESS = ((9.5, 3), (8.5, 4), (7.5, 5), (7.0, 5), (6.5, 9), (5.5, 9))  # points, lines at most
NAMES = ((11.0, 1), (10.0, 1), (9.0, 1), (8.0, 1), (7.0, 1), (7.0, 2), (6.0, 2), (6.0, 3))
WORD = re.compile(r"[A-Za-z\u00c0-\u024f\d][A-Za-z\u00c0-\u024f\d'’./#&-]*[,;:]?\s*|.")


@dataclass(frozen=True)
class Layout:
    """A sheet of A4: how many labels, and their measures in millimetres."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0  # between columns

    @property
    def on_a_sheet(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The lower left corner of the label at `place` of its sheet, in points from the sheet's."""
        row, column = divmod(place, self.columns)
        x = self.left + column * (self.width + self.gap)
        return x * mm, A4[1] - (self.top + (row + 1) * self.height) * mm


LAYOUTS = {
    "L7163": Layout(2, 7, 99.1, 38.1, 4.65, 15.15, 2.5),
    "L7160": Layout(3, 7, 63.5, 38.1, 7.25, 15.15, 2.5),
    "L7159": Layout(3, 8, 63.5, 33.9, 7.25, 12.9, 2.5),
    "A4-16": Layout(2, 8, 105, 37, 0, 0.5),
    "A4-24": Layout(3, 8, 70, 37, 0, 0.5),
}


@dataclass(frozen=True)
class Label:
    postcode: str
    address: str
    names: str
    code: str


@dataclass(frozen=True)
class Printed:
    """How many labels there are; `cut` are the codes of those that do not hold all their words."""

    count: int
    cut: list[str]


def print_labels(path, labels: Iterable[Label], layout: Layout, *, title: str, sender: str, skip: int = 0) -> Printed:
    """Write the sheets to `path`, beginning after `skip` labels that are used up on the first."""
    canvas = Canvas(str(path), pagesize=A4, initialFontName=_font(), lang="zh-CN")
    canvas.setTitle(drawable(title))
    count, cut = 0, []
    for count, label in enumerate(labels, 1):
        place = (skip + count - 1) % layout.on_a_sheet
        if place == 0 and count > 1:
            canvas.showPage()
        if not _draw(canvas, label, layout, layout.corner(place), drawable(sender)):
            cut.append(label.code)
    canvas.save()
    return Printed(count, cut)


def _font() -> str:
    drawable("")  # registers it
    return FONT


def _draw(canvas: Canvas, label: Label, layout: Layout, corner: tuple[float, float], sender: str) -> bool:
    """Postcode, address and names from the top, barcode and sender at the foot; return whether all of it fits."""
    x, foot = corner[0] + PADDING, corner[1] + PADDING
    width, top = layout.width * mm - 2 * PADDING, corner[1] + layout.height * mm - PADDING
    room = top - (foot + SENDER + BARCODE) - 2
    names = _fitting(drawable(label.names), width, NAMES, room)
    postcode = [(9.0, label.postcode)] if label.postcode.strip() else []
    left = room - sum(size * LEADING for size, _line in postcode) - names.height
    address = _fitting(drawable(label.address), width, ADDRESS, left)
    canvas.setFillColor(INK)
    for size, line in (*postcode, *address.sized, *names.sized):
        top -= size * LEADING
        canvas.setFont(FONT, size)
        canvas.drawString(x, top + size * (LEADING - 1), line)
    _foot(canvas, label.code, sender, x, foot, width)
    return address.is_whole and names.is_whole


def _foot(canvas: Canvas, code: str, sender: str, x: float, y: float, width: float) -> None:
    barcode = Code128(code, barHeight=BARCODE - 2, barWidth=0.75, quiet=False)
    barcode.drawOn(canvas, x, y + SENDER)
    canvas.setFont(FONT, 6.5)
    canvas.drawString(x + barcode.width + QUIET, y + SENDER + 5, code)
    size = max(min(5.5, 5.5 * width / max(stringWidth(sender, FONT, 5.5), 1)), 4)
    canvas.setFont(FONT, size)
    canvas.setFillColor(SOFT)
    canvas.drawString(x, y, _wrapped(sender, width, size)[0])


@dataclass(frozen=True)
class Fitted:
    size: float
    lines: list[str]
    is_whole: bool = True

    @property
    def sized(self) -> list[tuple[float, str]]:
        return [(self.size, line) for line in self.lines]

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def _fitting(text: str, width: float, sizes: tuple[tuple[float, int], ...], height: float) -> Fitted:
    """The largest of `sizes`, (points, lines at most), in which the text fits; in the smallest it is cut."""
    for size, most in sizes:
        lines = _wrapped(text, width, size)
        room = min(most, int(height / (size * LEADING)))
        if len(lines) <= room:
            return Fitted(size, lines)
    kept = lines[: max(room, 1)]
    return Fitted(size, [*kept[:-1], kept[-1][:-1] + "…"], is_whole=False)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines that break between any two Chinese characters and between words of letters; a word that is wider than the
    label breaks anywhere."""
    lines = []
    for part in text.splitlines():
        line, filled = "", 0.0
        for piece in _pieces(part, width, size):
            wide = stringWidth(piece, FONT, size)
            if line and filled + stringWidth(piece.rstrip(), FONT, size) > width:
                lines.append(line.rstrip())
                line, filled = "", 0.0
            line, filled = line + piece, filled + wide
        lines.append(line.rstrip())
    return [line for line in lines if line]


def _pieces(text: str, width: float, size: float) -> Iterable[str]:
    for word in WORD.findall(text):
        if stringWidth(word.rstrip(), FONT, size) > width:
            yield from word
        else:
            yield word
