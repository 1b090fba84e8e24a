from datetime import date
from pathlib import Path

import xlsxwriter

from alumni.intake.context import Context
from alumni.intake.roster import read_roster
from alumni.intake.rows import RowReading

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
COLLEGES = {
    *("数学学院", "物理学院", "文学院", "法学院", "医学院"),
    *("经济学院", "外国语学院", "机械工程学院", "计算机科学与技术学院"),
}


def resolve_college(text):
    """As the office would: exact names, and the department that became a college."""
    text = {"数学系": "数学学院", "School of Mathematics": "数学学院"}.get(text, text)
    return text if text in COLLEGES else None


def context(**changes):
    return Context(**{"today": date(2026, 11, 23), "resolve_college": resolve_college, **changes})


def read(path, **changes):
    """{row number: RowReading} of all sheets."""
    return {item.row: item for item in read_roster(path, path.name, context(**changes)) if isinstance(item, RowReading)}


def people(path, **changes):
    return [reading.fields for reading in read(path, **changes).values() if reading.status in ("ok", "warning")]


def workbook(path, rows, *, sheet="Sheet1", fill=None):
    """Write rows as a sheet; `fill(workbook, worksheet)` may add to it."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write_string(number, column, value) if isinstance(value, str) else page.write(
                    number, column, value
                )
    if fill:
        fill(book, page)
    book.close()
    return path


def text_file(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path
