"""Members at the desk, in numbers: who they are the search over alumni tells. And a person's part in the chapters."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import person_or_404, requires
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks as jobs
from alumni_office.ui.htmx import render_page
from chapters.models import Membership
from chapters.queries import numbers
from chapters.queries.people import part_of
from chapters.services import invitations

from .chapter_pages import chapter_or_404


@require_safe
@requires(Permission.ALUMNI_VIEW)
@requires(Permission.CHAPTER_VIEW)
def person(request, pk, site):
    found = person_or_404(request, pk)
    context = site.each_context(request) | {
        "title": _("Chapters: %(name)s") % {"name": found.name}, "person": found, "part": part_of(request.user, found),
    }  # fmt: skip
    return render_page(request, "admin/chapters/person.html", context, partial="panel")


@require_safe
@requires(Permission.CHAPTER_VIEW)
def overview(request, site):
    context = site.each_context(request) | {"title": _("Members of chapters"), "rows": numbers.chapters(request.user)}
    return TemplateResponse(request, "admin/chapters/membership_list.html", context)


@require_safe
@requires(Permission.CHAPTER_VIEW)
def of_chapter(request, pk, site):
    found = chapter_or_404(request, pk)
    context = site.each_context(request) | {
        "title": _("Members: %(name)s") % {"name": found.shown_name}, "chapter": found,
        "numbers": numbers.of_chapter(found), "may_invite": request.user.may(Permission.CHAPTER_EDIT),
    }  # fmt: skip
    return TemplateResponse(request, "admin/chapters/membership_chapter.html", context)


@require_POST
@requires(Permission.CHAPTER_EDIT)
def invite(request, pk, site):
    found = chapter_or_404(request, pk)
    try:
        job = invitations.start_invitations(chapter=found, by=request.user)
    except invitations.NotLiving:
        messages.warning(request, _("The chapter takes no members at present: nobody was invited."))
        return redirect("admin:chapters_membership_chapter", pk)
    jobs.run.delay_on_commit(job.pk)
    return redirect("admin:jobs_job_change", job.pk)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", overview, "changelist"),
            ("chapter/<int:pk>/", of_chapter, "chapter"),
            ("chapter/<int:pk>/invite/", invite, "invite"),
            ("person/<int:pk>/", person, "person"),
        ]
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
