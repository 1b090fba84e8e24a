"""Changes of names and degrees, and hints from classmates, that wait for a decision."""

from django.contrib import admin, messages
from django.core import signing
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.forms.claims import ReasonForm
from alumni.models import Alumnus, ChangeRequest
from alumni.queries import changes as queries
from alumni.services import change_requests as services
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks as mail
from alumni_office.ui.keyset import newest_first

from .guards import requires

SALT = "alumni.change"
State = ChangeRequest.State


@admin.register(ChangeRequest)
class ChangeRequestAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", change_list, "changerequest_changelist"),
            ("<int:pk>/", change_page, "changerequest_change"),
            ("<int:pk>/accept/", change_accept, "changerequest_accept"),
            ("<int:pk>/refuse/", change_refuse, "changerequest_refuse"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"alumni_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.ALUMNI_EDIT)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def change_list(request, site):
    rows = _visible(request).filter(state=State.OPEN).select_related("alumnus", "asked_by", "degree")
    page = newest_first(rows, request, size=50)
    context = site.each_context(request) | {"title": _("Requests for changes"), "page": page}
    return TemplateResponse(request, "admin/alumni/changerequest_list.html", context)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def change_page(request, pk, site):
    return _page(request, _or_404(request, pk), site)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def change_accept(request, pk, site):
    change = _or_404(request, pk)
    try:
        seen = signing.loads(request.POST.get("seen", ""), salt=f"{SALT}.{pk}", max_age=24 * 3600)
        message = services.accept_change(request=change, seen=seen, by=request.user)
    except (signing.BadSignature, services.Stale):
        messages.error(request, _("The record has changed since this page was opened. Look at it again."))
        return redirect("admin:alumni_changerequest_change", pk)
    except services.Decided:
        messages.error(request, _("Somebody decided about this request in the meantime. Nothing was changed."))
        return redirect("admin:alumni_changerequest_changelist")
    if message:
        mail.deliver.delay_on_commit(message.pk)
    messages.success(request, _("Accepted."))
    return redirect("admin:alumni_changerequest_changelist")


@require_POST
@requires(Permission.ALUMNI_EDIT)
def change_refuse(request, pk, site):
    change = _or_404(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, change, site, refuse=form, status=422)
    try:
        message = services.refuse_change(request=change, by=request.user, **form.cleaned_data)
    except services.Decided:
        messages.error(request, _("Somebody decided about this request in the meantime. Nothing was changed."))
    else:
        if message:
            mail.deliver.delay_on_commit(message.pk)
        messages.success(request, _("Refused."))
    return redirect("admin:alumni_changerequest_changelist")


def _visible(request):
    """Requests of others about people in reach: nobody decides about oneself."""
    return ChangeRequest.objects.visible_to(request.user, Permission.ALUMNI_EDIT).exclude(alumnus__user=request.user)


def _or_404(request, pk) -> ChangeRequest:
    return get_object_or_404(_visible(request).select_related("alumnus", "degree", "asked_by", "decided_by"), pk=pk)


def _page(request, change, site, *, refuse=None, status=200):
    record_access(
        action=AccessRecord.Action.VIEW, target=Alumnus._meta.label_lower, target_id=change.alumnus_id, by=request.user
    )
    lines = queries.lines(change)
    is_hint = change.kind == ChangeRequest.Kind.HINT
    context = site.each_context(request) | {
        "title": change.get_kind_display(), "change": change, "lines": lines, "is_hint": is_hint,
        "is_open": change.state == State.OPEN, "is_lost": queries.is_about_a_lost_degree(change),
        "is_stale": not is_hint and any(line.is_stale for line in lines), "refuse": refuse or ReasonForm(),
        "seen": signing.dumps({} if is_hint else queries.current(change), salt=f"{SALT}.{change.pk}"),
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/change_page.html", context, status=status)
