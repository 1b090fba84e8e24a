"""What other areas show on a chapter's page: they add theirs at import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from chapters.models import Chapter


@dataclass(frozen=True)
class ChapterPanel:
    """`template` prints what `context(chapter, user)` gives, with `chapter` and `panel` beside it."""

    title: str | Promise
    template: str
    context: Callable[[Chapter, Any], dict]
    order: int = 50


PANELS: list[ChapterPanel] = []


def panels_for(chapter: Chapter, user) -> list[dict]:
    return [
        {"title": each.title, "template": each.template, **each.context(chapter, user)}
        for each in sorted(PANELS, key=lambda panel: panel.order)
    ]
