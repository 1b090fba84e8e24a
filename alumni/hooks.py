"""What apps to the right plug into the alumni app, in their AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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

# What apps to the right add to the demonstration once its people are there; each is safe to repeat.
demonstrations: list[Callable[[], Any]] = []
