"""How the seats of a congress are shared out: largest remainder (Hamilton), with at least some for each body.

A body whose exact share is below the floor gets the floor and is set aside; the shares of the others are worked out
anew from the seats that remain, until nobody is below it. Then each gets its whole seats, and what is left goes one
by one to the largest remainders; of equal remainders to the larger count, then to who stands first in the list.

The method does not promise house monotonicity: with one seat more in all, a body may get one less.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Body = TypeVar("Body", bound=Hashable)


class TooFewSeats(Exception):
    """The bodies' floors together are more than the seats, or there is no body at all."""

    def __init__(self, needed: int):
        super().__init__(needed)
        self.needed = needed


@dataclass(frozen=True)
class Share(Generic[Body]):
    """What one body gets, and how it came about."""

    body: Body
    counted: int
    exact: Fraction  # of the seats that were shared out with it
    seats: int
    is_floor: bool  # set aside with the floor
    is_rounded_up: bool  # by its remainder

    @property
    def whole(self) -> int:
        return int(self.exact)

    @property
    def remainder(self) -> Fraction:
        return self.exact - self.whole


def apportion(counts: Sequence[tuple[Body, int]], *, seats: int, least: int = 0) -> list[Share[Body]]:
    """Return the share of each body, in the order of `counts`. Where nobody was counted, all count alike. Raises
    TooFewSeats."""
    if not counts or len(counts) * least > seats:
        raise TooFewSeats(len(counts) * least)
    weights = [count for _body, count in counts]
    if not any(weights):
        weights = [1] * len(counts)
    exact, floored = _exact(weights, seats, least)
    rest = [place for place in range(len(counts)) if place not in floored]
    left = seats - least * len(floored) - sum(int(exact[place]) for place in rest)
    rest.sort(key=lambda place: (int(exact[place]) - exact[place], -weights[place], place))
    rounded_up = set(rest[:left])
    return [
        Share(
            body=body, counted=counted, exact=exact[place], is_floor=place in floored,
            is_rounded_up=place in rounded_up,
            seats=least if place in floored else int(exact[place]) + (place in rounded_up),
        )
        for place, (body, counted) in enumerate(counts)
    ]  # fmt: skip


def _exact(weights: list[int], seats: int, least: int) -> tuple[list[Fraction], set[int]]:
    """The exact shares, and the places of those that get the floor instead."""
    exact = [Fraction(0)] * len(weights)
    floored: set[int] = set()
    while True:
        rest = [place for place in range(len(weights)) if place not in floored]
        total, shared = sum(weights[place] for place in rest), seats - least * len(floored)
        for place in rest:
            exact[place] = Fraction(weights[place] * shared, total)
        below = {place for place in rest if exact[place] < least}
        if not below:
            return exact, floored
        floored |= below
