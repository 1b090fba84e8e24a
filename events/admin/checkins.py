"""Check-in at the desk of who runs the event: lists, passes, paper, numbers, entries to look at."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.downloads import made_file
from events.forms.checkins import ListForm, PassForm, PrintForm
from events.models import CheckIn, CheckList, Event, GateEntry, GatePass
from events.queries import checkins as queries
from events.queries import printing
from events.queries.gates import passes_of
from events.services import gate_entries, gate_papers, gates
from events.services.checkins import Refused

from .guards import gate_required


def seen(request, pk: int) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).told().select_related("college", "chapter"), pk=pk)


def run(request, pk: int) -> Event:
    return get_object_or_404(Event.objects.gate_run_by(request.user).told(), pk=pk)


def of_event(request, model, pk: int, *related: str):
    """A row of an event (`.event`) that the user runs."""
    rows = model.objects.filter(event__in=Event.objects.gate_run_by(request.user)).select_related("event", *related)
    return get_object_or_404(rows, pk=pk)


def page(request, site, template: str, title, *, status: int = 200, **context):
    context = site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/events/{template}.html", context, status=status)


def to(event_id: int, name: str = "event"):
    return redirect(f"admin:events_checkin_{name}", event_id)


@require_safe
@requires(Permission.EVENT_VIEW)
def events(request, site):
    return page(request, site, "checkin_list", _("Check-in"), events=queries.desk_events(request.user))


@require_safe
@never_cache
@requires(Permission.EVENT_VIEW)
def event(request, pk, site, list_form=None, pass_form=None):
    row = seen(request, pk)
    first, _last = gates.days(row)
    registered, came = printing.registered(row).count(), printing.who_came(row).count()
    hours = queries.by_hour(row)
    may_edit = Event.objects.gate_run_by(request.user).filter(pk=pk).exists()
    return page(
        request, site, "checkin_event", row.shown_title, event=row, may_edit=may_edit,
        lists=[(each, hours.get(each.pk, [])) for each in row.check_lists.select_related("event", "session")],
        passes=passes_of(row),
        today=row.today(), entries=queries.entries_of(row).count(),
        list_form=list_form or ListForm(event=row),
        pass_form=pass_form or PassForm(initial={"day": max(row.today(), first)}),
        papers=[("sheets", _("Sheets for the gate"), printing.parts(registered)),
                ("badges", _("Badges"), printing.parts(registered)),
                ("certificates", _("Certificates of attendance"), printing.parts(came))],
        status=422 if list_form or pass_form else 200,
    )  # fmt: skip


@require_POST
@gate_required
def list_add(request, pk, site):
    row = run(request, pk)
    form = ListForm(request.POST, event=row)
    if form.is_valid():
        try:
            gates.add_list(event=row, by=request.user, **form.cleaned_data)
        except gates.Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("The list is there."))
            return to(pk)
    return _again(request, pk, site, list_form=form)


@require_POST
@gate_required
def list_close(request, pk, site):
    """Close it; an open one is what a closed one becomes."""
    row = of_event(request, CheckList, pk)
    gates.close_list(check_list=row, is_closed=row.closed_at is None)
    return to(row.event_id)


@require_POST
@gate_required
def pass_give(request, pk, site):
    row = run(request, pk)
    form = PassForm(request.POST)
    if form.is_valid():
        try:
            given = gates.give_pass(event=row, by=request.user, **form.cleaned_data)
        except gates.Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("%(name)s may check in at this event on that day.") % {"name": given.user})
            return to(pk)
    return _again(request, pk, site, pass_form=form)


def _again(request, pk, site, **forms):
    request.method = "GET"  # the page itself, with what was not in order
    return event(request, pk, site, **forms)


@require_POST
@gate_required
def pass_end(request, pk, site):
    row = of_event(request, GatePass, pk)
    gates.end_pass(gate_pass=row)
    messages.success(request, _("The pass has ended: the desk is shut to this account."))
    return to(row.event_id)


@require_safe
@never_cache
@gate_required
def entries(request, pk, site):
    row = run(request, pk)
    return page(request, site, "checkin_entries", _("Entries to look at"), event=row, entries=queries.entries_of(row))


@require_POST
@gate_required
def entry_count(request, pk, site):
    return _decided(request, pk, is_counted=True)


@require_POST
@gate_required
def entry_set_aside(request, pk, site):
    return _decided(request, pk, is_counted=False)


def _decided(request, pk, *, is_counted: bool):
    row = of_event(request, GateEntry, pk)
    try:
        gate_entries.decide(entry_id=row.pk, is_counted=is_counted, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return to(row.event_id, "entries")


@require_POST
@gate_required
def paper(request, pk, kind, site):
    row = run(request, pk)
    form = PrintForm(request.POST)
    if kind not in gate_papers.KINDS or not form.is_valid():
        raise Http404
    part, code = form.cleaned_data["part"] or 1, form.cleaned_data["code"].strip()
    try:
        content = gate_papers.printed(event=row, kind=kind, part=part, code=code, by=request.user)
    except gate_papers.NothingToPrint:
        messages.warning(request, _("Nobody is on this paper."))
        return to(pk)
    return made_file(content, name=f"{kind}-{row.pk}-{part}", kind="pdf")


VIEWS = [
    ("", events, "changelist"),
    ("<int:pk>/", event, "event"),
    ("<int:pk>/list/", list_add, "list_add"),
    ("list/<int:pk>/close/", list_close, "list_close"),
    ("<int:pk>/pass/", pass_give, "pass_give"),
    ("pass/<int:pk>/end/", pass_end, "pass_end"),
    ("<int:pk>/entries/", entries, "entries"),
    ("entry/<int:pk>/count/", entry_count, "entry_count"),
    ("entry/<int:pk>/set-aside/", entry_set_aside, "entry_set_aside"),
    ("<int:pk>/print/<str:kind>/", paper, "print"),
]


@admin.register(CheckIn)
class CheckInAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk = self.admin_site.admin_view
        return [
            path(route, desk(view), {"site": self.admin_site}, name=f"events_checkin_{end}")
            for route, view, end in VIEWS
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.EVENT_VIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.may(Permission.EVENT_VIEW)

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False
