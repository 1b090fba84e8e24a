"""Members at the desk: a person's part in the chapters, on the person's page."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import person_or_404, requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.htmx import render_page
from chapters.models import Membership
from chapters.queries.people import part_of


@require_safe
@requires(Permission.ALUMNI_VIEW)
@requires(Permission.CHAPTER_VIEW)
def person(request, pk, site):
    found = person_or_404(request, pk)
    context = site.each_context(request) | {
        "title": _("Chapters: %(name)s") % {"name": found.name}, "person": found, "part": part_of(request.user, found),
    }  # fmt: skip
    return render_page(request, "admin/chapters/person.html", context, partial="panel")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [("person/<int:pk>/", person, "person")]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"chapters_membership_{name}")
            for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.CHAPTER_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.CHAPTER_VIEW)

    def has_add_permission(self, request):
        return False  # people join by themselves

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
