"""The list of congresses, the plan of one, and where it stands."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import first_values
from alumni_office.ui.keyset import newest_first
from chapters.forms.congress import NewPlanForm, PlanForm
from chapters.models import Congress
from chapters.services import congress as services

from .frame import congress_or_404, page, refused_at, to


@require_safe
@requires(Permission.CHAPTER_VIEW)
def congress_list(request, site):
    found = newest_first(Congress.objects.visible_to(request.user), request, size=25)
    context = site.each_context(request) | {
        "title": _("Congresses"), "page": found, "may_edit": request.user.may(Permission.CONGRESS_EDIT),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/congress_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONGRESS_EDIT)
def congress_add(request, site):
    form = NewPlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        congress = services.plan_congress(by=request.user, **form.cleaned_data)
        messages.success(request, _("The congress is planned. Now work out the quotas."))
        return to("quotas", congress.pk)
    context = site.each_context(request) | {"title": _("Plan a congress"), "form": form}
    return TemplateResponse(request, "admin/chapters/congress_add.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def congress_page(request, pk, site):
    congress = get_object_or_404(Congress.objects.visible_to(request.user), pk=pk)
    return page(request, site, congress, "overview", here="", title=congress.shown_name)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONGRESS_EDIT)
def congress_plan(request, pk, site):
    congress = congress_or_404(request, pk)
    initial = first_values(congress, PlanForm)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and refused_at(
        form, lambda **values: services.change_plan(congress=congress, by=request.user, **values)
    ):
        messages.success(request, _("Saved."))
        return to("change", pk)
    return page(
        request, site, congress, "plan", here="plan", title=_("Plan"), form=form, status=422 if form.errors else 200
    )


VIEWS = [
    ("", congress_list, "changelist"),
    ("add/", congress_add, "add"),
    ("<int:pk>/", congress_page, "change"),
    ("<int:pk>/plan/", congress_plan, "plan"),
]
