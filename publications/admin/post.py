"""The desk's pages of printed issues by post."""

from django.contrib import admin
from django.urls import path

from alumni_office.accounts.roles import Permission
from publications.models import Distribution

from . import post_print, post_returns, post_sheets, post_views


@admin.register(Distribution)
class DistributionAdmin(admin.ModelAdmin):
    """Own pages; everything goes through services.post."""

    def get_urls(self):
        desk, chrome = self.admin_site.admin_view, {"site": self.admin_site}
        name = "publications_distribution"
        return [
            path("", desk(post_views.distribution_list), chrome, name=f"{name}_changelist"),
            path("add/", desk(post_views.add), chrome, name=f"{name}_add"),
            path("<int:pk>/change/", desk(post_views.detail), chrome, name=f"{name}_change"),
            path("<int:pk>/edit/", desk(post_views.edit), chrome, name=f"{name}_edit"),
            path("<int:pk>/prepare/", desk(post_views.prepare), chrome, name=f"{name}_prepare"),
            path("<int:pk>/labels/", desk(post_print.labels), chrome, name=f"{name}_labels"),
            path("<int:pk>/sent/", desk(post_views.sent), chrome, name=f"{name}_sent"),
            path("<int:pk>/close/", desk(post_views.close), chrome, name=f"{name}_close"),
            path("<int:pk>/copies/", desk(post_views.copies), chrome, name=f"{name}_copies"),
            path("<int:pk>/tracking/", desk(post_sheets.tracking), chrome, name=f"{name}_tracking"),
            path("<int:pk>/returns/", desk(post_returns.returns), chrome, name=f"{name}_returns"),
            path("<int:pk>/returns/<int:parcel>/undo/", desk(post_returns.undo), chrome, name=f"{name}_undo"),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.POST_SEND)

    has_change_permission = has_view_permission

    def has_add_permission(self, request):
        return request.user.may(Permission.POST_SEND)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return request.user.may(Permission.POST_SEND)
