"""What the first page says: what waits for a person, how things stand, what happened lately.

Apps fill the lists in AppConfig.ready(). Each count is one cheap query, capped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

CAP = 1_000


@dataclass(frozen=True)
class Waiting:
    """Work that waits for whoever has the permission."""

    label: str | Promise
    count: Callable[[Any], int]
    url_name: str
    permission: str = ""
    order: int = 50


@dataclass(frozen=True)
class Block:
    """A wide part of the page; `template` prints what `context` gives."""

    template: str
    context: Callable[[Any], dict]
    permission: str = ""


@dataclass(frozen=True)
class Feed:
    """What happened lately; `template` prints `rows`."""

    title: str | Promise
    rows: Callable[[Any], list]
    template: str
    permission: str = ""


@dataclass(frozen=True)
class FirstStep:
    """What to do in an empty house."""

    template: str
    needed: Callable[[Any], bool]
    permission: str = ""


waiting: list[Waiting] = []
blocks: list[Block] = []
feeds: list[Feed] = []
first_steps: list[FirstStep] = []


def capped(queryset, cap: int = CAP) -> int:
    """Count up to `cap`; cap + 1 says that there are more."""
    return queryset.order_by()[: cap + 1].count()


def allowed(items, user) -> list:
    return [item for item in items if not item.permission or user.may(item.permission)]


def waiting_for(user) -> list[dict]:
    found = []
    for item in sorted(allowed(waiting, user), key=lambda item: item.order):
        count = item.count(user)
        found.append(
            {"label": item.label, "url": reverse(item.url_name), "count": min(count, CAP), "more": count > CAP}
        )
    return found


def page_for(user) -> dict:
    """Everything that the first page prints for `user`."""
    steps = [step.template for step in allowed(first_steps, user) if step.needed(user)]
    shown = [] if steps else allowed(blocks, user)
    return {
        "first_steps": steps,
        "waiting": waiting_for(user),
        "blocks": [{"template": block.template, **block.context(user)} for block in shown],
        "feeds": [
            {"title": feed.title, "rows": feed.rows(user), "template": feed.template} for feed in allowed(feeds, user)
        ],
    }
