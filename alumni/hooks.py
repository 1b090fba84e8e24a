"""What apps to the right plug into the alumni app, in their AppConfig.ready()."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class RecordOwner:
    """How one app carries its rows through the life of an alumnus record.

    `models` are the labels ("events.Registration") of its models with a foreign key to Alumnus.
    `reassign(keep, drop)` moves their rows within a merge and returns a JSON-ready journal;
    `undo(keep, drop, journal)` gives back what that journal moved and nobody changed since, and
    returns how many rows it had to leave. Both run inside the caller's transaction, which holds
    the locks on both people. `undo` may come when `keep` was itself merged on: then `keep` is the
    record that has the rows today.
    """

    models: frozenset[str]
    reassign: Callable[[Any, Any], dict]
    undo: Callable[[Any, Any, dict], int]
    erase: Callable[[Any], None]
    export: Callable[[Any], dict]


owners: dict[str, RecordOwner] = {}


@dataclass(frozen=True)
class Forgotten:
    """Others than people on record whom an app erases, in the list of the erased outside the database.

    A line of theirs holds `name`, a key that no other line has: `lines(known)` are those of every erasure whose key is
    not `known`. `replay(lines)` erases again, after a restore, whom they name and the database still knows, and
    returns a `Replayed`.
    """

    name: str
    lines: Callable[[set[str]], Iterable[dict]]
    replay: Callable[[Sequence[dict]], Any]


forgotten: list[Forgotten] = []


# What apps to the right end when it is taken back that an account is a person: called with the person, whose account is
# no longer set, the user who was taken for that person, and who took it back, in the transaction that does so.
unlinked: list[Callable[[Any, Any, Any], None]] = []


@dataclass(frozen=True)
class Panel:
    """One part of a person's page at the desk, kept by another app.

    `url_name` takes the person's key. The page loads it when it is looked at, and without JavaScript
    it is a page of its own; the view behind it asks for `permission` and scope itself.
    """

    title: str | Promise
    url_name: str
    permission: str
    order: int = 50


@dataclass(frozen=True)
class Fact:
    """The rows of one table that make a criterion true of a person: SQL that names the columns of `table` plainly.

    The column `person` needs an index: a page of the search asks it of each person whom it passes.
    """

    table: str
    person: str
    where: str
    values: tuple


@dataclass(frozen=True)
class Criterion:
    """A filter of the search that another app brings: in the console, its counts, saved searches, lists and exports.

    `choices(user)` are the (value, label) that `user` may ask for, in the order in which they are offered; whatever
    else an address or a saved search holds finds nobody. `fact(user, values)` says of whom one of these values is true.
    Where there are too many to offer, links bring them: `named(user, values)` are those of them that `user` may ask
    for, with their labels. A value has the `shape`.
    """

    name: str
    label: str | Promise
    choices: Callable[[Any], Sequence[tuple[str, str]]]
    fact: Callable[[Any, list[str]], Fact]
    named: Callable[[Any, Collection[str]], dict[str, str]] | None = None
    shape: str = r"[0-9a-z_]{1,15}"

    def known(self, user, values: Collection[str]) -> dict[str, str]:
        """Those of `values` that `user` may ask for, with their labels."""
        if self.named:
            return self.named(user, values)
        return {value: label for value, label in self.choices(user) if value in values}


@dataclass(frozen=True)
class Happened:
    """One thing that happened to a person, on the timeline; `is_day`: only the day is known."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
    is_day: bool = False


@dataclass(frozen=True)
class Activity:
    """What one app knows to have happened: `happened(user, person)`, as far as `user` may know it."""

    permission: str
    happened: Callable[[Any, Any], Iterable[Happened]]


@dataclass(frozen=True)
class OwnPage:
    """A page that another app adds to those of the alumnus who has signed in; `shown_to`: to which users (asked on
    every page: it must cost no query)."""

    label: str | Promise
    url_name: str
    order: int = 50
    shown_to: Callable[[Any], bool] | None = None

    @property
    def url(self) -> str:
        return reverse(self.url_name)


panels: list[Panel] = []
criteria: dict[str, Criterion] = {}
activities: list[Activity] = []
own_pages: list[OwnPage] = []
# Pages that other apps add under that of a class, for its members.
class_pages: list[OwnPage] = []
# What other apps sent to a person: (when, why, what it was called), beside the single mails of the outbox.
letters: list[Callable[[Any], Iterable[tuple[datetime, str, str]]]] = []


def add_criteria(*more: Criterion) -> None:
    criteria.update({criterion.name: criterion for criterion in more})


# What apps to the right add to the demonstration, in the order of the apps: called with the demonstration's users by
# their e-mail, each in a transaction of its own, after all people are there. Safe to repeat.
demonstrations: list[Callable[[dict[str, Any]], None]] = []
