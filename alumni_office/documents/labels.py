"""Sheets of address labels, printed on the usual forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .pdf import FONT, INK, SOFT, drawable

PADDING = 3 * mm
BARCODE = 7 * mm


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


def print_labels(path, labels: Iterable[Label], layout: Layout, *, title: str, sender: str, skip: int = 0) -> int:
    """Write the sheets to `path`, beginning after `skip` labels that are used up on the first; return how many labels
    there are."""
    canvas = Canvas(str(path), pagesize=A4, initialFontName=_font(), lang="zh-CN")
    canvas.setTitle(drawable(title))
    count = 0
    for count, label in enumerate(labels, 1):
        place = (skip + count - 1) % layout.on_a_sheet
        if place == 0 and count > 1:
            canvas.showPage()
        _draw(canvas, label, layout, layout.corner(place), drawable(sender))
    canvas.save()
    return count


def _font() -> str:
    drawable("")  # registers it
    return FONT


def _draw(canvas: Canvas, label: Label, layout: Layout, corner: tuple[float, float], sender: str) -> None:
    x, y = corner[0] + PADDING, corner[1] + PADDING
    width, top = layout.width * mm - 2 * PADDING, corner[1] + layout.height * mm - PADDING
    size, lines = _fitting(drawable(label.address), width, top - y - BARCODE - 13)
    canvas.setFillColor(INK)
    top -= 9
    canvas.setFont(FONT, 9)
    canvas.drawString(x, top, label.postcode)
    for line in lines:
        top -= size * 1.25
        canvas.setFont(FONT, size)
        canvas.drawString(x, top, line)
    name_size = min(11.0, 11.0 * width / max(stringWidth(drawable(label.names), FONT, 11), 1))
    top -= 14
    canvas.setFont(FONT, max(name_size, 6))
    canvas.drawString(x, top, drawable(label.names))
    barcode = Code128(label.code, barHeight=BARCODE - 7, barWidth=0.75, quiet=False)
    barcode.drawOn(canvas, x, y + 6)
    canvas.setFont(FONT, 5.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(x, y, label.code)
    canvas.drawRightString(x + width, y, _cut(sender, width - stringWidth(label.code, FONT, 5.5) - 6))


def _fitting(text: str, width: float, height: float) -> tuple[float, list[str]]:
    """The largest size in which the text fits above the names, and its lines; cut in the smallest."""
    for size in (9.5, 8.5, 7.5, 6.5):
        lines = _wrapped(text, width, size)
        if len(lines) * size * 1.25 + 14 <= height:
            return size, lines
    return 6.5, lines[: max(1, int((height - 14) / (6.5 * 1.25)))]


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines that break between any two Chinese characters, and between words of letters."""
    lines: list[str] = []
    for part in simpleSplit(text, FONT, size, 10_000):
        line = ""
        for char in part:
            if line and stringWidth(line + char, FONT, size) > width:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def _cut(text: str, width: float) -> str:
    while text and stringWidth(text, FONT, 5.5) > width:
        text = text[:-1]
    return text
