"""What the first page says: what waits for a person, how things stand, what happened lately.

Apps fill the lists in AppConfig.ready(). Each count is one cheap query, capped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

CAP = 1_000


@dataclass(frozen=True)
class Waiting:
    """Work that waits for whoever has the permission: the rows of a user."""

    label: str | Promise
    rows: Callable[[Any], QuerySet]
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


def capped(querysets: Sequence[QuerySet], cap: int) -> list[int]:
    """Count each up to `cap`, all with one statement; cap + 1 says that there are more."""
    parts: list[str] = []
    params: list[Any] = []
    for queryset in querysets:
        try:
            sql, values = queryset.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:  # nothing can be in it
            parts.append("0")
        else:
            parts.append(f"(SELECT count(*) FROM ({sql}) AS waiting)")  # noqa: S608  # the ORM made it
            params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)  # pieces of the ORM, values as parameters
        return list(cursor.fetchone())


def allowed(items, user) -> list:
    return [item for item in items if not item.permission or user.may(item.permission)]


def waiting_for(user) -> list[dict]:
    items = sorted(allowed(waiting, user), key=lambda item: item.order)
    counts = capped([item.rows(user) for item in items], CAP)
    return [
        {"label": item.label, "url": reverse(item.url_name), "count": min(count, CAP), "more": count > CAP}
        for item, count in zip(items, counts, strict=True)
    ]


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
