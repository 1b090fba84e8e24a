from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni_office.accounts.roles import Permission
from alumni_office.ui.filters import OfferedFilters

from . import services, tasks
from .models import Message


@require_POST
def decide(request, pk):
    """A person says what becomes of a mail in doubt, held or refused."""
    if not request.user.may(Permission.MAILING_SEND):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    arrived = request.POST.get("arrived") != "0"
    if services.decide(message_id=message.pk, arrived=arrived):
        if not arrived:
            tasks.deliver.delay_on_commit(message.pk)
        messages.success(request, _("Settled.") if arrived else _("It is sent again in a moment."))
    else:
        messages.error(request, _("Somebody was faster, or its text is forgotten by now."))
    return redirect("admin:mail_message_changelist")


@admin.register(Message)
class MessageAdmin(OfferedFilters, admin.ModelAdmin):
    """What was sent, is on its way, or failed. Without addresses and texts, which are nobody else's to read."""

    list_display = ["created_at", "purpose", "state", "attempts", "sent_at", "error"]
    list_filter = ["state", "purpose"]
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["created_at", "purpose", "state", "attempts", "due_at", "sent_at", "error", "answer"]

    def get_urls(self):
        desk = self.admin_site.admin_view(decide)
        return [path("<int:pk>/decide/", desk, name="mail_message_decide"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        more = {"may_decide": request.user.may(Permission.MAILING_SEND)}
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    def has_module_permission(self, request):
        return request.user.is_active and request.user.may(Permission.HISTORY_VIEW)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields
