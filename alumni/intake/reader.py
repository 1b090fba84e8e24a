import os
from pathlib import Path

from . import limits
from .columns import recognised_titles
from .delimited import read_text
from .markup import is_markup, read_markup
from .refusal import Refused
from .workbooks import read_workbook

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"{\\rtf",
    b"\x7fELF",
)
WORKBOOK_NAMES = {".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".et"}


def read_tables(path, *, filename="", titles=recognised_titles):
    """Yield the Tables of a file, recognised by its content; raise Refused for the whole file. `titles(cells)` counts
    the column titles that a table of this sort has.

    Refusals that need the whole file come while the rows are read.
    """
    size = os.path.getsize(path)
    if size == 0:
        raise Refused("empty")
    if size > limits.MAX_BYTES:
        raise Refused("too_large", limit=limits.MAX_BYTES // 1024 // 1024)
    with open(path, "rb") as file:
        head = file.read(4096)
    if head.startswith((ZIP, OLE)):
        yield from read_workbook(path)
        return
    if head.startswith(FOREIGN):
        raise Refused("not_a_table")
    if Path(filename).suffix.lower() in WORKBOOK_NAMES and looks_binary(head):
        raise Refused("truncated")
    yield read_markup(path) if is_markup(head) else read_text(path, titles)


def looks_binary(head):
    controls = sum(byte < 32 and byte not in (9, 10, 13) for byte in head)
    return controls * 10 > len(head)
