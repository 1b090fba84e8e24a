"""A number with the search that lists the people behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma

from alumni.queries.search.pages import rounded
from alumni.queries.search.terms import Kind, code, number
from alumni_office.ui.tilemap import brief

from .snapshot import MEASURES, NOBODY, Snapshot

QUERIES = {name: ("verified", "yes") if name == "verified" else ("reach", name) for name in MEASURES}


@dataclass(frozen=True)
class Figure:
    value: int
    step: int
    url: str

    @property
    def is_exact(self) -> bool:
        return self.step == 1

    @property
    def text(self) -> str:
        """ "1,204", or "≈ 68,300" where a sample was counted and says no more than three figures."""
        if self.is_exact:
            return intcomma(self.value)
        return f"≈ {intcomma(rounded(self.value))}" if self.value else f"< {self.step}"

    @property
    def brief(self) -> str:
        """The same in a narrow place; "" where it is short already."""
        return "" if self.value < 10_000 else ("" if self.is_exact else "≈") + brief(self.value)

    def share_of(self, whole: int) -> float:
        return 100 * self.value / whole if whole else 0.0


class Figures:
    """The numbers of one snapshot."""

    def __init__(self, snapshot: Snapshot, console: str):
        self.snapshot = snapshot
        self.console = console

    def everyone(self) -> Figure:
        return self._figure(self.snapshot.people, [])

    def everyone_by_measure(self) -> list[Figure]:
        counted = zip(QUERIES.values(), self.snapshot.measures, strict=True)
        return [self._figure(value, [query]) for query, value in counted]

    def college(self, pk: int) -> Figure:
        return self._figure(self._counts(number(Kind.COLLEGE, pk))[0], [("college", pk)])

    def college_by_measure(self, pk: int) -> list[Figure]:
        counted = zip(QUERIES.values(), self._counts(number(Kind.COLLEGE, pk))[1:], strict=True)
        return [self._figure(value, [("college", pk), query]) for query, value in counted]

    def province(self, value: str) -> Figure:
        return self._figure(self._counts(code(Kind.PROVINCE, value))[0], [("province", value)])

    def country(self, iso: str) -> Figure:
        return self._figure(self._counts(code(Kind.COUNTRY, iso))[0], [("country", iso)])

    def month(self, name: str, kind: Kind, year: int, month: int) -> Figure:
        counted = self._counts(number(kind, year * 100 + month))[0]
        return self._figure(counted, [(name, f"{year}-{month:02}")])

    def _counts(self, term: int) -> tuple[int, ...]:
        return self.snapshot.terms.get(term) or NOBODY

    def _figure(self, counted: int, query: list[tuple]) -> Figure:
        step = self.snapshot.step
        return Figure(counted * step, step, f"{self.console}?{urlencode(query)}" if query else self.console)
