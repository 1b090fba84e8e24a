"""The demonstration's chapters: where they are, since when, and how they fare."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from django.conf import settings

from alumni.demo.lists import rows

DATA = "chapters.demo"
PATHS: dict[str, list[str]] = {
    "lead": [],
    "applying": ["applying"],
    "preparing": ["applying", "preparing"],
    "founded": ["applying", "preparing", "founded"],
    "active": ["applying", "preparing", "founded", "active"],
    "dormant": ["applying", "preparing", "founded", "active", "dormant"],
    "revived": ["applying", "preparing", "founded", "active", "dormant", "revived"],
    "dissolved": ["applying", "preparing", "founded", "active", "dormant", "dissolved"],
}
CIVIL_PATHS: dict[str, list[str]] = {
    "none": [],
    "applied": ["applied"],
    "registered": ["applied", "registered"],
    "revoked": ["applied", "registered", "revoked"],
}


class Row(NamedTuple):
    """One line of data/chapters.tsv. `code`: a province, a country, a trade, or the name of a college; `term`: how the
    last council's stands."""

    kind: str
    code: str
    city: str
    place: str
    english: str
    founded: str
    recognition: str
    civil: str
    term: str
    zone: str

    @property
    def name(self) -> str:
        return f"{self.place}{settings.UNIVERSITY_NAME}校友会"

    @property
    def name_en(self) -> str:
        where = f" {self.english}" if self.kind == "industry" else f", {self.english}"
        return f"{settings.UNIVERSITY_NAME_EN} Alumni Association{where}"

    def founded_on(self, today: date) -> date | None:
        """A day, or so many days ago."""
        if self.founded.startswith("-"):
            return today + timedelta(days=int(self.founded))
        return date.fromisoformat(self.founded) if self.founded else None

    def dice(self, purpose: str) -> Random:
        """The same throws for the same chapter and purpose, whatever was thrown before."""
        return Random(f"{self.kind}/{self.code}/{self.city}/{purpose}")  # noqa: S311


CHAPTERS = [Row(*row) for row in rows("chapters", DATA)]


def years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
