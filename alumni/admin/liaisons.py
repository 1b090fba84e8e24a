"""Who speaks for a class: on a person's page, and all of them by college."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.forms.liaisons import LiaisonFilter, LiaisonForm
from alumni.models import Liaison
from alumni.queries import liaisons as queries
from alumni.services import liaisons
from alumni_office.accounts.roles import Permission
from alumni_office.ui.htmx import render_page

from .guards import person_or_404, requires

PERSON = "admin/alumni/liaison_person.html"


@admin.register(Liaison)
class LiaisonAdmin(admin.ModelAdmin):
    """Own pages; everything goes through services.liaisons."""

    def get_urls(self):
        desk, site = self.admin_site.admin_view, {"site": self.admin_site}
        return [
            path("", desk(liaison_list), site, name="alumni_liaison_changelist"),
            path("person/<int:pk>/", desk(person), site, name="alumni_liaison_person"),
            path("person/<int:pk>/appoint/", desk(appoint), site, name="alumni_liaison_appoint"),
            path("person/<int:pk>/<int:liaison>/end/", desk(end), site, name="alumni_liaison_end"),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.ALUMNI_VIEW)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False  # on the person's page

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@require_safe
@requires(Permission.ALUMNI_VIEW)
def liaison_list(request, site):
    form = LiaisonFilter(request.GET, colleges=queries.colleges(request.user))
    asked = form.cleaned_data if form.is_valid() else {"college": None, "past": False}
    college = asked["college"].pk if asked["college"] else None
    rows = queries.listed(request.user, college=college, past=asked["past"])
    context = site.each_context(request) | {
        "title": _("Class liaisons"), "form": form, "past": asked["past"], "is_asked": bool(college or asked["past"]),
        "page": Paginator(rows, queries.PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/liaison_list.html", context)


@require_safe
@requires(Permission.ALUMNI_VIEW)
def person(request, pk, site):
    """The panel of a person's page; a page of its own without JavaScript."""
    return _panel(request, pk, site)


def _panel(request, pk, site, form=None):
    who = person_or_404(request, pk)
    may_edit = request.user.may(Permission.ALUMNI_EDIT)
    lines = queries.classes(who, request.user)
    free = [line.degree.pk for line in lines if line.own is None]
    context = site.each_context(request) | {
        "title": _("Class liaison"), "person": who, "lines": lines, "past": queries.history(who), "may_edit": may_edit,
        "form": form or (LiaisonForm(degrees=who.degrees.filter(pk__in=free)) if free else None),
    }  # fmt: skip
    response = render_page(request, PERSON, context, partial="panel")
    response.status_code = 422 if form else 200
    return response


@require_POST
@requires(Permission.ALUMNI_EDIT)
def appoint(request, pk, site):
    who = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    form = LiaisonForm(request.POST, degrees=who.degrees.all())
    if form.is_valid():
        try:
            made = liaisons.appoint_liaison(degree=form.cleaned_data["degree"], by=request.user)
        except liaisons.NoClass:
            form.add_error("degree", _("Enter the college, the year and the class or major of this degree first."))
        except liaisons.NotNow:
            form.add_error(None, _("Only a living person whose record is not restricted can be asked."))
        else:
            messages.success(request, _("%(name)s speaks for the class %(class)s.")
                             % {"name": who.name, "class": made.degree})  # fmt: skip
            return redirect("admin:alumni_alumnus_detail", pk)
    return _panel(request, pk, site, form)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def end(request, pk, liaison, site):
    who = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    if liaisons.end_liaison(liaison=get_object_or_404(Liaison, alumnus=who, pk=liaison), by=request.user):
        messages.success(request, _("%(name)s does not speak for the class any more.") % {"name": who.name})
    return redirect("admin:alumni_alumnus_detail", pk)
