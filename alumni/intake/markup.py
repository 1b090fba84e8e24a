"""Tables that school systems export as HTML or XML under the name .xls."""

import html
import re

from . import encodings, limits
from .refusal import Refused
from .table import Table

TAG = re.compile(r"<(/?)(?:\w{1,10}:)?(\w{1,12})([^<>]{0,2000})>")
ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
HIDDEN = re.compile(r"<(style|script)\b[^<>]{0,200}>[^<]{0,200000}</\1>|<!--[^<>]{0,2000}-->", re.I)
SPAN = re.compile(r"""\bcolspan\s*=\s*["']?(\d{1,3})""", re.I)
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
    return Table(None, numbered_rows(text))


def numbered_rows(text):
    number, cells, start = 0, None, None
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in ROWS and name not in CELLS:
            continue
        if start is not None:  # a cell ends where anything else of the table begins
            cells.append(plain(text[start : tag.start()]))
            start = None
        if name in CELLS and not tag[1] and cells is not None:
            place = INDEX.search(tag[3])
            cells += [""] * (min(int(place[1]) - 1, limits.MAX_COLUMNS) - len(cells) if place else 0)
            start = None if tag[3].endswith("/") else tag.end()
            pending = int(span[1]) - 1 if (span := SPAN.search(tag[3])) else 0
            if start is None:
                cells.append("")
        elif name in CELLS and cells is not None and tag[1]:
            cells += [""] * min(pending, limits.MAX_COLUMNS)
            pending = 0
        elif name in ROWS:
            if cells and any(cells):
                yield number, cells
            cells, pending = ([], 0) if not tag[1] else (None, 0)
            number += not tag[1]
            if number > limits.MAX_ROWS:
                raise Refused("too_many_rows", limit=limits.MAX_ROWS)
        if cells is not None and len(cells) > limits.MAX_COLUMNS:
            raise Refused("too_many_columns", limit=limits.MAX_COLUMNS)
    if cells and any(cells):
        yield number, cells


def plain(text):
    return html.unescape(ANY_TAG.sub("", text.replace("<br>", " "))).replace("\xa0", " ").strip()[: limits.MAX_CELL]
