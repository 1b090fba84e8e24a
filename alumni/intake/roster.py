from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from .columns import recognise
from .context import Context
from .delimited import split_pasted
from .limits import HEADER_ROWS, SAMPLE_ROWS
from .mapping import Mapping
from .reader import read_tables
from .refusal import Refused
from .rows import RowReading, interpret
from .table import Table


@dataclass
class SheetStart:
    """A sheet begins: its mapping, or why it is left out (hidden, empty, no_header)."""

    sheet: str | None
    mapping: Mapping | None
    skipped: str | None = None


def read_roster(
    path,
    filename: str,
    context: Context,
    mappings: dict[str, Mapping] | None = None,
    *,
    remembered: Callable[[str], dict | None] = lambda fingerprint: None,
) -> Iterator[SheetStart | RowReading]:
    """Yield a SheetStart for each sheet, followed by its RowReadings; raise Refused for the whole file.

    `mappings` are what a person confirmed, by sheet name ("" for a text file). `remembered` gives
    {column index: field} for the fingerprint of a header seen before.
    """
    skipped = []
    has_rows = False
    for table in read_tables(path, filename=filename):
        start, rows = begin(table, mappings or {}, remembered)
        yield start
        if start.mapping is None:
            skipped.append(start.skipped)
        else:
            skipped.append(None)
            for reading in interpret(Table(table.sheet, rows), start.mapping, context=context, filename=filename):
                has_rows = True
                yield reading
    if None not in skipped:
        raise Refused("empty" if set(skipped) <= {"empty"} else "no_header")
    if not has_rows:
        raise Refused("no_rows")


def read_mappings(path, filename, *, remembered=lambda fingerprint: None) -> list[SheetStart]:
    """The SheetStarts alone, for showing and correcting the columns before anything is read."""
    starts = [begin(table, {}, remembered)[0] for table in read_tables(path, filename=filename)]
    if not any(start.mapping for start in starts):
        raise Refused("empty" if all(start.skipped == "empty" for start in starts) else "no_header")
    return starts


def begin(table, mappings, remembered):
    """(SheetStart, rows): the rows that were looked at come first again."""
    rows = iter(table.rows)
    head = list(islice(rows, HEADER_ROWS + SAMPLE_ROWS))
    whole = chain(head, rows)
    if table.sheet is not None and (split := split_pasted(head)):
        head = [(number, split(cells)) for number, cells in head]
        whole = chain(head, ((number, split(cells)) for number, cells in rows))
    if not any(cell.strip() for _, cells in head for cell in cells):
        return SheetStart(table.sheet, None, "empty"), whole
    confirmed = mappings.get(table.sheet or "")
    if table.is_hidden and not confirmed:
        return SheetStart(table.sheet, None, "hidden"), whole
    mapping = confirmed or recognise(head)
    if mapping is None:
        return SheetStart(table.sheet, None, "no_header"), whole
    if not confirmed and (fields := remembered(mapping.fingerprint)):
        mapping = mapping.corrected(fields)
    return SheetStart(table.sheet, mapping), whole
