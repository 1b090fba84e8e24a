from django.contrib import admin

from alumni_office.accounts.roles import Permission
from alumni_office.ui.filters import OfferedFilters

from .models import Message


@admin.register(Message)
class MessageAdmin(OfferedFilters, admin.ModelAdmin):
    """What was sent, is on its way, or failed. Without addresses and texts, which are nobody else's to read."""

    list_display = ["created_at", "purpose", "state", "attempts", "sent_at", "error"]
    list_filter = ["state", "purpose"]
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["created_at", "purpose", "state", "attempts", "due_at", "sent_at", "error"]

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
