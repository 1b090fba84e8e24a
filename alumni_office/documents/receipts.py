"""A receipt in a ruled form, drawn on A4 from text alone: one copy, or two below each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .pdf import FONT, INK, LINE, RED, SOFT, _text, drawable

WIDTH = A4[0] - 30 * mm
COLUMNS = (32 * mm, 46 * mm, WIDTH - 110 * mm, 32 * mm)
SEAL = 15 * mm  # radius


@dataclass(frozen=True)
class Row:
    project_code: str
    project: str
    what: str
    amount: str


@dataclass(frozen=True)
class Sheet:
    """`marks` are said in red above the form: void, taken back. `copies` name the copies; `has_seal` prints it, else
    its place is left free."""

    title: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    figures: str
    capitals: str
    issuer: str
    issuer_code: str
    seal: str
    handler: str
    marks: Sequence[str] = ()
    copies: Sequence[str] = ("",)
    is_red: bool = False
    has_seal: bool = True


def receipt_pdf(sheet: Sheet) -> bytes:
    drawable("")  # registers the font
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=14 * mm, bottomMargin=12 * mm,
        title=drawable(sheet.title), author="", creator="", lang="zh-CN", initialFontName=FONT,
    )  # fmt: skip
    story: list[Flowable] = []
    for place, copy in enumerate(sheet.copies):
        if place:
            story += [
                Spacer(1, 6 * mm),
                HRFlowable(width="100%", thickness=0.4, color=SOFT, dash=(2, 2)),
                Spacer(1, 4 * mm),
            ]
        story += _copy(sheet, copy)
    page.build(story)
    return out.getvalue()


def _style(size: float, color=INK, alignment: int = 0) -> ParagraphStyle:
    return ParagraphStyle(
        f"r{size}-{alignment}", fontName=FONT, fontSize=size, leading=size * 1.45, textColor=color,
        alignment=alignment, wordWrap="CJK",
    )  # fmt: skip


def _copy(sheet: Sheet, copy: str) -> list[Flowable]:
    tone = RED if sheet.is_red else INK
    body, small, right = _style(9), _style(8, SOFT), _style(9, tone, 2)
    parts: list[Flowable] = [
        _text(f"{sheet.title}{f'　{copy}' if copy else ''}", _style(16, RED, 1)),
        Spacer(1, 3 * mm),
    ]
    parts += [_text(mark, _style(10, RED)) for mark in sheet.marks]
    parts += [_facts(sheet.facts, small, body), Spacer(1, 2 * mm)]
    head = [_text(word, small) for word in ("项目编码", "项目名称", "捐赠内容", "金额（元）")]
    lines = [
        [_text(row.project_code, body), _text(row.project, body), _text(row.what, body), _text(row.amount, right)]
        for row in sheet.rows
    ]
    table = Table([head, *lines], colWidths=COLUMNS, repeatRows=1)
    table.setStyle(_ruled())
    total = Table(
        [[_text("金额合计（大写）", small), _text(sheet.capitals, _style(10, tone)), _text("（小写）", small),
          _text(sheet.figures, _style(10, tone, 2))]],
        colWidths=(32 * mm, WIDTH - 90 * mm, 18 * mm, 40 * mm), style=_ruled(),
    )  # fmt: skip
    return [*parts, table, total, Spacer(1, 2 * mm), _foot(sheet, small, body)]


def _facts(facts: Sequence[tuple[str, str]], small: ParagraphStyle, body: ParagraphStyle) -> Table:
    cells = [cell for name, value in facts for cell in (_text(name, small), _text(value, body))]
    rows = [cells[start : start + 4] for start in range(0, len(cells), 4)]
    widths = (34 * mm, WIDTH / 2 - 34 * mm, 34 * mm, WIDTH / 2 - 34 * mm)
    return Table(rows, colWidths=widths, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight()]))


def _foot(sheet: Sheet, small: ParagraphStyle, body: ParagraphStyle) -> Table:
    said = [
        [_text("开票单位", small), _text(sheet.issuer, body)],
        [_text("统一社会信用代码", small), _text(sheet.issuer_code, body)],
        [_text("经手人", small), _text(sheet.handler, body)],
    ]
    left = Table(said, colWidths=(34 * mm, WIDTH - 34 * mm - 40 * mm), style=TableStyle(_tight()))
    seal = _Seal(sheet.seal) if sheet.has_seal else Paragraph("（签章）", small)
    return Table(
        [[left, seal]], colWidths=(WIDTH - 40 * mm, 40 * mm), style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    )


def _tight() -> list[tuple]:
    return [
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]


def _ruled() -> TableStyle:
    return TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#8d857e")), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
         ("LINEBELOW", (0, 0), (-1, 0), 0.5, LINE)]
    )  # fmt: skip


class _Seal(Flowable):
    """The words of the seal in a red ring."""

    def __init__(self, words: str):
        super().__init__()
        self.words, self.width, self.height = drawable(words), 2 * SEAL + 4, 2 * SEAL + 4

    def draw(self):
        canvas: Canvas = self.canv
        canvas.setStrokeColor(RED)
        canvas.setFillColor(RED)
        canvas.setLineWidth(1.4)
        canvas.circle(SEAL + 2, SEAL + 2, SEAL, stroke=1, fill=0)
        across = 7
        rows = [self.words[start : start + across] for start in range(0, len(self.words), across)][:6]
        size = 8.0
        canvas.setFont(FONT, size)
        top = SEAL + 2 + (len(rows) - 1) * size * 0.6 - size * 0.35
        for place, row in enumerate(rows):
            canvas.drawCentredString(SEAL + 2, top - place * size * 1.2, row)
