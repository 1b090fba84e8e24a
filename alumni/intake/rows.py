"""From a sheet's cells to the facts about one person a row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .cells.text import ALL_CASES, are_clean, clean
from .context import Context, hints
from .facts import READERS
from .mapping import IGNORE, Mapping
from .reasons import reason, status_of
from .skips import skip_code
from .table import LostDigits
from .titles import fold
from .whole import finish

FIRST = ("country", "place", "province", "city", "name", "family_name", "given_name")  # others look at these
LONG = {"name", "address", "address_and_postcode", "note", "honours", "interests"}  # these have limits of their own
NARROWING = ("college", "level", "major", "graduation_year", "enrolment_year", "class_name")
NAME_PARTS = ("given_name", "family_name")
NOT_EMPTY = ("Na", "NA", "Nan", "NAN")  # 娜 and 楠 are names, and no more empty than Li
MAX_FACT = 300


@dataclass
class RowReading:
    sheet: str | None
    row: int  # as the spreadsheet program counts
    status: str  # ok, warning, error or skip
    reasons: list[dict] = field(default_factory=list)
    fields: dict = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)


class Reading:
    """One row while it is read: the facts so far, the doubts, and what the file knows about all rows."""

    __slots__ = ("fields", "reasons", "sheet")

    def __init__(self, sheet):
        self.fields = {}
        self.reasons = []
        self.sheet = sheet

    def doubt(self, code, field, **params):
        self.reasons.append(reason(code, field, **params))


class SheetReader:
    """Reads the rows of one sheet under one mapping."""

    def __init__(self, mapping: Mapping, context: Context, texts):
        self.context = context
        self.latest_graduation = context.today.year + 1
        self.latest_enrolment = context.today.year
        self.latest_birth = context.today.year - 10
        self.today = context.today.isoformat()
        self.titles = {"".join(column.title.split()) for column in mapping.columns if column.title}
        self.titles |= {fold(title) for title in self.titles}
        self.columns = {column.field for column in mapping.columns if column.field != IGNORE}
        self.whole_months = any(column.whole_months for column in mapping.columns)
        used = [column for column in mapping.columns if column.field in READERS]
        used.sort(key=lambda column: FIRST.index(column.field) if column.field in FIRST else len(FIRST))
        self.plan = [(column.index, column.field, READERS[column.field]) for column in used]
        self.name_columns = [column.index for column in used if column.field in ("name", "family_name", "english_name")]
        self.other_columns = [column.index for column in used if column.index not in self.name_columns]
        self.college = lru_cache(maxsize=4096)(context.resolve_college)
        self.sheet_says = self.facts_for_all(hints(texts, context))
        self.defaults = self.sheet_says

    def facts_for_all(self, found):
        """What every row gets where no column says it: the upload's college, the sheet's level and year."""
        said = {"level", "class_name", "major", "enrolment_year", "graduation_year"} & self.columns
        if {"year_either", "study_period"} & self.columns:
            said |= {"enrolment_year", "graduation_year"}
        found = {name: value for name, value in found.items() if name not in said}
        if self.context.college:
            found["college"] = self.context.college
        if self.context.school and "school" not in self.columns:
            found["school"] = self.context.school
        return found

    def go_below(self, heading):
        """From here on the rows belong to what a heading between them says; a new college ends the class before it."""
        found = hints([heading], self.context)
        broadest = min((NARROWING.index(name) for name in found), default=len(NARROWING))
        broader = {name: self.defaults[name] for name in NARROWING[:broadest] if name in self.defaults}
        self.defaults = {**self.sheet_says, **broader, **self.facts_for_all(found)}

    def read(self, sheet, number, cells):
        name = self.name_in(cells)
        if self.looks_odd(name, cells):
            others = [
                cells[index].strip() for index in self.other_columns if index < len(cells) and cells[index].strip()
            ]
            code = skip_code(cells, name, others, self.titles, bare=not self.other_columns)
            if code == "section_line":  # 98级1班 between the rows: so are those that follow
                self.go_below("".join(cells))
            if code:
                return RowReading(sheet, number, "skip", [reason(code, None)], {}, cells)
        reading = Reading(self)
        is_clean = are_clean(cells)
        width = len(cells)
        for index, meaning, read in self.plan:
            text = cells[index] if index < width else ""
            if not is_clean:
                text = self.cleaned(text, reading, meaning)
            if not text or (text in ALL_CASES and not (meaning in NAME_PARTS and text in NOT_EMPTY)):
                continue
            if len(text) > MAX_FACT and meaning not in LONG:
                reading.doubt("text_too_long", meaning, limit=MAX_FACT)
            else:
                read(reading, text)
        finish(reading)
        reasons = reading.reasons
        return RowReading(sheet, number, status_of(reasons) if reasons else "ok", reasons, reading.fields, cells)

    def cleaned(self, text, reading, meaning):
        cleaned, had_control = clean(text)
        if had_control:
            reading.doubt("control_character", meaning)
        return LostDigits(cleaned) if type(text) is LostDigits else cleaned

    def name_in(self, cells):
        for index in self.name_columns:
            if index < len(cells) and (name := cells[index].strip()):
                return name
        return ""

    def looks_odd(self, name, cells):
        """Cheap signs that a row may be no person; only then the careful look is taken."""
        if len(name) not in (2, 3) or not name.isalpha() or name in self.titles or name[-1] in "计数名計數":
            return True
        if len(cells) - cells.count("") <= 3:
            return True
        for cell in cells:
            if cell:
                return cell[-1] in "计数計數例"
        return False


def interpret(table, mapping: Mapping, *, context: Context, filename: str = "") -> Iterator[RowReading]:
    """Yield a RowReading for each line below the titles that holds anything."""
    reader = SheetReader(mapping, context, [table.sheet or "", *mapping.headings, filename])
    for number, cells in table.rows:
        if number > mapping.header_row and "".join(cells).strip():
            yield reader.read(table.sheet, number, cells)
