from contextlib import suppress

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.filters import OfferedFilters

from .models import AccessRecord


@admin.register(AccessRecord)
class AccessRecordAdmin(OfferedFilters, admin.ModelAdmin):
    """Who looked at, revealed, exported whom, when and why. Read only, for those who check."""

    list_display = ["when", "by", "action", "object", "count", "reason"]
    list_display_links = ["when"]
    list_select_related = ["by"]
    list_filter = ["action", ("at", admin.DateFieldListFilter)]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["by__name", "by__email", "reason", "=target_id"]
    search_help_text = _("A colleague’s name or e-mail, words of the reason, or a record’s number")
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
    fields = ["when", "actor", "action", "object", "count", "reason", "criteria"]

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

    @admin.display(description=_("at"), ordering="pk")
    def when(self, access):
        return timezone.localtime(access.at).strftime("%Y-%m-%d %H:%M:%S")

    @admin.display(description=_("by"))
    def actor(self, access):
        """Without Django's link to the user's page, which is not for those who only check."""
        return str(access.by)

    @admin.display(description=_("record"))
    def object(self, access):
        text = access.object_name
        if access.target_id is None:
            return text
        url = _page_of(access.target, access.target_id)
        return format_html('<a href="{}">{}</a>', url, text) if url else text


def _page_of(label, pk):
    """The address where a record is read, else where it is edited; a record may have neither."""
    for page in ("detail", "change"):
        with suppress(NoReverseMatch):
            return reverse(f"admin:{label.replace('.', '_')}_{page}", args=[pk])
    return ""
