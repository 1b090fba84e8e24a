"""The quotas with the arithmetic behind each."""

from dataclasses import dataclass
from fractions import Fraction

from chapters.models import Congress, Delegation

from .apportionment import Share, TooFewSeats, apportion
from .standing import with_numbers


@dataclass(frozen=True)
class Line:
    row: Delegation
    share: Share | None  # None when the plan was changed so that the rule no longer applies

    @property
    def exact(self) -> str:
        return _three(self.share.exact) if self.share else ""

    @property
    def remainder(self) -> str:
        return _three(self.share.remainder) if self.share else ""

    @property
    def is_adjusted(self) -> bool:
        return self.row.seats != self.row.by_rule


@dataclass(frozen=True)
class Lines:
    lines: list[Line]
    counted: int
    by_rule: int
    seats: int
    is_stale: bool  # the plan was changed since the quotas were worked out


def quota_lines(congress: Congress) -> Lines:
    rows = with_numbers(congress.delegations).select_related("chapter", "college")
    # In the order in which equal remainders are decided.
    found = sorted(rows, key=lambda row: (row.college_id is not None, row.chapter_id or row.college_id))
    try:
        shares = list(apportion([(row.pk, row.counted) for row in found], seats=congress.seats, least=congress.least))
    except TooFewSeats:
        shares = []
    by_pk = {share.body: share for share in shares}
    lines = [Line(row, by_pk.get(row.pk)) for row in found]
    is_stale = any(line.share is None or line.share.seats != line.row.by_rule for line in lines)
    return Lines(
        lines, sum(row.counted for row in found), sum(row.by_rule for row in found), sum(row.seats for row in found),
        is_stale,
    )  # fmt: skip


def _three(number: Fraction) -> str:
    """Three decimals, cut and not rounded: 1.9996 is no 2."""
    thousandths = int(number * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
