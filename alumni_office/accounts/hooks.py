"""What apps plug into accounts, in their AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise


class CannotTake(Exception):
    """The colleague cannot take it over; the message is a sentence that says why."""


@dataclass(frozen=True)
class Handover:
    """Work of one kind that is somebody's until it is done.

    `rows()` are all that are due, of everyone; `owner` is their field that names whose they are. `take(rows, taker)`
    gives rows of one leaver to a colleague inside the caller's transaction and returns how many; it raises CannotTake.
    """

    name: str  # stands in the record of what was handed over: "alumni.rosters"
    label: str | Promise
    rows: Callable[[], QuerySet]
    owner: str
    take: Callable[[QuerySet, Any], int]

    def due_of(self, user) -> QuerySet:
        return self.rows().filter(**{self.owner: user})


handovers: list[Handover] = []

# Names of views that stay shut while somebody looks at the site as someone else ("alumni:me-rights").
closed_while_looking: set[str] = set()

# What apps want to know of whoever is signed in, on every page: {attribute: its expression over the user's row}.
# They are asked with the row itself and cost no query of their own. Their statement is compiled once a process: nothing
# in them may depend on the day.
known_of_users: dict[str, Callable[[], Combinable]] = {}
