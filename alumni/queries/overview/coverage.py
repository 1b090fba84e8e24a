"""How many of each college's people the office can reach, and how far that is from the target."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .figures import Figure, Figures

LABELS: dict[str, str | Promise] = {
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "post": _("Post"),
    "verified": pgettext_lazy("filter", "Verified"),
}
SHOWN = 8  # colleges that are not folded away


@dataclass(frozen=True)
class Measure:
    label: str | Promise
    figure: Figure
    share: float  # per cent of the row's people
    target: int

    @property
    def is_below(self) -> bool:
        return self.share < self.target


@dataclass(frozen=True)
class Row:
    label: str
    people: Figure
    measures: list[Measure]


@dataclass(frozen=True)
class Coverage:
    targets: list[tuple[str | Promise, int]]
    total: Row | None  # None when it would repeat the only college
    first: list[Row]
    others: list[Row]


def coverage(figures: Figures, *, everyone: bool) -> Coverage:
    """The colleges by their number of people; of everyone only those that have any."""
    rows = [
        _row(_name(name, english_name), figures.college(pk), figures.college_by_measure(pk))
        for pk, name, english_name in figures.snapshot.colleges
    ]
    shown = [row for row in rows if row.people.value or not everyone]
    shown.sort(key=lambda row: (-row.people.value, row.label))
    total = None
    if everyone or len(rows) > 1:
        total = _row("", figures.everyone(), figures.everyone_by_measure())
    targets = [(LABELS[name], _target(name)) for name in LABELS]
    return Coverage(targets, total, shown[:SHOWN], shown[SHOWN:])


def _row(label: str, people: Figure, measured: list[Figure]) -> Row:
    measures = [
        Measure(LABELS[name], figure, figure.share_of(people.value), _target(name))
        for name, figure in zip(LABELS, measured, strict=True)
    ]
    return Row(label, people, measures)


def _target(name: str) -> int:
    return settings.COVERAGE_TARGETS.get(name, 0)


def _name(name: str, english_name: str) -> str:
    return english_name if english_name and get_language() == "en" else name
