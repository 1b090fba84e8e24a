"""Who is elected: most votes, with at least half of the valid ballots ("at least" includes the half itself)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Outcome(Generic[Key]):
    elected: list[Key]
    tied: list[Key]  # of equal votes, for fewer places than they are
    open_places: int  # which a further ballot may fill


def needed(ballots: int) -> int:
    """The fewest votes that elect."""
    return max(-(-ballots // 2), 1)


def outcome(votes: Sequence[tuple[Key, int]], *, ballots: int, places: int) -> Outcome[Key]:
    """Nobody of equal votes is preferred: where the last places fall on more people than there are places, none of
    them is elected."""
    able = sorted((one for one in votes if one[1] >= needed(ballots)), key=lambda one: -one[1])
    if len(able) <= places:
        return Outcome([key for key, _count in able], [], places - len(able))
    last = able[places - 1][1]
    if able[places][1] < last:
        return Outcome([key for key, _count in able[:places]], [], 0)
    elected = [key for key, count in able if count > last]
    return Outcome(elected, [key for key, count in able if count == last], places - len(elected))
