import dataclasses
import hashlib
import json
from dataclasses import asdict, dataclass

from .titles import IGNORE, fold


@dataclass
class Column:
    index: int
    title: str
    field: str
    confidence: float
    samples: list[str] = dataclasses.field(default_factory=list)
    whole_months: bool = False  # dates here mean a month: "出生年月" kept as the first of each


@dataclass
class Mapping:
    """Which column of a sheet means what. `as_json` and `from_json` are inverse."""

    header_row: int  # the last line of titles, as the spreadsheet program counts
    columns: list[Column]
    headings: list[str] = dataclasses.field(default_factory=list)  # the texts above the titles
    remembered: bool = False

    @property
    def fingerprint(self):
        return fingerprint([column.title for column in self.columns])

    @property
    def fields(self):
        return {column.index: column.field for column in self.columns}

    def corrected(self, fields):
        """A copy in which the columns named in {index or "index": field} mean what a person says."""
        wanted = {int(index): meaning for index, meaning in fields.items()}
        columns = [
            Column(**{**asdict(column), "field": wanted[column.index], "confidence": 1.0})
            if column.index in wanted
            else column
            for column in self.columns
        ]
        return Mapping(self.header_row, columns, self.headings, remembered=True)

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, value):
        return cls(**{**value, "columns": [Column(**column) for column in value["columns"]]})


def fingerprint(header):
    """The same for two headers with the same titles in the same order, however they are spaced."""
    titles = [fold(title) for title in header]
    while titles and not titles[-1]:
        titles.pop()
    return hashlib.sha256(json.dumps(titles).encode()).hexdigest()[:32]


__all__ = ["IGNORE", "Column", "Mapping", "fingerprint"]
