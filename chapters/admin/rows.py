"""The rows behind a figure of the overview."""

from datetime import date

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.keyset import newest_first
from alumni_office.ui.numbers import typed_number
from chapters.models import Application, Membership
from chapters.queries.overview import rows as queries

SIZE = 50


@require_safe
@requires(Permission.CHAPTER_VIEW)
def page(request, figure, site):
    if figure == "applications":
        return _applications(request, site)
    if figure not in queries.FIGURES or (figure == "members" and not request.user.may(Permission.ALUMNI_VIEW)):
        raise Http404
    chapter_id, year = typed_number(request.GET.get("chapter")), typed_number(request.GET.get("year"))
    if year is not None and not date.min.year <= year <= date.max.year:
        raise Http404
    chapters = queries.chapters_of(request.user, chapter_id)
    chapter = chapters.first() if chapter_id else None
    if chapter_id and chapter is None:
        raise Http404
    found = queries.FIGURES[figure]
    shown = newest_first(found.rows(request.user, chapters, year), request, size=SIZE)
    if figure == "members" and shown.rows:
        record_access(
            action=AccessRecord.Action.VIEW, target=Membership._meta.label_lower, target_id=chapter_id,
            count=len(shown.rows), by=request.user, people=sorted({row.alumnus_id for row in shown.rows}),
        )  # fmt: skip
    heading = " · ".join(filter(None, [chapter.shown_name if chapter else "", str(found.title), str(year or "")]))
    return _page(request, site, heading, figure, shown, year=year)


def _applications(request, site):
    state = request.GET.get("state", "")
    shown = newest_first(queries.applications(request.user, state), request, size=SIZE)
    label = dict(Application.State.choices).get(state, "")
    return _page(request, site, " · ".join(filter(None, [_("Applications"), str(label)])), "applications", shown)


def _page(request, site, title, figure, shown, **more):
    context = site.each_context(request) | {"title": title, "figure": figure, "page": shown} | more
    return TemplateResponse(request, "admin/chapters/overview_rows.html", context)
