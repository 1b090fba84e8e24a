"""One look into the index of terms for several conditions at once."""

from dataclasses import dataclass

from .condition import Condition, sampled

# What the index costs for each person of a condition, and what a person costs to read and to ask: microseconds.
ONE_TERM, MANY_TERMS, READ, ASK = 0.015, 0.2, 2, 5


@dataclass(frozen=True)
class Look:
    found: list[Condition]  # the index is asked for these,
    seen: list[Condition]  # and the terms of whom it gives for these
    read: float  # how many it is likely to give
    people: float  # how many of them are likely to be left
    cost: float  # microseconds

    def sql(self, sample: int = 1) -> tuple[str, list]:
        """FROM and WHERE for the people who may meet all of these; with `sample` only one in so many."""
        # A condition that is asked whether it IS TRUE is none for the index.
        where = ["c.terms && %s"] * len(self.found) + ["(c.terms && %s) IS TRUE"] * len(self.seen)
        params = [each.implied for each in (*self.found, *self.seen)]
        return f"FROM alumni_searchdoc c WHERE {' AND '.join(where)}{sampled('c.person_id', sample)}", params

    def rest(self, conditions: list[Condition]) -> list[Condition]:
        """What remains to be asked: of a name that begins so whether it goes on so, and what is no term at all."""
        met = [each for each in (*self.found, *self.seen) if each.is_implied]
        return [each for each in conditions if each not in met]


def look(conditions: list[Condition], everyone: int) -> Look | None:
    """Return None where no condition has terms. Of the common ones, and of those with many terms, the index has
    long lists to merge: each is asked for only where it spares reading more people than that is worth."""
    sized = sorted((each for each in conditions if each.implied), key=lambda each: each.implied_size)
    if not sized:
        return None
    found, seen = sized[:1], []
    read = people = float(sized[0].implied_size)
    cost = read * _each(sized[0])
    for each in sized[1:]:
        share = min(each.implied_size / max(everyone, 1), 1)
        merging = each.implied_size * _each(each)
        if merging <= read * (1 - share) * READ:
            found.append(each)
            read *= share
            cost += merging
        else:
            seen.append(each)
        people *= share
    return Look(found, seen, read, people, cost + read * READ)


def _each(condition: Condition) -> float:
    return MANY_TERMS if len(condition.implied) > 1 else ONE_TERM
