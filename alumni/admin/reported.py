"""Messages that alumni showed to the office because something was wrong with them."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.models import PersonalMessage
from alumni.services import messages as services
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first

from .guards import requires

PAGE = 50


@require_safe
@requires(Permission.MESSAGE_CHECK)
def reported_list(request, site):
    rows = PersonalMessage.objects.filter(reported_at__isnull=False).select_related("sender", "recipient")
    context = site.each_context(request) | {
        "title": _("Reported messages"),
        "page": newest_first(rows, request, size=PAGE),
    }
    return TemplateResponse(request, "admin/alumni/reported_list.html", context)


@require_safe
@requires(Permission.MESSAGE_CHECK)
def reported_detail(request, pk, site):
    try:
        message = services.read_reported(message_id=pk, by=request.user)
    except PersonalMessage.DoesNotExist as error:
        raise Http404 from error
    context = site.each_context(request) | {"title": message.subject, "message": message}
    return TemplateResponse(request, "admin/alumni/reported_detail.html", context)


@require_POST
@requires(Permission.MESSAGE_CHECK)
def handle(request, pk, site):
    if services.handle_reported(message_id=pk):
        messages.success(request, _("Taken from the list of what waits."))
    return redirect("admin:alumni_personalmessage_changelist")


@admin.register(PersonalMessage)
class PersonalMessageAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk, chrome = self.admin_site.admin_view, {"site": self.admin_site}
        return [
            path("", desk(reported_list), chrome, name="alumni_personalmessage_changelist"),
            path("<int:pk>/", desk(reported_detail), chrome, name="alumni_personalmessage_detail"),
            path("<int:pk>/handled/", desk(handle), chrome, name="alumni_personalmessage_handled"),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.MESSAGE_CHECK)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission
