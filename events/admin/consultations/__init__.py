"""Consultations on the desk: from the draft to what was made of the answers."""

from django.contrib import admin
from django.urls import path

from alumni_office.accounts.roles import Permission
from events.models import Consultation

from . import pages, questions, steps


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [view for each in (pages, questions, steps) for view in each.VIEWS]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"events_consultation_{name}")
            for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CONSULT_EDIT)
