"""The departments that post needs, kept by who approves for all; and what came of their needs."""

from django.contrib import admin
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.forms.fields import FIRST_YEAR, LAST_YEAR
from donations.forms.needs import DepartmentForm
from donations.models import CaseOutcome, Department
from donations.queries import need_outcomes as queries
from donations.services import needs as services

from .chrome import EDIT, OwnPages, page, posted, saved
from .needs_frame import form_page

LIST = "admin:donations_department_changelist"


@require_safe
@requires(Permission.NEED_EDIT)
def department_list(request, site):
    published = Count("needs", filter=Q(needs__state="published"))
    rows = Department.objects.visible_to(request.user).select_related("college", "contact")
    return page(
        request, site, "department_list", _("Departments"),
        rows=rows.annotate(published=published).order_by("closed_at", "name"),
        may_edit=request.user.may(Permission.NEED_APPROVE),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.NEED_APPROVE)
def department_add(request, site):
    form = DepartmentForm(posted(request))
    if saved(request, form, lambda **said: services.add_department(by=request.user, **said)):
        return redirect(LIST)
    return form_page(request, site, _("Add a department"), form, back=reverse(LIST), verb=_("Add it"))


@require_http_methods(EDIT)
@requires(Permission.NEED_APPROVE)
def department_edit(request, pk, site):
    row = get_object_or_404(Department.objects.visible_to(request.user), pk=pk)
    initial = {name: getattr(row, name) for name in ("name", "name_en", "college", "contact", "version")}
    form = DepartmentForm(posted(request), department=row, initial=initial)
    if saved(request, form, lambda **said: services.save_department(department=row, by=request.user, **said)):
        return redirect(LIST)
    return form_page(request, site, _("Change the department"), form, back=reverse(LIST), verb=_("Save"))


@require_POST
@requires(Permission.NEED_APPROVE)
def department_close(request, pk, site):
    """Offer it in forms no more; offered again by the same button."""
    row = get_object_or_404(Department.objects.visible_to(request.user), pk=pk)
    services.close_department(department_id=row.pk, opened=row.closed_at is not None, by=request.user)
    return redirect(LIST)


@require_safe
@requires(Permission.NEED_EDIT)
def outcomes(request, site):
    return page(
        request, site, "need_outcomes", _("What came of needs and offers"), lines=queries.counted(request.user),
        shows_amounts=request.user.may(Permission.GIFT_VIEW),
    )  # fmt: skip


@require_safe
@requires(Permission.NEED_EDIT)
def outcome_rows(request, pk, year, site):
    """Behind the figures of a department in a year, of one kind with `?kind=`."""
    department = get_object_or_404(Department.objects.visible_to(request.user), pk=pk)
    kind = request.GET.get("kind", "")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    if kind and kind not in CaseOutcome.Kind.values:
        raise Http404
    rows = queries.behind(request.user, department=department.pk, year=year, kind=kind)
    title = _("%(department)s, %(year)s") % {"department": department, "year": year}
    return page(
        request, site, "need_outcome_rows", title, page=newest_first(rows, request, size=50),
        kind=CaseOutcome.Kind(kind).label if kind else "", shows_amounts=request.user.may(Permission.GIFT_VIEW),
    )  # fmt: skip


@admin.register(Department)
class DepartmentAdmin(OwnPages):
    right = Permission.NEED_EDIT
    views = [
        ("", department_list, "changelist"),
        ("add/", department_add, "add"),
        ("<int:pk>/", department_edit, "change"),
        ("<int:pk>/close/", department_close, "close"),
        ("outcomes/", outcomes, "outcomes"),
        ("<int:pk>/outcomes/<int:year>/", outcome_rows, "outcome_rows"),
    ]
