"""Student programmes on the desk: the plan, the shifts, the association, leave-taking, interview
teams."""

from django.contrib import admin

from alumni_office.accounts.roles import Permission
from events.admin.chrome import OwnPages
from events.models import Programme

from . import interviews, leaving, pages, shifts, volunteers


@admin.register(Programme)
class ProgrammeAdmin(OwnPages):
    views = [*pages.VIEWS, *volunteers.VIEWS, *shifts.VIEWS, *leaving.VIEWS, *interviews.VIEWS]

    def has_module_permission(self, request):
        return request.user.may(Permission.PROGRAMME_EDIT)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.PROGRAMME_EDIT)
