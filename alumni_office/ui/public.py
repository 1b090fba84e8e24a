"""The public site's menu and home page. Apps plug in what they have in AppConfig.ready(); nothing else is shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class SiteEntry:
    """One word of the site's menu. `for_members`: shown to those who have signed in only; `shown_to`: of these, to
    whom (asked on every page: it must cost no query); `at_foot`: at the foot of the page only."""

    label: str | Promise
    url_name: str
    order: int = 50
    for_members: bool = False
    at_foot: bool = False
    shown_to: Callable[[Any], bool] | None = None

    @cached_property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class HomeBlock:
    """A part of the home page; `template` prints `context(request)`. The same for every anonymous visitor of one
    language, since the page is cached."""

    template: str
    context: Callable[[Any], dict]
    order: int = 50


@dataclass(frozen=True)
class HomeAction:
    """A button under the home page's sentence; the first in order is the red one."""

    label: str | Promise
    url_name: str
    order: int = 50

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class News:
    """One thing that is new, for the feed; `key` tells apart two of one address."""

    title: str
    path: str
    at: datetime
    text: str = ""
    key: str = ""


entries: list[SiteEntry] = []
actions: list[HomeAction] = []
blocks: list[HomeBlock] = []
pages: list[Callable[[], Iterable[str]]] = []  # paths of public pages, for the sitemap
news: list[Callable[[], Iterable[News]]] = []  # the latest of each app, for the feed


def add(*more: SiteEntry) -> None:
    entries.extend(more)


def _in_order(found):
    return sorted(found, key=lambda entry: entry.order)


def entries_for_everyone(*, foot: bool = False) -> list[SiteEntry]:
    return _in_order(entry for entry in entries if not entry.for_members and (foot or not entry.at_foot))


def entries_for_members(user) -> list[SiteEntry]:
    return _in_order(
        entry for entry in entries if entry.for_members and (entry.shown_to is None or entry.shown_to(user))
    )


def actions_in_order() -> list[HomeAction]:
    return _in_order(actions)


def blocks_in_order() -> list[HomeBlock]:
    return _in_order(blocks)
