"""The congress on the desk: a page for each step, from the plan to the result."""

from django.contrib import admin
from django.urls import path

from alumni_office.accounts.roles import Permission
from chapters.models import Congress

from . import arrivals, credentials, delegates, elections, motions, plan, quotas, result


@admin.register(Congress)
class CongressAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [view for each in (plan, quotas, delegates, credentials, arrivals, motions, elections, result)
                 for view in each.VIEWS]  # fmt: skip
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"chapters_congress_{name}")
            for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)
