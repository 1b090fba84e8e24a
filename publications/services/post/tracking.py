"""Tracking numbers from the courier's sheet: by the code of the parcel, each number once."""

from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from alumni.intake.reader import read_tables
from alumni.intake.refusal import Refused
from publications.models import Distribution, Parcel

from .returning import cleaned

CODE = {"code", "编号", "条码", "包裹编号", "parcel", "label"}
TRACKING = {"trackingnumber", "tracking", "运单号", "快递单号", "邮件号", "单号", "挂号编号"}
CARRIER = {"carrier", "快递公司", "快递", "承运", "承运商", "承运人", "物流公司"}
MOST_LINES = 100_000
AT_ONCE = 1000  # lines of one statement


class NoColumns(Exception):
    """No sheet has a line of titles with the code and the tracking number."""


@dataclass
class Line:
    """One line of the sheet, and what became of it: written, same, unknown, taken, not_sent, empty."""

    number: int
    code: str
    tracking_no: str
    carrier: str
    outcome: str = ""


def read_numbers(path: Path, *, filename: str) -> list[Line]:
    """Read the first sheet with a column of codes and one of tracking numbers. Raises
    Refused and NoColumns."""
    for table in read_tables(path, filename=filename):
        columns: dict[str, int] = {}
        lines: list[Line] = []
        for number, cells in table.rows:
            if not columns:
                columns = _columns(cells)
            elif any(cell.strip() for cell in cells):
                if len(lines) >= MOST_LINES:
                    raise Refused("too_many_rows", limit=MOST_LINES)
                lines.append(_line(number, cells, columns))
        if columns:
            return lines
    raise NoColumns


def _columns(cells: list[str]) -> dict[str, int]:
    found = {}
    for place, cell in enumerate(cells):
        word = "".join(cell.lower().split()).strip("'：:")
        for name, words in (("code", CODE), ("tracking", TRACKING), ("carrier", CARRIER)):
            if word in words and name not in found:
                found[name] = place
    return found if {"code", "tracking"} <= set(found) else {}


def _line(number: int, cells: list[str], columns: dict[str, int]) -> Line:
    def cell(name: str) -> str:
        place = columns.get(name, len(cells))
        return cells[place].strip().strip("'") if place < len(cells) else ""

    return Line(number, cleaned(cell("code")), cell("tracking")[:40], cell("carrier")[:30])


def record_numbers(*, distribution: Distribution, lines: list[Line], carrier: str, by) -> list[Line]:
    """Write the numbers into the parcels; each line tells its outcome. Repeating a sheet changes nothing."""
    parcels = {row.code: row for row in distribution.parcels.filter(code__in=[line.code for line in lines])}
    for line in lines:
        line.carrier = line.carrier or carrier
        line.outcome = _outcome(parcels.get(line.code), line)
    new = [line for line in lines if not line.outcome]
    for begin in range(0, len(new), AT_ONCE):
        _write([(parcels[line.code], line) for line in new[begin : begin + AT_ONCE]])
    return lines


def _outcome(parcel: Parcel | None, line: Line) -> str:
    """What can be said before anything is written; "" where the line says something new."""
    if not line.code or not line.tracking_no:
        return "empty"
    if parcel is None:
        return "unknown"
    return "same" if (parcel.tracking_no, parcel.carrier) == (line.tracking_no, line.carrier) else ""


def _write(some: list[tuple[Parcel, Line]]) -> None:
    """By one statement; where that meets a number that another parcel has, one by one."""
    if len({parcel.pk for parcel, _line in some}) == len(some) and _written(some):
        return
    for parcel, line in some:
        line.outcome = _outcome(parcel, line)
        if not line.outcome and not _written([(parcel, line)]):
            line.outcome = "taken"


def _written(some: list[tuple[Parcel, Line]]) -> bool:
    rows = [Parcel(pk=parcel.pk, tracking_no=line.tracking_no, carrier=line.carrier) for parcel, line in some]
    try:
        with transaction.atomic():
            Parcel.objects.bulk_update(rows, ["tracking_no", "carrier"])
    except IntegrityError:
        return False
    for parcel, line in some:
        parcel.tracking_no, parcel.carrier, line.outcome = line.tracking_no, line.carrier, "written"
    return True
