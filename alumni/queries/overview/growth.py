"""How many people were entered, and how many verified, in each of the last months."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from alumni.queries.search.terms import Kind

from .figures import Figure, Figures

MONTHS = 12


@dataclass(frozen=True)
class Month:
    begins_on: date
    entered: Figure
    verified: Figure
    entered_share: float  # per cent of the best of these months
    verified_share: float


def growth(figures: Figures) -> list[Month]:
    """The last twelve months, the present one first."""
    months = [
        (
            first,
            figures.month("entered", Kind.ENTERED, first.year, first.month),
            figures.month("confirmed", Kind.CONFIRMED, first.year, first.month),
        )
        for first in _months(timezone.localdate())
    ]
    most_entered = max(entered.value for _first, entered, _verified in months)
    most_verified = max(verified.value for _first, _entered, verified in months)
    return [
        Month(first, entered, verified, entered.share_of(most_entered), verified.share_of(most_verified))
        for first, entered, verified in months
    ]


def _months(today: date):
    number = today.year * 12 + today.month - 1
    for each in range(number, number - MONTHS, -1):
        yield date(each // 12, each % 12 + 1, 1)
