"""A bank's table to typed rows. One row that cannot be right refuses the file: nothing of it is taken."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from alumni.intake import reader, refusal
from alumni.intake.table import LostDigits
from alumni_office.money.amounts import NotAnAmount, read_amount

from . import bank_columns, bank_currency
from .bank_end import LastLine, is_open

HEADER_ROWS = 40
SAMPLE_ROWS = 5
MOST_ROWS = 100_000
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*|\d{6})?", re.ASCII)
_IN = {"贷", "贷方", "收", "收入", "c", "cr", "credit", "in", "转入", "入账", "+"}
_OUT = {"借", "借方", "支", "支出", "d", "dr", "debit", "out", "转出", "出账", "-"}
_ENDING = re.compile(r"合计|总计|小计|本页|余额|笔数|total|打印|制表|^$", re.IGNORECASE)


class Refused(Exception):
    """The file is not taken; `str()` is a sentence for whoever sent it."""


@dataclass(frozen=True)
class Head:
    row: int
    titles: list[str]
    sample: list[list[str]]


@dataclass(frozen=True)
class Credit:
    row: int
    booked_on: date
    amount: Decimal
    payer: str
    payer_account: str
    memo: str
    reference: str


def head_of(path, filename: str) -> Head:
    """The titles of the first table that looks like a bank's, with some rows; else its widest early row. Raises
    Refused."""
    best: tuple[int, int, list[str]] | None = None
    rest: list[list[str]] = []
    for number, cells in _rows(path, filename, HEADER_ROWS + SAMPLE_ROWS):
        known = bank_columns.recognised(cells)
        if best is None or known > best[0]:
            best, rest = (known, number, cells), []
        else:
            rest.append(cells)
    if best is None or sum(bool(cell.strip()) for cell in best[2]) < 3:
        raise Refused(_("No line with column titles such as date, payer and amount was found in this file."))
    return Head(best[1], _titles(best[2]), rest[:SAMPLE_ROWS])


def read(path, filename: str, columns: dict[str, int], header: str, today: date) -> tuple[list[Credit], int]:
    """(what came in, how many rows went out). Raises Refused with the place of the first row that cannot be right."""
    credits: list[Credit] = []
    seen: dict[str, int] = {}
    last: LastLine | None = None
    debits = number = 0
    for number, cells in _rows(path, filename, MOST_ROWS):
        if last is None:
            titles = _titles(cells)
            if bank_columns.digest(titles) == header:
                last, columns = LastLine(columns, len(titles)), _with_currency(columns, titles)
            elif foreign := bank_currency.foreign_above(cells):
                raise _foreign(number, foreign)
            continue
        found = _row(number, cells, columns, last.width, today)
        last.saw(cells if found else [])
        if found is None:
            continue
        if found.amount <= 0:
            debits += 1
            continue
        credits.append(_with_reference(found, seen))
    if last is None:
        raise Refused(_("The line with the column titles is not there any more. Upload the file again."))
    if not credits and not debits:
        raise Refused(_("This file has column titles but no payment below them."))
    if last.is_cut() and is_open(path):
        raise _at(number, _("it has no end: the file seems to be cut off. Where it is whole, end its last line and "
                            "upload it again"))  # fmt: skip
    return credits, debits


def _with_currency(columns: dict[str, int], titles: list[str]) -> dict[str, int]:
    place = bank_currency.column_of(titles)
    return columns if place is None else columns | {"currency": place}


def _foreign(number: int, text: str) -> Refused:
    return _at(
        number, _("“%(text)s” is not CNY. Gifts of foreign money are entered by hand, with the rate of the day")
        % {"text": text[:20]},
    )  # fmt: skip


def _rows(path, filename: str, most: int) -> Iterator[tuple[int, list[str]]]:
    try:
        for table in reader.read_tables(path, filename=filename, titles=bank_columns.recognised):
            if table.is_hidden:
                continue
            count = 0
            for number, cells in table.rows:
                count += 1
                if count > most:
                    if most == MOST_ROWS:
                        raise Refused(_("This file has more than %(limit)s rows. Split it and upload the parts.")
                                      % {"limit": MOST_ROWS})  # fmt: skip
                    return
                yield number, cells
            if count:
                return  # a bank's table is the first sheet that has one
    except refusal.Refused as refused:
        if refused.code == "bomb":
            raise Refused(
                _("This workbook unpacks to far more than a bank statement needs, so it was not opened.")
            ) from None
        raise Refused(str(refused)) from None
    except (ValueError, IndexError, UnicodeError) as error:
        raise Refused(_("This file could not be read. Download it from the bank once more.")) from error


def _titles(cells: list[str]) -> list[str]:
    titles = [" ".join(cell.split())[:80] for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    return titles


def _row(number: int, cells: list[str], columns: dict[str, int], width: int, today: date) -> Credit | None:
    """None for a row that says nothing of a payment, such as the sums below."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    day_text = _cell(cells, columns, "booked_on")
    if not day_text or (_ENDING.search(first) and not _DATE.fullmatch(day_text)):
        if any(_cell(cells, columns, role) for role in ("payer", "reference")) and not _ENDING.search(first):
            raise _at(number, _("there is no date"))
        return None
    if bank_columns.plain(day_text) in bank_columns.TITLES["booked_on"].split():
        return None  # the titles again, on the next printed page
    if len(cells) < width and any(column >= len(cells) for column in columns.values()):
        raise _at(number, _("it ends before the last column: the file seems to be cut off"))
    currency = _cell(cells, columns, "currency")
    if currency and not bank_currency.is_home(currency):
        raise _foreign(number, currency)
    day = _day(number, day_text)
    if day > today:
        raise _at(number, _("the date %(date)s lies ahead") % {"date": day_text[:20]})
    reference = " ".join(_cell(cells, columns, "reference").split())
    if len(reference) > 80 or isinstance(_raw(cells, columns, "reference"), LostDigits):
        raise _at(number, _("the reference has lost digits or is too long; export it as text"))
    memo = " ".join(filter(None, (_cell(cells, columns, "memo"), _cell(cells, columns, "memo_2"))))
    return Credit(
        number, day, _amount(number, cells, columns), _cell(cells, columns, "payer")[:120],
        _cell(cells, columns, "payer_account")[:40], memo[:500], reference,
    )  # fmt: skip


