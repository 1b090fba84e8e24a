"""The office's view: the funnel, the health of each chapter, the years."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni.services.exports.files import Workbook
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.downloads import made_file
from alumni_office.ui.numbers import typed_number
from chapters.models import Chapter
from chapters.queries.overview import funnel as applications
from chapters.queries.overview import health as queries
from chapters.queries.overview import years as compared
from chapters.queries.silence import SILENT_DAYS

PAGE = 100
SHOWS = {
    "all": gettext_lazy("All that live"),
    "silent": gettext_lazy("Silent"),
    "unreached": gettext_lazy("Officers cannot be reached"),
    "term": gettext_lazy("Term not in order"),
    "late": gettext_lazy("Duties late"),
}
COLUMNS = [
    ("name", gettext_lazy("Chapter")),
    ("members", gettext_lazy("Members")),
    ("share", gettext_lazy("Share reached")),
    ("gatherings", gettext_lazy("Gatherings")),
    ("duties", gettext_lazy("Duties on time")),
    ("term", gettext_lazy("Term until")),
    ("signs", gettext_lazy("Health")),
]


class State:
    """What the page was asked to show: closed lists, and nothing else of the address."""

    def __init__(self, data):
        self.kind = data.get("kind", "") if data.get("kind") in Chapter.Kind.values else ""
        self.show = data.get("show", "") if data.get("show") in SHOWS else "all"
        sort = data.get("sort", "")
        self.sort = sort if sort.removeprefix("-") in queries.SORTS else "signs"
        self.page = typed_number(data.get("page"), digits=5) or 1

    def query(self, **changes) -> str:
        values = {"kind": self.kind, "show": self.show, "sort": self.sort} | changes
        return "?" + "&".join(f"{name}={value}" for name, value in values.items() if value)

    @property
    def heads(self) -> list[dict]:
        """Columns, each leading to its own order: the best first, and turned by a second click."""
        first = {"name": "name", "term": "term", "signs": "signs"}
        found = []
        for name, label in COLUMNS:
            begins = first.get(name, f"-{name}")
            other = name if self.sort == f"-{name}" else f"-{name}"
            here = self.sort.removeprefix("-") == name
            found.append(
                {"name": name, "label": label, "url": self.query(sort=other if here else begins),
                 "order": ("descending" if self.sort.startswith("-") else "ascending") if here else ""}
            )  # fmt: skip
        return found


def shown(user, state: State) -> list:
    """The chapters of the list that was asked for, all pages of it, in its order."""
    every = queries.health(user, kind=state.kind)
    return queries.in_order([row for row in every if queries.SHOWS[state.show](row)], state.sort)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def page(request, site):
    state = State(request.GET)
    every = queries.health(request.user, kind=state.kind)
    rows = queries.in_order([row for row in every if queries.SHOWS[state.show](row)], state.sort)
    pages = max(-(-len(rows) // PAGE), 1)
    number = min(max(state.page, 1), pages)
    context = site.each_context(request) | {
        "title": _("Overview of the chapters"), "state": state, "number": number, "pages": pages, "total": len(rows),
        "rows": rows[(number - 1) * PAGE : number * PAGE], "funnel": applications.funnel(request.user),
        "shows": [
            (name, label, state.query(show=name), sum(map(queries.SHOWS[name], every))) for name, label in SHOWS.items()
        ],
        "kinds": [("", _("Every kind"), state.query(kind=""))]
        + [(value, label, state.query(kind=value)) for value, label in Chapter.Kind.choices],
        "silent_days": SILENT_DAYS, "enough_members": queries.ENOUGH_MEMBERS, "enough_share": queries.ENOUGH_SHARE,
        "shows_funnel": request.user.reach(Permission.CHAPTER_VIEW).everyone, "signs": queries.SIGNS,
        "may_remind": request.user.may(Permission.CHAPTER_EDIT),
        "earlier": state.query(page=number - 1) if number > 1 else "",
        "later": state.query(page=number + 1) if number < pages else "",
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/overview.html", context)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def years(request, site):
    state = State(request.GET)
    context = site.each_context(request) | {
        "title": _("The years compared"), "years": compared.years(request.user, kind=state.kind), "state": state,
        "kinds": [("", _("Every kind"), "?"), *(
            (value, label, f"?kind={value}") for value, label in Chapter.Kind.choices
        )],
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/overview_years.html", context)


@require_POST
@requires(Permission.CHAPTER_VIEW)
def export(request, site):
    """What is on the screen, in its order, all pages of it."""
    state = State(request.POST)
    rows = shown(request.user, state)
    with transaction.atomic():
        record_access(
            action=AccessRecord.Action.EXPORT, target=Chapter._meta.label_lower, count=len(rows), by=request.user,
            criteria={"kind": state.kind, "show": state.show, "sort": state.sort},
        )  # fmt: skip
        content = _workbook(rows)
    return made_file(content, name=f"chapters-{timezone.localdate()}", kind="xlsx")


TITLES = [
    (gettext_lazy("Chapter"), 30), (gettext_lazy("Kind"), 16), (gettext_lazy("Recognition"), 14),
    (gettext_lazy("Members"), 10), (gettext_lazy("Reachable alumni of the place"), 18),
    (gettext_lazy("Share reached (%)"), 12), (gettext_lazy("Gatherings in 12 months"), 14),
    (gettext_lazy("Duties of 12 months"), 12), (gettext_lazy("Duties on time"), 12), (gettext_lazy("Term until"), 14),
    (gettext_lazy("Last sign of life"), 14), (gettext_lazy("Officers who can be reached"), 14),
    (gettext_lazy("Health"), 10),
]  # fmt: skip


def _workbook(rows) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chapters.xlsx"
        table = Workbook(path, [str(title) for title, _width in TITLES], [width for _title, width in TITLES])
        for row in rows:
            chapter = row.chapter
            table.write([
                chapter.shown_name, str(chapter.get_kind_display()), str(chapter.get_recognition_display()),
                row.members, row.people.value if row.people else "", "" if row.share is None else f"{row.share:.1f}",
                row.gatherings, row.due, row.on_time, row.term_ends_on,
                row.silence.last_sign_on if row.silence else None, row.keepers, row.signs,
            ])  # fmt: skip
        table.close()
        return path.read_bytes()
