"""Writers of one table: a workbook in constant memory, or a text file that Excel opens rightly."""

import csv
from datetime import date
from decimal import Decimal

import xlsxwriter

from .cells import neutral

ROWS_A_SHEET = 1_048_576  # what a workbook's sheet holds, the titles included


class TooManyRows(Exception):
    """A workbook cannot hold them all; a text file can."""


class Workbook:
    extension = "xlsx"

    def __init__(self, path, titles: list[str], widths: list[int]):
        self.book = xlsxwriter.Workbook(
            path,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False, "in_memory": False},
        )  # fmt: skip
        self.sheet = self.book.add_worksheet()
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        bold = self.book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, title, bold)
        self.sheet.freeze_panes(1, 1)
        self.row = 0

    def write(self, values: list) -> None:
        self.row += 1
        if self.row >= ROWS_A_SHEET:
            raise TooManyRows
        for column, value in enumerate(map(neutral, values)):
            if isinstance(value, date):
                self.sheet.write_datetime(self.row, column, value, self.day)
            elif isinstance(value, int | float | Decimal):
                self.sheet.write_number(self.row, column, value)
            elif value:
                self.sheet.write_string(self.row, column, value)

    def close(self) -> None:
        self.book.close()


class Text:
    extension = "csv"

    def __init__(self, path, titles: list[str], widths: list[int]):
        self.file = open(path, "w", encoding="utf-8-sig", newline="")  # noqa: SIM115
        self.lines = csv.writer(self.file)
        self.lines.writerow(titles)

    def write(self, values: list) -> None:
        self.lines.writerow([neutral(value) for value in values])

    def close(self) -> None:
        self.file.close()


FORMATS: dict[str, type[Workbook] | type[Text]] = {"xlsx": Workbook, "csv": Text}
