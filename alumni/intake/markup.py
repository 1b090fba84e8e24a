"""Tables that school systems export as HTML or XML under the name .xls."""

import html
import re

from . import encodings, limits
from .refusal import Refused
from .table import Table

TAG = re.compile(r"<(/?)(?:\w{1,10}:)?(\w{1,12})([^<>]{0,2000})>")
BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.I)
ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
HIDDEN = re.compile(r"<(style|script)\b[^<>]{0,200}>[^<]{0,200000}</\1>|<!--[^<>]{0,2000}-->", re.I)
LINE = re.compile(r"<(?:\w{1,10}:)?(?:tr|row)\b", re.I)
SPAN = re.compile(r"""\bcolspan\s*=\s*["']?(\d{1,3})""", re.I)
DOWN = re.compile(r"""\browspan\s*=\s*["']?(\d{1,4})""", re.I)
INDEX = re.compile(r"""\bindex\s*=\s*["'](\d{1,4})""", re.I)
BEGINNING = re.compile(
    rb"\s*(?:<!doctype html|<html|<table|<meta|<style|<div|<head|<\?xml[^>]*>\s*<(?:\?mso|workbook|html|!doctype))",
    re.I,
)
ROWS, CELLS = {"tr", "row"}, {"td", "th", "cell"}


def is_markup(head):
    return bool(BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")))


def read_markup(path):
    encoding = encodings.detect(path, recognise=lambda text: len(re.findall("姓名|学院|專業|學院", text)))
    text = HIDDEN.sub(" ", "".join(encodings.decoded(path, encoding)))
    if not LINE.search(text):
        raise Refused("not_a_table")
    return Table(None, numbered_rows(text))


def numbered_rows(text):
    number, line, above = 0, None, {}
    for tag in TAG.finditer(text):
        name, is_end = tag[2].lower(), bool(tag[1])
        if name not in ROWS and name not in CELLS:
            continue
        if line is not None:  # a cell ends where anything else of the table begins
            line.end_cell(text, tag.start())
        if name in CELLS and line is not None and not is_end:
            line.start_cell(tag)
        elif name in ROWS:
            if line is not None and any(line.finished()):
                yield number, line.cells
            line = None if is_end else Line(above)
            number += not is_end
            if number > limits.MAX_ROWS:
                raise Refused("too_many_rows", limit=limits.MAX_ROWS)
    if line is not None and any(line.finished()):
        yield number, line.cells


class Line:
    """One line of the table while it is read. `above` is {column: [text, lines left]} of cells that reach down."""

    def __init__(self, above):
        self.above = above
        self.cells = []
        self.start = None
        self.attributes = ""

    def start_cell(self, tag):
        self.take_from_above()
        place = INDEX.search(tag[3])
        self.add([""] * (min(int(place[1]) - 1, limits.MAX_COLUMNS) - len(self.cells) if place else 0))
        self.attributes, self.start = tag[3], tag.end()
        if tag[3].endswith("/"):
            self.end_cell("", 0)

    def end_cell(self, text, end):
        if self.start is None:
            return
        content = plain(text[self.start : end])
        self.start = None
        if down := DOWN.search(self.attributes):
            self.above[len(self.cells)] = [content, int(down[1]) - 1]
        across = SPAN.search(self.attributes)
        self.add([content] + [""] * (min(int(across[1]), limits.MAX_COLUMNS + 1) - 1 if across else 0))

    def finished(self):
        self.take_from_above()
        return self.cells

    def take_from_above(self):
        while held := self.above.get(len(self.cells)):
            if held[1] < 1:
                return
            held[1] -= 1
            self.add([held[0]])

    def add(self, cells):
        self.cells += cells
        if len(self.cells) > limits.MAX_COLUMNS:
            raise Refused("too_many_columns", limit=limits.MAX_COLUMNS)


def plain(text):
    text = ANY_TAG.sub("", BREAK.sub(" ", text))
    return html.unescape(text).replace("\xa0", " ").strip()[: limits.MAX_CELL]
