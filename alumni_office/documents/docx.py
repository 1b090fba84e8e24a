"""The same document as pdf.py prints, as a file that goes on being written in."""

from datetime import UTC, datetime
from io import BytesIO

import docx as writer
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .pdf import Document, Entry

# Names, since a DOCX holds no font: who opens it has them, or gets the nearest that is there.
TEXT, HEADING, LATIN = "宋体", "黑体", "Times New Roman"
LABEL, MARGIN = Mm(42), Mm(25)
FONTS = ("w:ascii", "w:hAnsi", "w:cs")


def docx(document: Document) -> bytes:
    """Return the document as DOCX: headings, lines, and pairs as tables of two columns."""
    out = writer.Document()
    _set_up(out, document)
    out.add_heading(written(document.title), 0)
    _lines(out, document.lead)
    for section in document.sections:
        out.add_heading(written(section.title), 1)
        _lines(out, section.lead)
        for entry in section.entries:
            _entry(out, entry)
    out.sections[0].footer.paragraphs[0].text = written(document.foot)
    file = BytesIO()
    out.save(file)
    return file.getvalue()


def written(text: str) -> str:
    """Text as XML may hold it: the library escapes what is markup, and refuses controls."""
    text = text.replace("\r\n", "\n")
    return "".join(char for char in text if char in "\n\t" or (ord(char) >= 32 and char not in "\x7f\ufffe\uffff"))


def _set_up(out, document: Document) -> None:
    page = out.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    about = out.core_properties
    about.title, about.author, about.comments = written(document.title)[:255], "", ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
    for name, font, size in (("Normal", TEXT, 11), ("Title", HEADING, 20), ("Heading 1", HEADING, 14)):
        style = out.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x22, 0x1D, 0x1A)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [*fonts.attrib]:  # the theme's fonts know no Chinese
            del fonts.attrib[attribute]
        for attribute in FONTS:
            fonts.set(qn(attribute), LATIN)
        fonts.set(qn("w:eastAsia"), font)


def _lines(out, text: str) -> None:
    for line in filter(None, written(text).split("\n")):
        out.add_paragraph(line)


def _entry(out, entry: Entry) -> None:
    if entry.pairs:
        table = out.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        room = out.sections[0].page_width - 2 * MARGIN - LABEL
        for name, value in entry.pairs:
            cells = table.add_row().cells
            for cell, text, width in zip(cells, (name, value), (LABEL, room), strict=True):
                cell.text, cell.width = written(text), width
    _lines(out, entry.note)
    out.add_paragraph()
