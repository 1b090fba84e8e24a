"""Class reunions on the desk: the list, and one of them with its decision, classmates and plan."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import tasks as jobs
from alumni_office.mail import tasks as mail
from events.forms.reunions import CancelForm, ConfirmForm, DeclineForm, ReunionFilter
from events.models import Classmate, ClassReunion
from events.queries.reunions import desk
from events.queries.reunions.mine import counts_of
from events.queries.reunions.people import invitable
from events.services import reunions

from . import radar, reunion_booking


@admin.register(ClassReunion)
class ClassReunionAdmin(admin.ModelAdmin):
    """Own pages; everything goes through services.reunions."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        views = [
            ("", reunion_list, "classreunion_changelist"),
            ("book/", reunion_booking.find, "classreunion_find"),
            ("book/<int:degree>/", reunion_booking.book, "classreunion_book"),
            ("radar/", radar.page, "radar"),
            ("radar/export/", radar.export, "radar_export"),
            ("<int:pk>/", reunion_page, "classreunion_change"),
            ("<int:pk>/confirm/", confirm, "classreunion_confirm"),
            ("<int:pk>/decline/", decline, "classreunion_decline"),
            ("<int:pk>/cancel/", cancel, "classreunion_cancel"),
            ("<int:pk>/invite/", invite, "classreunion_invite"),
            ("<int:pk>/steps/<int:step>/", step, "classreunion_step"),
        ]
        return [
            path(route, wrap(view), {"site": self.admin_site}, name=f"events_{name}") for route, view, name in views
        ]

    def has_module_permission(self, request):
        return request.user.may(Permission.EVENT_VIEW)


@require_safe
@requires(Permission.EVENT_VIEW)
def reunion_list(request, site):
    form = ReunionFilter(request.GET, colleges=desk.colleges(request.user))
    asked = form.cleaned_data if form.is_valid() else {"state": "", "college": None, "year": None}
    rows = desk.listed(
        request.user,
        state=asked["state"],
        year=asked["year"],
        college=asked["college"].pk if asked["college"] else None,
    )
    counts = desk.by_state(request.user)
    context = site.each_context(request) | {
        "title": _("Class reunions"), "form": form, "is_asked": any(asked.values()), "state": asked["state"],
        "states": [("", _("All"), sum(counts.values()))]
        + [(value, label, counts.get(value, 0)) for value, label in ClassReunion.State.choices],
        "may_book": request.user.may(Permission.EVENT_EDIT),
        "page": Paginator(rows, desk.PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return TemplateResponse(request, "admin/events/reunion_list.html", context)


def _reunion_or_404(request, pk) -> ClassReunion:
    rows = ClassReunion.objects.visible_to(request.user).select_related(
        "college", "place", "contact", "event", "decided_by"
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


@require_safe
@requires(Permission.EVENT_VIEW)
def reunion_page(request, pk, site):
    return _page(request, _reunion_or_404(request, pk), site)


def _page(request, reunion, site, *, status=200, **forms):
    may_decide = ClassReunion.objects.decided_by(request.user).filter(pk=reunion.pk).exists()
    rows = list(desk.classmates(reunion, request.user)) if request.user.may(Permission.ALUMNI_VIEW) else []
    if rows:
        record_access(
            action=AccessRecord.Action.VIEW, target=Classmate._meta.label_lower, target_id=reunion.pk,
            count=len(rows), by=request.user, people=[row.alumnus_id for row in rows],
        )  # fmt: skip
    settled = {"place": reunion.place_id, "hall": reunion.hall, "teacher": reunion.teacher}
    is_ahead = not desk.is_over(reunion)
    context = site.each_context(request) | {
        "title": reunion.class_label, "reunion": reunion, "counts": counts_of(reunion), "rows": rows,
        "tasks": desk.steps_of(reunion), "may_decide": may_decide and reunion.is_open and is_ahead,
        "may_tick": may_decide and reunion.state != ClassReunion.State.DECLINED,
        "invitable": invitable(reunion).count() if may_decide and reunion.is_open else 0,
        "confirm": ConfirmForm(initial=settled), "decline": DeclineForm(auto_id="decline_%s"),
        "cancel": CancelForm(auto_id="cancel_%s"), "sees_contact": desk.sees(request.user, reunion.contact_id),
    } | forms  # fmt: skip
    return TemplateResponse(request, "admin/events/reunion_page.html", context, status=status)


def _decided(request, pk) -> ClassReunion:
    """Out of scope 404; in sight, but somebody else's to decide: 403 by the permission before."""
    _reunion_or_404(request, pk)
    return get_object_or_404(ClassReunion.objects.decided_by(request.user).select_related("college"), pk=pk)


def _acted(request, act, done):
    try:
        sent = act()
    except reunions.NotNow:
        messages.error(request, _("Somebody decided about this in the meantime. Nothing was changed."))
        return
    for message in sent:
        mail.deliver.delay_on_commit(message.pk)
    messages.success(request, done)


def _by_form(request, pk, site, form, name, service, done):
    reunion = _decided(request, pk)
    if not form.is_valid():
        return _page(request, _reunion_or_404(request, pk), site, status=422, **{name: form})
    _acted(request, lambda: service(reunion=reunion, by=request.user, **form.cleaned_data), done)
    return redirect("admin:events_classreunion_change", pk)


@require_POST
@requires(Permission.EVENT_EDIT)
def confirm(request, pk, site):
    done = _("Confirmed; a mail says so to the contact person.")
    return _by_form(request, pk, site, ConfirmForm(request.POST), "confirm", reunions.confirm_reunion, done)


@require_POST
@requires(Permission.EVENT_EDIT)
def decline(request, pk, site):
    form = DeclineForm(request.POST, auto_id="decline_%s")
    done = _("Declined; a mail gives the reason to the contact person.")
    return _by_form(request, pk, site, form, "decline", reunions.decline_reunion, done)


@require_POST
@requires(Permission.EVENT_EDIT)
def cancel(request, pk, site):
    form = CancelForm(request.POST, auto_id="cancel_%s")
    done = _("Cancelled; everybody who was invited is told.")
    return _by_form(request, pk, site, form, "cancel", reunions.cancel_reunion, done)


@require_POST
@requires(Permission.EVENT_EDIT)
def invite(request, pk, site):
    try:
        job = reunions.start_invitations(reunion=_decided(request, pk), by=request.user)
    except reunions.NotNow:
        messages.error(request, _("Confirm the day first, and invite before it is over."))
        return redirect("admin:events_classreunion_change", pk)
    jobs.run.delay_on_commit(job.pk)
    return redirect("admin:jobs_job_change", job.pk)


@require_POST
@requires(Permission.EVENT_EDIT)
def step(request, pk, step, site):
    task = get_object_or_404(_decided(request, pk).tasks, pk=step)
    reunions.tick_step(task=task, done=request.POST.get("done") == "1", by=request.user)
    return redirect("admin:events_classreunion_change", pk)
