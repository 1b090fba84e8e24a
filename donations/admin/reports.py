"""The reports of giving: each with its definition, a spreadsheet, and the rows behind every number."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.downloads import made_file
from alumni_office.ui.keyset import newest_first
from alumni_office.ui.numbers import typed_number
from donations.queries.reports import definitions, rows
from donations.services import report_export

from .chrome import page
from .report_tables import BUILDERS, NAME, PAGED, years_asked

SIZE = 100
MEASURES = {"received": definitions.RECEIVED, "committed": definitions.COMMITTED}


@require_safe
@requires(Permission.GIFT_VIEW)
def reports(request, site):
    """All years, and what else can be asked."""
    return report(request, site, "years")


@require_safe
@requires(Permission.GIFT_VIEW)
def report(request, site, name):
    found = _report_or_404(name)
    year, number = _asked(request.GET)
    table = BUILDERS[name](request.user, year, number)
    address = reverse(f"{NAME}_report", args=[name])
    return page(
        request, site, "reports", _("Reports of giving"), report=found, year=year, table=table, address=address,
        years=years_asked(), received=definitions.RECEIVED, committed=definitions.COMMITTED,
        tabs=[(each.title, reverse(f"{NAME}_report", args=[key]) + f"?year={year}", key == name)
              for key, each in definitions.REPORTS.items()],
        earlier=f"?{urlencode({'year': year, 'page': number - 1})}" if number > 1 else "",
        later=f"?{urlencode({'year': year, 'page': number + 1})}" if table.has_more else "",
        may_export=request.user.may(Permission.ALUMNI_EXPORT),
    )  # fmt: skip


@require_POST
@requires(Permission.GIFT_VIEW)
@requires(Permission.ALUMNI_EXPORT)
def report_file(request, site, name):
    found = _report_or_404(name)
    year, _number = _asked(request.POST)
    table = BUILDERS[name](request.user, year, None if name in PAGED else 1)
    content = report_export.export(report=found, year=year, table=table, by=request.user)
    return made_file(content, name=f"giving-{name}-{year}-{timezone.localdate()}", kind="xlsx")


@require_safe
@requires(Permission.GIFT_VIEW)
def report_rows(request, site):
    """The gifts, and for what was committed the changes of pledges, behind one number."""
    measure = request.GET.get("measure", "received")
    if measure not in MEASURES:
        raise Http404
    asked = _what(request.GET)
    gifts = rows.gifts(request.user, asked)
    shown = newest_first(rows.with_paid(gifts), request, size=SIZE)
    changes = rows.changes(request.user, asked).order_by("-pk")[: SIZE + 1] if measure == "committed" else []
    changes = list(changes) if shown.is_first else []
    return page(
        request, site, "report_rows", _("What was counted"), measure=measure, meaning=MEASURES[measure], page=shown,
        changes=changes[:SIZE], has_more_changes=len(changes) > SIZE, asked=asked,
        said=[str(asked.year)] * bool(asked.year) + rows.words(request.user, asked),
    )  # fmt: skip


def _report_or_404(name: str) -> definitions.Report:
    if name not in definitions.REPORTS:
        raise Http404
    return definitions.REPORTS[name]


def _asked(said) -> tuple[int, int]:
    """(year, page) of an address; this year and the first page where it says nothing."""
    year = typed_number(said.get("year"), digits=4)
    number = typed_number(said.get("page"), digits=6)
    this = timezone.localdate().year
    return (year if year and 1900 < year <= this + 1 else this), max(number or 1, 1)


def _what(said) -> rows.Asked:
    asked = rows.Asked()
    for name in ("year", "fund", "college", "campaign", "donor"):
        if name in said:
            number = typed_number(said[name])
            if number is None or (name == "year" and not 1900 < number < 2200):
                raise Http404
            asked = replace(asked, **{name: number})
    return asked


VIEWS = [
    ("reports/", reports, "reports"),
    ("reports/rows/", report_rows, "report_rows"),
    ("reports/<slug:name>/", report, "report"),
    ("reports/<slug:name>/file/", report_file, "report_file"),
]
