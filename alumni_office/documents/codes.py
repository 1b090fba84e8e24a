"""Sheets, badges and certificates with a code for a camera, drawn on A4 from text alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from . import qr
from .pdf import FONT, INK, LINE, RED, SOFT, drawable

WIDTH, HEIGHT = A4
MARGIN = 14 * mm
ROW = 18 * mm
HEAD = 12 * mm
BADGE = (90 * mm, 55 * mm)  # a card of the usual holders: two beside each other, five below
BADGES = (2, 5)


@dataclass(frozen=True)
class Coded:
    """A line of a sheet, or a badge; `code` is all that its code says."""

    name: str
    note: str
    code: str


def sheets(groups: Iterable[tuple[str, Sequence[Coded]]], *, title: str, foot: str) -> bytes:
    """A page or more for each group: name, note, a box to tick, a code."""
    out, canvas = _begun(title)
    for group, rows in groups:
        room = int((HEIGHT - 2 * MARGIN - HEAD) // ROW)
        for start in range(0, len(rows), room):
            _sheet(canvas, title, group, rows[start : start + room], foot)
    canvas.save()
    return out.getvalue()


def badges(rows: Iterable[Coded], *, title: str) -> bytes:
    """Ten on a page, with lines to cut along."""
    out, canvas = _begun(title)
    across, down = BADGES
    left, top = (WIDTH - across * BADGE[0]) / 2, HEIGHT - (HEIGHT - down * BADGE[1]) / 2
    for number, row in enumerate(rows):
        place = number % (across * down)
        if number and not place:
            canvas.showPage()
        line, column = divmod(place, across)
        _badge(canvas, left + column * BADGE[0], top - (line + 1) * BADGE[1], row, title)
    canvas.save()
    return out.getvalue()


def certificates(rows: Iterable[tuple[str, str]], *, title: str, signed: Sequence[str]) -> bytes:
    """A page for each (name, text); `signed` are the lines at the lower right."""
    out, canvas = _begun(title)
    for name, text in rows:
        _certificate(canvas, title, name, text, signed)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _begun(title: str) -> tuple[BytesIO, Canvas]:
    out, shown = BytesIO(), drawable(title)  # which registers the font
    canvas = Canvas(out, pagesize=A4, initialFontName=FONT, lang="zh-CN")
    canvas.setTitle(shown)
    return out, canvas


def _write(canvas: Canvas, x: float, y: float, text: str, size: float, *, most: float, color=INK, middle=False) -> None:
    """One line, smaller where it would be wider than `most`; no smaller than 6 points, and then cut."""
    text = drawable(text).replace("\n", " ")
    size = max(min(size, size * most / max(stringWidth(text, FONT, size), 1)), 6)
    while text and stringWidth(text, FONT, size) > most:
        text = text[:-1]
    canvas.setFont(FONT, size)
    canvas.setFillColor(color)
    (canvas.drawCentredString if middle else canvas.drawString)(x, y, text)


def _sheet(canvas: Canvas, title: str, group: str, rows: Sequence[Coded], foot: str) -> None:
    top, right = HEIGHT - MARGIN, WIDTH - MARGIN
    _write(canvas, MARGIN, top - 14, group, 14, most=right - MARGIN - 190)
    _write(canvas, right - 180, top - 14, title, 9, most=180, color=SOFT)
    top -= HEAD
    for row in rows:
        canvas.setStrokeColor(LINE)
        canvas.line(MARGIN, top - ROW, right, top - ROW)
        canvas.setStrokeColor(INK)
        canvas.rect(MARGIN, top - ROW / 2 - 7, 14, 14)
        _write(canvas, MARGIN + 26, top - ROW / 2 + 1, row.name, 13, most=right - MARGIN - ROW - 40)
        _write(canvas, MARGIN + 26, top - ROW / 2 - 13, row.note, 9, most=right - MARGIN - ROW - 40, color=SOFT)
        _draw_code(
            canvas, row.code, right - ROW + 14, top - ROW + 7, ROW - 14
        )  # with the quiet edge that a camera needs
        top -= ROW
    _write(canvas, MARGIN, MARGIN / 2, foot, 7.5, most=right - MARGIN, color=SOFT)
    canvas.showPage()


def _badge(canvas: Canvas, x: float, y: float, row: Coded, title: str) -> None:
    width, height = BADGE
    canvas.setStrokeColor(LINE)
    canvas.rect(x, y, width, height)
    canvas.setFillColor(RED)
    canvas.rect(x, y + height - 4 * mm, width, 4 * mm, stroke=0, fill=1)
    code = 24 * mm
    _write(canvas, x + 6 * mm, y + height - 12 * mm, title, 9, most=width - 12 * mm, color=SOFT)
    _write(canvas, x + 6 * mm, y + 22 * mm, row.name, 24, most=width - code - 15 * mm)
    _write(canvas, x + 6 * mm, y + 12 * mm, row.note, 9, most=width - code - 15 * mm, color=SOFT)
    _draw_code(canvas, row.code, x + width - code - 4 * mm, y + 6 * mm, code)


def _certificate(canvas: Canvas, title: str, name: str, text: str, signed: Sequence[str]) -> None:
    middle = WIDTH / 2
    canvas.setStrokeColor(RED)
    canvas.setLineWidth(1.2)
    canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
    canvas.setLineWidth(0.4)
    canvas.rect(MARGIN + 5, MARGIN + 5, WIDTH - 2 * MARGIN - 10, HEIGHT - 2 * MARGIN - 10)
    _write(canvas, middle, HEIGHT - 75 * mm, title, 30, most=WIDTH - 60 * mm, color=RED, middle=True)
    _write(canvas, middle, HEIGHT - 110 * mm, name, 24, most=WIDTH - 60 * mm, middle=True)
    y = HEIGHT - 130 * mm
    for line in _broken(drawable(text), 14, WIDTH - 70 * mm):
        _write(canvas, 35 * mm, y, line, 14, most=WIDTH - 70 * mm)
        y -= 26
    for place, line in enumerate(signed):
        _write(canvas, WIDTH - 95 * mm, 70 * mm - place * 24, line, 13, most=65 * mm)


def _broken(text: str, size: float, width: float) -> list[str]:
    """Lines that break between Chinese characters, and between words of letters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and stringWidth(line + piece.rstrip(), FONT, size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line]


def _pieces(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if char.isascii() and char != " ":
            word += char
            continue
        if word:
            yield word + (" " if char == " " else "")
            word = ""
        if char != " ":
            yield char
    if word:
        yield word


def _draw_code(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """As one path: a page of codes stays small."""
    path = canvas.beginPath()
    for across, up, width, height in qr.bars(text, size):
        path.rect(x + across, y + up, width, height)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
