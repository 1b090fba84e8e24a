from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from alumni_office.ui.filters import OfferedFilters

from .. import services
from ..forms.desk import RoleGrantForm
from ..models import RoleGrant
from . import pages
from .rights import GrantsRoles


@admin.register(RoleGrant)
class RoleGrantAdmin(GrantsRoles, OfferedFilters, admin.ModelAdmin):
    form = RoleGrantForm
    list_display = ["user", "role", "college", "starts_on", "ends_on", "is_live", "granted_by"]
    list_select_related = ["user", "college", "granted_by"]
    list_filter = ["role", "college"]
    search_fields = ["user__name", "user__email"]
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-starts_on", "-pk"]
    readonly_fields = ["user", "granted_by", "ended_at", "ended_by", "handed_to"]
    fields = ["user", "role", "college", "starts_on", "ends_on", "granted_by", "ended_at", "ended_by", "handed_to"]

    def has_add_permission(self, request):
        return False  # a role is granted on the user's own page

    def get_urls(self):
        desk = self.admin_site.admin_view
        chrome = {"site": self.admin_site}
        return [
            path("roles/", desk(pages.roles), chrome, name="accounts_rolegrant_roles"),
            path("<int:pk>/end/", desk(pages.end), chrome, name="accounts_rolegrant_end"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        services.move_end(grant=obj, ends_on=obj.ends_on, by=request.user)

    @admin.display(description=_("today"), boolean=True)
    def is_live(self, grant):
        return grant.is_live
