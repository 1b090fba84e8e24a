"""The anniversary radar: its page and the spreadsheet."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.models import Degree
from alumni.services.exports.files import Workbook
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.downloads import made_file
from events.models import ClassReunion
from events.queries import radar as queries


class Asked:
    """What the page was asked to show: of closed lists, and nothing else of the address."""

    def __init__(self, data, user):
        self.year = _one_of(queries.years(), data.get("year")) or queries.years()[0]
        self.anniversary = _one_of(queries.ANNIVERSARIES, data.get("anniversary"))
        self.colleges = list(queries.colleges(user))
        self.college = _one_of([each.pk for each in self.colleges], data.get("college"))
        self.page = _number(data.get("page")) or 1

    def query(self, **changes) -> str:
        values = {"year": self.year, "anniversary": self.anniversary, "college": self.college} | changes
        return "?" + "&".join(f"{name}={value}" for name, value in values.items() if value)

    @property
    def criteria(self) -> dict:
        return {"year": self.year, "anniversary": self.anniversary, "college": self.college}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _one_of(values, text: str | None) -> int | None:
    value = _number(text)
    return value if value in values else None


@require_safe
@requires(Permission.EVENT_VIEW)
@requires(Permission.ALUMNI_VIEW)
def page(request, site):
    asked = Asked(request.GET, request.user)
    found = queries.radar(request.user, page=asked.page, **asked.criteria)
    pages = max(-(-found.total // queries.PAGE), 1)
    context = site.each_context(request) | {
        "title": _("Anniversary radar"), "asked": asked, "radar": found, "grid": _grid(request.user, asked),
        "pages": pages, "earlier": asked.query(page=asked.page - 1) if 1 < asked.page <= pages else "",
        "later": asked.query(page=asked.page + 1) if asked.page < pages else "",
        "anniversaries": [(None, _("All"), asked.query(anniversary=None))]
        + [(each, each, asked.query(anniversary=each)) for each in queries.ANNIVERSARIES],
    }  # fmt: skip
    return TemplateResponse(request, "admin/events/radar.html", context)


def _grid(user, asked: Asked) -> list[dict]:
    """A line for each coming year: how many reunions stand, by anniversary."""
    planned = queries.planned_by_year(user)
    return [
        {"year": year, "url": asked.query(year=year, anniversary=None), "is_here": year == asked.year,
         "cells": [(each, year - each, planned.get((year, each), 0), asked.query(year=year, anniversary=each))
                   for each in queries.ANNIVERSARIES]}
        for year in queries.years()
    ]  # fmt: skip


TITLES = [
    (gettext_lazy("College"), 24), (gettext_lazy("Graduated"), 10), (gettext_lazy("Class or major"), 24),
    (gettext_lazy("Level"), 12), (gettext_lazy("Anniversary"), 10), (gettext_lazy("People"), 8),
    (gettext_lazy("Can be reached"), 12), (gettext_lazy("Agreed to mail"), 12), (gettext_lazy("Class liaison"), 20),
    (gettext_lazy("Reunion"), 16), (gettext_lazy("Day"), 12), (gettext_lazy("Next step"), 24),
    (gettext_lazy("Due on"), 12),
]  # fmt: skip


@require_POST
@requires(Permission.EVENT_VIEW)
@requires(Permission.ALUMNI_EXPORT)
def export(request, site):
    """What is asked for on the screen, all pages of it."""
    asked = Asked(request.POST, request.user)
    with transaction.atomic():
        rows = queries.radar(request.user, page=None, **asked.criteria).rows
        record_access(
            action=AccessRecord.Action.EXPORT, target=ClassReunion._meta.label_lower, count=len(rows), by=request.user,
            criteria=asked.criteria,
            people=sorted({liaison.alumnus_id for row in rows for liaison in row.liaisons}),
        )  # fmt: skip
        content = _workbook(rows)
    return made_file(content, name=f"anniversaries-{asked.year}-{timezone.localdate()}", kind="xlsx")


def _workbook(rows) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "radar.xlsx"
        table = Workbook(path, [str(title) for title, _width in TITLES], [width for _title, width in TITLES])
        for row in rows:
            table.write(_cells(row))
        table.close()
        return path.read_bytes()


def _cells(row) -> list:
    level = str(Degree.Level(row.key.level).label) if row.key.level else ""
    return [
        row.college.shown_name, row.key.graduation_year, row.key.class_name or row.key.major, level, row.anniversary,
        row.people, row.reachable, row.agreed, " ".join(each.alumnus.name for each in row.liaisons),
        str(row.reunion.get_state_display()) if row.reunion else "", row.reunion.day if row.reunion else None,
        row.next_label, row.next_on,
    ]  # fmt: skip
