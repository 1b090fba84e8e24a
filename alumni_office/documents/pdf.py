"""A document of headings, lines and pairs, printed on A4."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from . import qr

FONT = "NotoSansSC"
FILE = Path(__file__).with_name("fonts") / "NotoSansSC-Regular.ttf"
INK, SOFT, LINE, RED = (colors.HexColor(f"#{value}") for value in ("221d1a", "6a615b", "e4dcd2", "9a1b22"))
MARGIN = 20 * mm
LABEL = 42 * mm
CODE = 38 * mm
LONGEST = 1_500  # characters in one cell: a row of a table cannot be broken over pages


@dataclass(frozen=True)
class Entry:
    """One thing, in labelled values; `note` says where it comes from."""

    pairs: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass
class Section:
    title: str
    lead: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Document:
    title: str
    lead: str
    foot: str
    sections: list[Section] = field(default_factory=list)
    code: str = ""  # text of a code for a camera, drawn at the end


@cache
def _characters() -> frozenset[int]:
    """Registers the font, once a process; returns what it can draw."""
    font = TTFont(FONT, str(FILE))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def drawable(text: str) -> str:
    """Characters that the font lacks become their number; controls go, line ends stay."""
    known = _characters()

    def drawn(char: str) -> str:
        if ord(char) in known or char == "\n":
            return char
        return "" if ord(char) < 32 or char == "\x7f" else f"〔U+{ord(char):04X}〕"

    return "".join(map(drawn, text.replace("\r\n", "\n").replace("\t", " ")))


def pdf(document: Document) -> bytes:
    _characters()
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=drawable(document.title), author="", creator="", lang="zh-CN",
    )  # fmt: skip
    foot = drawable(document.foot)
    page.build(
        list(_flowables(document)),
        onFirstPage=lambda canvas, _page: _foot(canvas, foot),
        onLaterPages=lambda canvas, _page: _foot(canvas, foot),
    )
    return out.getvalue()


def _style(size: float, color=INK, **more) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}", fontName=FONT, fontSize=size, leading=size * 1.6, textColor=color, alignment=TA_LEFT,
        wordWrap="CJK", **more,
    )  # fmt: skip


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    """What people wrote is text, never markup."""
    return Paragraph(escape(drawable(text)).replace("\n", "<br/>"), style)


def _flowables(document: Document) -> Iterable:
    yield _text(document.title, _style(20, spaceAfter=4))
    yield HRFlowable(width="100%", thickness=1.2, color=RED, spaceAfter=8)
    yield _text(document.lead, _style(10.5, SOFT, spaceAfter=6))
    for section in document.sections:
        yield Spacer(1, 12)
        yield _text(section.title, _style(14, spaceAfter=4, keepWithNext=True))
        if section.lead:
            yield _text(section.lead, _style(9.5, SOFT, spaceAfter=4))
        for entry in section.entries:
            yield from _entry(entry)
    if document.code:
        yield Spacer(1, 12)
        yield _code(document.code)


def _code(text: str) -> Drawing:
    drawing = Drawing(CODE, CODE)
    for bar in qr.bars(text, CODE):
        drawing.add(Rect(*bar, fillColor=colors.black, strokeColor=None))
    return drawing


def _entry(entry: Entry) -> Iterable:
    small, body, label = _style(8.5, SOFT), _style(10), _style(9, SOFT)
    rows = []
    for name, value in entry.pairs:
        parts = [value[start : start + LONGEST] for start in range(0, len(value), LONGEST)] or [""]
        rows += [(_text(name if not at else "", label), _text(part, body)) for at, part in enumerate(parts)]
    if rows:
        style = TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
        yield Table(rows, colWidths=[LABEL, A4[0] - 2 * MARGIN - LABEL], style=style, hAlign="LEFT")
    if entry.note:
        yield _text(entry.note, small)
    yield HRFlowable(width="100%", thickness=0.4, color=LINE, spaceBefore=3, spaceAfter=3)


def _foot(canvas, text: str) -> None:
    canvas.saveState()
    canvas.setFont(FONT, 8)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 11 * mm, text)
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()
