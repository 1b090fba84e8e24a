"""What a chapter's page on the desk shows beside the registry: a panel for each part of its life."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter, CouncilChange
from chapters.queries import numbers, silence, terms
from chapters.queries.congress.delegations import delegations_of
from chapters.queries.duties import calendar_for

MOST_CHANGES = 5


@dataclass(frozen=True)
class ChapterPanel:
    """`template` prints what `context(chapter, user)` gives, with `chapter` and `panel` beside it."""

    title: str | Promise
    template: str
    context: Callable[[Chapter, Any], dict]


def _council(chapter: Chapter, user) -> dict:
    found = terms.of_chapter(chapter)
    begun = [term for term in found if not term.is_to_come]
    return {
        "terms": found, "last": begun[0] if begun else None,
        "held": [office for term in found for office in term.held if office.is_now],
        "changes": CouncilChange.objects.visible_to(user).filter(chapter=chapter).order_by("-pk")[:MOST_CHANGES],
    }  # fmt: skip


def _members(chapter: Chapter, user) -> dict:
    return {"numbers": numbers.members_of(chapter)}


def _duties(chapter: Chapter, user) -> dict:
    return {
        "items": calendar_for(chapter, None).of_the_year, "silence": silence.silence_of(chapter),
        "silent_days": silence.SILENT_DAYS,
    }  # fmt: skip


def _congresses(chapter: Chapter, user) -> dict:
    return {"delegations": delegations_of(chapter, user)}


PANELS = [
    ChapterPanel(_("Council"), "admin/chapters/panels/council.html", _council),
    ChapterPanel(_("Members"), "admin/chapters/panels/members.html", _members),
    ChapterPanel(_("Duties and filings"), "admin/chapters/panels/duties.html", _duties),
    ChapterPanel(_("Congress"), "admin/chapters/panels/congress.html", _congresses),
]


def panels_for(chapter: Chapter, user) -> list[dict]:
    return [{"title": each.title, "template": each.template, **each.context(chapter, user)} for each in PANELS]