def _with_reference(found: Credit, seen: dict[str, int]) -> Credit:
    """A line without a number of the bank gets one of what it says, and of how often it said so before. Raises Refused
    for two different payments under one number."""
    if found.reference:
        said = hash((found.booked_on, found.amount, found.payer))
        if seen.setdefault(found.reference, said) != said:
            raise _at(found.row, _("another payment in this file has the same reference. Is it the right column?"))
        return found
    text = "|".join([found.booked_on.isoformat(), str(found.amount), found.payer, found.payer_account, found.memo])
    digest = hashlib.sha256(text.encode()).hexdigest()[:24]
    seen[digest] = seen.get(digest, 0) + 1
    return replace(found, reference=f"~{digest}-{seen[digest]}")


def _amount(number: int, cells: list[str], columns: dict[str, int]) -> Decimal:
    """More than 0: came in; less: went out."""
    if "amount" in columns:
        amount = _money(number, _cell(cells, columns, "amount"), signed=True)
        if amount is None:
            raise _at(number, _("there is no amount"))
        word = _cell(cells, columns, "direction").strip().lower()
        if word in _OUT:
            return -abs(amount)
        if word and word not in _IN:
            raise _at(number, _("“%(word)s” says neither in nor out") % {"word": word[:20]})
        if word and amount < 0:
            raise _at(number, _("the amount is negative. A reversal is entered as a refund by hand"))
        return amount
    credit = _money(number, _cell(cells, columns, "credit"))
    debit = _money(number, _cell(cells, columns, "debit"))
    if not credit and not debit:
        raise _at(number, _("there is no amount"))
    if credit and debit:
        raise _at(number, _("money came in and went out in one line"))
    return credit or -(debit or Decimal(0))


def _money(number: int, text: str, *, signed: bool = False) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if plain in ("", "-", "--"):
        return None
    is_negative = plain.startswith("-")
    if is_negative and not signed:
        raise _at(number, _("the amount is negative. A reversal is entered as a refund by hand"))
    try:
        amount = read_amount(plain.lstrip("+-"))
    except NotAnAmount as error:
        words = {
            "not_a_number": _("“%(text)s” is no amount"),
            "too_many_decimals": _("the amount %(text)s has more than two digits after the point"),
            "too_large": _("the amount %(text)s is too large"),
        }
        raise _at(number, words[str(error)] % {"text": text[:40]}) from None
    return -amount if is_negative else amount


def _day(number: int, text: str) -> date:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        assert match
        return date(*(int(part) for part in match.groups()))
    except (AssertionError, ValueError):
        raise _at(number, _("“%(text)s” is no date") % {"text": text[:20]}) from None


def _raw(cells: list[str], columns: dict[str, int], role: str) -> str:
    column = columns.get(role)
    return cells[column] if column is not None and column < len(cells) else ""


def _cell(cells: list[str], columns: dict[str, int], role: str) -> str:
    """Without what cannot be seen, and the ' and tabs that banks put before digits."""
    text = "".join(char for char in _raw(cells, columns, role) if char.isprintable() or char in "\t ")
    return text.strip().lstrip("'`").strip()


def _at(number: int, what: str) -> Refused:
    return Refused(_("Line %(number)d: %(what)s. Nothing was taken from this file.") % {"number": number, "what": what})
