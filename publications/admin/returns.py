"""Mail that came back and addresses left alone. Figures for who may see mailings; addresses and texts for who may see
contacts, one look at a time."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.keyset import newest_first
from publications.forms.mailings import HoldForm
from publications.models import Bounce, Suppression
from publications.services import suppressions as services

from .guards import telling

PAGE = 50


@require_safe
@requires(Permission.MAILING_VIEW)
def bounce_list(request, site):
    rows = Bounce.objects.select_related("delivery__mailing", "delivery__alumnus")
    context = site.each_context(request) | {
        "title": _("Mail that came back"), "page": newest_first(rows, request, size=PAGE),
        "may_read": request.user.may(Permission.CONTACT_VIEW) and request.user.may(Permission.MAILING_SEND),
    }  # fmt: skip
    return TemplateResponse(request, "admin/publications/bounce_list.html", context)


@require_safe
@requires(Permission.MAILING_SEND)
@requires(Permission.CONTACT_VIEW)
def bounce_text(request, pk):
    """The text as it came, for who may see addresses: as text, whatever it says it is."""
    with transaction.atomic():
        bounce = get_object_or_404(Bounce, pk=pk)
        record_access(
            action=AccessRecord.Action.REVEAL, target=Bounce._meta.label_lower, target_id=pk, by=request.user,
            people=[bounce.delivery.alumnus_id] if bounce.delivery and bounce.delivery.alumnus_id else [],
        )  # fmt: skip
    response = HttpResponse(bytes(bounce.raw), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_SEND)
def suppression_list(request, site):
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.hold_address(by=request.user, **form.cleaned_data)
        messages.success(request, _("Nothing is sent to this address any more."))
        return redirect("admin:publications_suppression_changelist")
    rows = Suppression.objects.in_force().select_related("by")
    context = site.each_context(request) | {
        "title": _("Addresses left alone"), "page": newest_first(rows, request, size=PAGE), "form": form,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/publications/suppression_list.html", context, status=status)


@require_POST
@requires(Permission.MAILING_SEND)
def lift(request, pk):
    row = get_object_or_404(Suppression, pk=pk)
    telling(
        request, (services.CannotLift,), lambda: services.lift(suppression_id=row.pk, by=request.user),
        _("This address is written to again; what comes back is counted anew."),
    )  # fmt: skip
    return redirect("admin:publications_suppression_changelist")


class ReturnsAdmin(admin.ModelAdmin):
    permission = Permission.MAILING_VIEW

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.may(self.permission)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(Bounce)
class BounceAdmin(ReturnsAdmin):
    def get_urls(self):
        desk, chrome = self.admin_site.admin_view, {"site": self.admin_site}
        return [
            path("", desk(bounce_list), chrome, name="publications_bounce_changelist"),
            path("<int:pk>/text/", desk(bounce_text), name="publications_bounce_text"),
        ]


@admin.register(Suppression)
class SuppressionAdmin(ReturnsAdmin):
    permission = Permission.MAILING_SEND

    def get_urls(self):
        desk, chrome = self.admin_site.admin_view, {"site": self.admin_site}
        return [
            path("", desk(suppression_list), chrome, name="publications_suppression_changelist"),
            path("<int:pk>/lift/", desk(lift), name="publications_suppression_lift"),
        ]
