"""Registrations on the desk: the list of an event, one of them, and what the host decides."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import person_or_404, requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.saving.pages import telling
from alumni_office.ui.downloads import made_file
from alumni_office.ui.htmx import render_page
from alumni_office.ui.keyset import newest_first
from chapters.forms.members import ExportForm
from events.forms.registering import ChangeForm, RegistrationForm
from events.forms.registration_desk import DeclineForm, FilterForm, FindForm
from events.models import Event, Registration
from events.queries import people
from events.queries import registration_list as queries
from events.queries.effect.labels import figure_label
from events.queries.own_registration import place_of
from events.services import registration_export
from events.services.registering import changing, deciding, enrolling

CHANGES = ["GET", "HEAD", "POST"]
PAGE = 50


@require_safe
@requires(Permission.EVENT_VIEW)
def registration_list(request, site):
    """Of one event with `?event=`; else those that wait for a decision."""
    event = _event_of(request)
    form = FilterForm(request.GET, events=Event.objects.visible_to(request.user), event=event)
    said = form.cleaned_data if form.is_valid() else {}
    state = said.get("state", "") or ("" if event else Registration.State.ASKED)
    figure = said.get("figure", "") if event else ""
    rows = queries.listed(
        request.user, event, state=state, ticket=said.get("ticket"), words=said.get("q", ""), figure=figure
    )
    title = _("Registrations: %(event)s") % {"event": event.shown_title} if event else _("Registrations to decide")
    return _page(
        request, site, "list", title, event=event, form=form, page=newest_first(rows, request, size=PAGE),
        tallies=queries.tallies(event) if event else [], may_edit=event and _may_edit(request, event),
        figure=figure, figure_label=figure_label(figure), may_export=request.user.may(Permission.ALUMNI_EXPORT),
    )  # fmt: skip


def _event_of(request) -> Event | None:
    pk = request.GET.get("event", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    return get_object_or_404(Event.objects.visible_to(request.user), pk=pk)


@require_safe
@requires(Permission.EVENT_VIEW)
def registration_page(request, pk, site):
    return _one(request, site, _or_404(request, pk))


def _or_404(request, pk: int) -> Registration:
    rows = Registration.objects.visible_to(request.user).select_related(
        "event", "ticket", "group", "alumnus__user", "invite", "registered_by"
    )
    return get_object_or_404(rows.prefetch_related("companions", "session_seats__session", "answers__question"), pk=pk)


def _to_edit(request, pk: int) -> Registration:
    return get_object_or_404(
        Registration.objects.select_related("event", "alumnus__user").filter(
            event__in=Event.objects.edited_by(request.user)
        ),
        pk=pk,
    )


def _may_edit(request, event: Event) -> bool:
    return Event.objects.edited_by(request.user).filter(pk=event.pk).exists()


def _one(request, site, found: Registration, decline: DeclineForm | None = None):
    person = Alumnus.objects.visible_to(request.user).filter(pk=found.alumnus_id).first() if found.alumnus_id else None
    return _page(
        request, site, "page", found.name, registration=found, event=found.event, person=person, place=place_of(found),
        form=decline or DeclineForm(), may_edit=_may_edit(request, found.event), status=422 if decline else 200,
        may_see_contacts=request.user.may(Permission.CONTACT_VIEW),
    )  # fmt: skip


@require_POST
@requires(Permission.EVENT_EDIT)
def registration_approve(request, pk, site):
    found = _to_edit(request, pk)
    telling(request, lambda: deciding.approve(registration=found, by=request.user), _("Accepted; a mail says so."))
    return redirect("admin:events_registration_change", pk)


@require_POST
@requires(Permission.EVENT_EDIT)
def registration_decline(request, pk, site):
    found, form = _to_edit(request, pk), DeclineForm(request.POST)
    if not form.is_valid():
        return _one(request, site, _or_404(request, pk), form)
    telling(
        request, lambda: deciding.decline(registration=found, by=request.user, **form.cleaned_data),
        _("Declined; a mail gives the reason."),
    )  # fmt: skip
    return redirect("admin:events_registration_change", pk)


@require_http_methods(CHANGES)
@requires(Permission.EVENT_EDIT)
def registration_cancel(request, pk, site):
    found, form = _to_edit(request, pk), DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        telling(
            request, lambda: changing.cancel(registration=found, by=request.user, **form.cleaned_data),
            _("Cancelled; a mail gives the reason."),
        )  # fmt: skip
        return redirect("admin:events_registration_change", pk)
    lead = _("The seats go to who waits. The person is told by mail.")
    return _form_page(request, site, _("Cancel: %(name)s") % {"name": found.name}, found.event, form, lead=lead,
                      verb=_("Cancel the registration"), danger=True)  # fmt: skip


@require_http_methods(CHANGES)
@requires(Permission.EVENT_EDIT)
def registration_edit(request, pk, site):
    found = _to_edit(request, pk)
    form = ChangeForm.of(found, request.POST if request.method == "POST" else None, by_the_host=True)
    change = lambda **said: changing.change(  # noqa: E731
        registration=found, version=said["version"], wish=form.wish(), by=request.user, by_the_host=True
    )
    if took(form, change):
        messages.success(request, _("Saved; a mail says so."))
        return redirect("admin:events_registration_change", pk)
    return _form_page(request, site, _("Change: %(name)s") % {"name": found.name}, found.event, form, verb=_("Save"))


@require_http_methods(CHANGES)
@requires(Permission.EVENT_EDIT)
def registration_add(request, pk, site):
    """By hand: an alumnus who was looked for and chosen, or a guest."""
    event = get_object_or_404(Event.objects.edited_by(request.user), pk=pk)
    person = _chosen(request)
    find = FindForm(request.GET)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    form = RegistrationForm(
        request.POST if request.method == "POST" else None, event=event, person=person, by_the_host=True
    )
    enrol = lambda **said: enrolling.register(  # noqa: E731
        event=event, wish=form.wish(), key=said["key"], by=request.user, alumnus=person,
        source=Registration.Source.DESK,
    )  # fmt: skip
    if made := took(form, enrol):
        messages.success(request, made.registration.get_state_display())
        return redirect("admin:events_registration_change", made.registration.pk)
    return _page(
        request, site, "add", _("Register by hand"), event=event, form=form, find=find, person=person, asked=words,
        found=people.found(request.user, words), status=422 if form.errors else 200,
    )  # fmt: skip


def _chosen(request) -> Alumnus | None:
    pk = request.GET.get("person", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    return person_or_404(request, int(pk))


@require_http_methods(CHANGES)
@requires(Permission.EVENT_VIEW)
@requires(Permission.ALUMNI_EXPORT)
def registration_export_file(request, pk, site):
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        content = registration_export.export(
            event=event, by=request.user, with_contacts=request.user.may(Permission.CONTACT_VIEW), **form.cleaned_data
        )
        return made_file(content, name=f"registrations-{event.pk}", kind=form.cleaned_data["file_format"])
    lead = _("Everybody who is registered, waits, or is to be decided on, with what they answered.")
    return _form_page(request, site, _("Registrations as a file"), event, form, lead=lead, verb=_("Take the file"))


@require_safe
@requires(Permission.ALUMNI_VIEW)
@requires(Permission.EVENT_VIEW)
def person(request, pk, site):
    """The part of a person's page."""
    found = person_or_404(request, pk)
    context = site.each_context(request) | {
        "title": _("Events: %(name)s") % {"name": found.name}, "person": found,
        "rows": people.registrations_of(request.user, found),
    }  # fmt: skip
    return render_page(request, "admin/events/registration_person.html", context, partial="panel")


def _page(request, site, template: str, title: str, *, status: int = 200, **context):
    context = site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/events/registration_{template}.html", context, status=status)


def _form_page(request, site, title: str, event: Event, form, **context):
    status = 422 if form.errors else 200
    return _page(request, site, "form", title, event=event, form=form, status=status, **context)


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        views = [
            ("", registration_list, "changelist"),
            ("<int:pk>/", registration_page, "change"),
            ("<int:pk>/edit/", registration_edit, "edit"),
            ("<int:pk>/approve/", registration_approve, "approve"),
            ("<int:pk>/decline/", registration_decline, "decline"),
            ("<int:pk>/cancel/", registration_cancel, "cancel"),
            ("event/<int:pk>/add/", registration_add, "add"),
            ("event/<int:pk>/export/", registration_export_file, "export"),
            ("person/<int:pk>/", person, "person"),
        ]
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"events_registration_{name}")
            for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.EVENT_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.EVENT_VIEW)

    def has_add_permission(self, request):
        return False  # from the list of an event

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
