import csv
from functools import partial
from itertools import islice

from . import encodings, limits
from .columns import recognised_titles
from .refusal import Refused
from .table import Table

DELIMITERS = [",", "\t", ";", "|", "，", "；"]
RECORD_LINES = 200  # a record over more lines than this is a quotation mark never closed

csv.field_size_limit(limits.MAX_CELL)


def read_text(path, titles=recognised_titles):
    """`titles(cells)` counts those that a table of this sort has: encoding and delimiter are told by them."""
    encoding = encodings.detect(path, recognise=partial(score, titles=titles))
    head = list(islice(encodings.lines(path, encoding), 200))
    if not any(line.strip() for line in head):
        raise Refused("empty")
    delimiter, quoting = dialect(head, titles)
    return Table(None, records(encodings.lines(path, encoding), delimiter, quoting))


def split_pasted(rows):
    """How to split [(number, cells)] whose lines each stand in one cell, commas and all; None where they do not."""
    lines = [[cell for cell in cells if cell.strip()] for _, cells in rows]
    lines = [line for line in lines if line]
    if len(lines) < 2 or any(len(line) > 1 for line in lines):
        return None
    texts = [line[0] for line in lines]
    delimiter, quoting = dialect(texts)
    if max(titles_in(text, delimiter) for text in texts) < 2:
        return None
    return lambda cells: next(csv.reader(["".join(cells)], delimiter=delimiter, quoting=quoting), [])


def score(text, titles=recognised_titles):
    """How much a beginning looks like such a table: the titles in its best line."""
    lines = text.splitlines()[:100]
    return max((titles_in(line, delimiter, titles) for line in lines[:40] for delimiter in DELIMITERS), default=0)


def titles_in(line, delimiter, titles=recognised_titles):
    if len(line) > 5_000:
        return 0
    return titles(line.rstrip("\r\n").split(delimiter))


def dialect(head, titles=recognised_titles):
    """(delimiter, quoting) under which the first lines have the most column titles."""

    def evidence(delimiter):
        widths = [len(row) for row in parsed(head, delimiter, csv.QUOTE_MINIMAL) if any(row)]
        known = max((titles(row) for row in parsed(head[:40], delimiter, csv.QUOTE_MINIMAL)), default=0)
        common = max(set(widths), key=widths.count) if widths else 0
        return known, common

    best = max(DELIMITERS, key=evidence)
    return best, csv.QUOTE_NONE if swallows(head, best) else csv.QUOTE_MINIMAL


def swallows(head, delimiter):
    """Does a stray quotation mark eat whole rows? Then the marks are only text."""
    return any(
        cell.count("\n") > 15 and cell.count(delimiter) > 15
        for row in parsed(head, delimiter, csv.QUOTE_MINIMAL)
        for cell in row
    )


def parsed(lines, delimiter, quoting):
    try:
        yield from csv.reader(lines, delimiter=delimiter, quoting=quoting)
    except csv.Error:
        return


def records(lines, delimiter, quoting):
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    number = 0
    while True:
        before = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("cell_too_long", row=before + 1) from None
        number += 1
        if number > limits.MAX_ROWS:
            raise Refused("too_many_rows", limit=limits.MAX_ROWS)
        if len(row) > limits.MAX_COLUMNS:
            raise Refused("too_many_columns", limit=limits.MAX_COLUMNS)
        if reader.line_num - before > RECORD_LINES:
            raise Refused("cell_too_long", row=before + 1)
        if any(row):
            yield number, row
