"""What the box in the header finds besides people: apps add their finders in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import menu

MOST = 3  # of one kind


@dataclass(frozen=True)
class Found:
    text: str
    url: str
    hint: str = ""


@dataclass(frozen=True)
class Finder:
    """Finds things of one kind by a part of their name, as far as the user may see them."""

    label: str | Promise
    find: Callable[[Any, str, int], list[Found]]
    permission: str = ""
    order: int = 50


@dataclass(frozen=True)
class Group:
    label: str | Promise
    found: list[Found]


finders: list[Finder] = []


def groups_for(user, text: str) -> list[Group]:
    """What is called so, by kind; kinds without any are left out."""
    text = text.strip()
    if not text:
        return []
    allowed = (each for each in finders if not each.permission or user.may(each.permission))
    groups = (Group(each.label, each.find(user, text, MOST)) for each in sorted(allowed, key=lambda each: each.order))
    return [group for group in groups if group.found]


def pages(user, text: str, limit: int) -> list[Found]:
    """The menu's own pages."""
    wanted = text.casefold()
    entries = (entry for section in menu.sections_for(user) for entry in section.entries)
    return [Found(str(entry.label), entry.url) for entry in entries if wanted in str(entry.label).casefold()][:limit]


finders.append(Finder(_("Pages"), pages, order=90))
