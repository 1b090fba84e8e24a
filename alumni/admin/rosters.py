from django.contrib import admin
from django.urls import path

from alumni.models import Roster
from alumni_office.accounts.roles import Permission

from . import roster_views as views


@admin.register(Roster)
class RosterAdmin(admin.ModelAdmin):
    """The roster wizard: file, columns, review, result. Everything goes through services.rosters."""

    def get_urls(self):
        desk = self.admin_site.admin_view
        chrome = {"site": self.admin_site}
        return [
            path("", desk(views.roster_list), chrome, name="alumni_roster_changelist"),
            path("add/", desk(views.roster_add), chrome, name="alumni_roster_add"),
            path("<int:pk>/", desk(views.roster_open), name="alumni_roster_change"),
            path("<int:pk>/columns/", desk(views.roster_columns), chrome, name="alumni_roster_columns"),
            path("<int:pk>/review/", desk(views.roster_review), chrome, name="alumni_roster_review"),
            path("<int:pk>/choices/", desk(views.roster_choices), name="alumni_roster_choices"),
            path("<int:pk>/import/", desk(views.roster_import), name="alumni_roster_import"),
            path("<int:pk>/result/", desk(views.roster_result), chrome, name="alumni_roster_result"),
            path("<int:pk>/rejected.xlsx", desk(views.roster_rejected), name="alumni_roster_rejected"),
            path("<int:pk>/undo/", desk(views.roster_undo), chrome, name="alumni_roster_undo"),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ROSTER_IMPORT)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return request.user.may(Permission.ROSTER_IMPORT)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
