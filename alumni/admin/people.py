"""The alumni's pages: search, one person, entering, editing, and what is done with many."""

from django.contrib import admin
from django.urls import path

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission

from . import correction_links, exports, person, person_acts, person_edit, search, selection


@admin.register(Alumnus)
class AlumnusAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("counts/", search.counts, "counts"),
            ("suggest/", search.suggest, "suggest"),
            ("add/", person_edit.add, "add"),
            ("act/", selection.act, "act"),
            ("export/", exports.export, "export"),
            ("archived/", person_acts.archived, "archived"),
            ("<int:pk>/", person.detail, "detail"),
            ("<int:pk>/reveal/", person.reveal, "reveal"),
            ("<int:pk>/change/", person_edit.change, "change"),
            ("<int:pk>/history/", person.history, "history"),
            ("<int:pk>/interaction/", person_acts.interaction, "interaction"),
            ("<int:pk>/consent/", person_acts.consent, "consent"),
            ("<int:pk>/tag/", person_acts.tag, "tag"),
            ("<int:pk>/untag/", person_acts.untag, "untag"),
            ("<int:pk>/archive/", person_acts.archive, "archive"),
            ("<int:pk>/restore/", person_acts.restore, "restore"),
            ("<int:pk>/link/", correction_links.send_link, "link"),
            ("<int:pk>/link/<int:link>/revoke/", correction_links.revoke_link, "link_revoke"),
        ]
        return [
            path("", desk(self.changelist_view), name="alumni_alumnus_changelist"),
            *(path(route, desk(view), {"site": self.admin_site}, name=f"alumni_alumnus_{name}")
              for route, view, name in views),
        ]  # fmt: skip

    def changelist_view(self, request, extra_context=None):
        return search.console(request, site=self.admin_site)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_VIEW)

    def has_module_permission(self, request):
        return request.user.may(Permission.ALUMNI_VIEW)

    def has_change_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_EDIT)

    def has_add_permission(self, request):
        return request.user.may(Permission.ALUMNI_ADD)

    def has_delete_permission(self, request, obj=None):
        return False  # people are archived, merged or erased, each by a service of its own

    def get_queryset(self, request):
        return Alumnus.objects.visible_to(request.user)
