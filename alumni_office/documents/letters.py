"""Letters on A4, a page or more for each, drawn from text alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, SimpleDocTemplate, Spacer

from .pdf import FONT, RED, SOFT, _style, _text, drawable


@dataclass(frozen=True)
class Letter:
    """`address` stands above for a window of an envelope; `signed` are the lines below."""

    address: str
    title: str
    text: str
    signed: Sequence[str] = ()


def letters(rows: Sequence[Letter], *, title: str) -> bytes:
    drawable("")  # registers the font
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=25 * mm, rightMargin=25 * mm, topMargin=30 * mm, bottomMargin=25 * mm,
        title=drawable(title), author="", creator="", lang="zh-CN", initialFontName=FONT,
    )  # fmt: skip
    story: list[Flowable] = []
    for place, row in enumerate(rows):
        if place:
            story.append(PageBreak())
        story += [
            _text(row.address, _style(10, SOFT)), Spacer(1, 14 * mm), _text(row.title, _style(16)),
            HRFlowable(width="100%", thickness=1, color=RED, spaceBefore=4, spaceAfter=10),
            *(_text(part, _style(11.5, spaceAfter=8)) for part in row.text.split("\n\n")), Spacer(1, 12 * mm),
            *(_text(line, _style(11)) for line in row.signed),
        ]  # fmt: skip
    page.build(story or [Spacer(1, 1)])
    return out.getvalue()
