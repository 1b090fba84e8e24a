"""What apps to the right plug in, in their AppConfig.ready()."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True)
class CountedOutcome:
    """What another app counts of the people who came, within queries.effect.contacts.WITHIN of an event.

    `count(event_ids)` is {event: number}, for all of them in a constant number of queries; `url(event_id)` is the page
    of the rows that were counted, for who has the `right` (a Permission); `definition` says in a sentence what is
    counted."""

    name: str
    label: str | Promise
    definition: str | Promise
    count: Callable[[Sequence[int]], dict[int, int]]
    url: Callable[[int], str]
    right: str


@dataclass(frozen=True)
class Story:
    """What a student team wrote and the office accepted: for the editors, whose answers go to `email`. The same `key`
    is the same story."""

    team: str
    name: str
    email: str
    title: str
    text: str
    key: UUID


# Editors' desks: each takes a story within the caller's transaction and returns the mails to wake a worker for.
desks: list[Callable[[Story], list[int]]] = []
outcomes: list[CountedOutcome] = []
