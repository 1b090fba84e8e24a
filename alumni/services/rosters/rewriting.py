"""A stored file without some of its rows. The others keep their places, so that what is known of them still fits."""

import csv
import io
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from alumni.intake.reader import OLE, ZIP, read_tables
from alumni.intake.refusal import Refused

from .files import local_path

Place = tuple[str, int]  # sheet, row


def blank_rows(roster, places: Iterable[Place], is_named: Callable[[list[str]], bool] = lambda cells: False) -> bool:
    """Write the roster's file again without these rows and without those that `is_named` knows. A file that cannot
    be read is deleted; returns whether it is still there. Sets `roster.size` and saves nothing."""
    places = set(places)
    if not roster.file or not default_storage.exists(roster.file.name):
        return False
    try:
        with local_path(roster.file) as path:
            content = _rewritten(path, roster.filename, places, is_named)
    except (Refused, OSError, UnicodeError, xlsxwriter.exceptions.XlsxWriterException):
        default_storage.delete(roster.file.name)
        return False
    if content is not None:
        replace(roster.file.name, content)
        roster.size = len(content)
    return True


def _rewritten(path, filename: str, places: set[Place], is_named) -> bytes | None:
    """The new content; None when no row had to go."""
    with open(path, "rb") as file:
        is_workbook = file.read(8).startswith((ZIP, OLE))
    sheets, found = [], False
    for table in read_tables(path, filename=filename):
        kept = []
        for number, cells in table.rows:
            if (table.sheet or "", number) in places or is_named(cells):
                found = True
            else:
                kept.append((number, list(cells)))
        sheets.append((table.sheet or "", table.is_hidden, kept))
    if not found:
        return None
    return _workbook(sheets) if is_workbook else _text(sheets[0][2])


def _workbook(sheets) -> bytes:
    """Cells are text, as they were read: a number written back as a number would lose digits."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        for name, is_hidden, rows in sheets:
            page = book.add_worksheet(name or None)
            if is_hidden:
                page.hide()
            for number, cells in rows:
                for column, text in enumerate(cells):
                    if text:
                        page.write_string(number - 1, column, text)  # never a formula
    return out.getvalue()


def _text(rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    last = 0
    for number, cells in rows:
        out.write("\r\n" * (number - last - 1))
        writer.writerow(cells)
        last = number
    return ("\ufeff" + out.getvalue()).encode("utf-8", "surrogatepass")


def without_samples(mappings: dict) -> dict:
    """What the columns mean, without the cells that were shown as examples of them."""
    sheets = {}
    for name, about in mappings.get("sheets", {}).items():
        mapping = about.get("mapping")
        if mapping:
            mapping = {**mapping, "columns": [{**column, "samples": []} for column in mapping["columns"]]}
        sheets[name] = {**about, "mapping": mapping}
    return {**mappings, "sheets": sheets} if sheets else mappings


def replace(name: str, content: bytes) -> None:
    """Put new content under an old name; where files are on this machine, in one step."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        default_storage.delete(name)
        default_storage.save(name, ContentFile(content))
        return
    with NamedTemporaryFile(dir=path.parent, delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            os.chmod(new.name, path.stat().st_mode & 0o777)
            os.replace(new.name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(new.name)
            raise
