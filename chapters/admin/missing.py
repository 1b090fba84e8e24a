"""Places with many alumni and no chapter."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from chapters.queries.overview.missing import missing


@require_safe
@requires(Permission.CHAPTER_VIEW)
@requires(Permission.ALUMNI_VIEW)
def page(request, site):
    covered_too = request.GET.get("all") == "1"
    context = site.each_context(request) | {
        "title": _("Places without a chapter"), "missing": missing(request.user, covered_too=covered_too),
        "covered_too": covered_too,
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/overview_missing.html", context)
