"""Mailings on the desk: how far each has come, what went wrong, and the buttons of who may send."""

from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.htmx import render_page
from alumni_office.ui.keyset import newest_first
from publications import tasks
from publications.forms.mailings import DecisionForm, ScheduleForm, SpeedForm
from publications.models import Delivery, Mailing
from publications.queries import progress
from publications.queries.composing import readers as readers_of
from publications.queries.post import in_words
from publications.services import mailings as services

from . import composing, people
from .composing_steps import steps
from .guards import back_to, mailing_or_404, telling

PAGE = 50
REFUSALS = (services.NotNow, services.NotSendable, services.NotYou)
DONE = {
    "approve": gettext_lazy("Approved."), "reopen": gettext_lazy("Back to the desk."),
    "send": gettext_lazy("It begins in a moment."), "pause": gettext_lazy("Paused: no letter is begun any more."),
    "go-on": gettext_lazy("It goes on."), "stop": gettext_lazy("Stopped for good: the rest is not sent."),
    "unschedule": gettext_lazy("It is not sent at that moment any more."),
}  # fmt: skip


@require_safe
@requires(Permission.MAILING_VIEW)
def mailing_list(request, site):
    page = newest_first(Mailing.objects.visible_to(request.user).select_related("created_by"), request, size=PAGE)
    may_write = request.user.may(Permission.MAILING_EDIT)
    context = site.each_context(request) | {"title": _("Mailings"), "page": page, "may_write": may_write}
    return TemplateResponse(request, "admin/publications/mailing_list.html", context)


@require_safe
@requires(Permission.MAILING_VIEW)
def mailing_page(request, pk, site):
    mailing = mailing_or_404(request, pk)
    versions = list(mailing.versions.order_by("-language"))
    context = site.each_context(request) | {
        "title": mailing.title, "mailing": mailing, "progress": progress.progress(mailing),
        "versions": versions, "may_send": request.user.may(Permission.MAILING_SEND),
        "may_write": request.user.may(Permission.MAILING_EDIT),
        "links": mailing.links.order_by("-clicks", "pk") if mailing.counts_clicks else [], "copy_key": uuid4(),
        "steps": steps(mailing, "send", versions),
        "came_back": progress.came_back(mailing) if mailing.started_at else [],
        "readers": in_words(mailing.audience),
        "has_problems": progress.problems(mailing).exists(),
        "schedule": ScheduleForm(), "speed": SpeedForm(initial={"per_minute": mailing.per_minute}),
    }  # fmt: skip
    return render_page(request, "admin/publications/mailing_page.html", context, partial="progress")


@require_safe
@requires(Permission.MAILING_VIEW)
def problem_list(request, pk, site):
    mailing = mailing_or_404(request, pk)
    page = newest_first(progress.problems(mailing).select_related("alumnus"), request, size=PAGE)
    context = site.each_context(request) | {
        "title": _("What went wrong"), "mailing": mailing, "page": page,
        "may_send": request.user.may(Permission.MAILING_SEND) and mailing.state != Mailing.State.STOPPED,
    }  # fmt: skip
    return TemplateResponse(request, "admin/publications/problem_list.html", context)


@require_POST
@requires(Permission.MAILING_SEND)
def act(request, pk, verb):
    mailing = mailing_or_404(request, pk)
    acts = {
        "approve": services.approve, "reopen": services.reopen, "send": services.send_now, "pause": services.pause,
        "go-on": services.go_on, "stop": services.stop, "unschedule": services.unschedule,
    }  # fmt: skip
    if telling(request, REFUSALS, lambda: acts[verb](mailing_id=mailing.pk, by=request.user), str(DONE[verb])):
        tasks.wake.delay_on_commit(mailing.pk)
    return back_to(mailing.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_SEND)
def stop(request, pk, site):
    """What stopping means, in numbers, before it is done."""
    if request.method == "POST":
        return act(request, pk, "stop")
    mailing = mailing_or_404(request, pk)
    sent = progress.progress(mailing)
    context = site.each_context(request) | {
        "title": _("Stop for good"), "verb": _("Stop for good"), "danger": True,
        "back_url": reverse("admin:publications_mailing_change", args=[pk]),
        "text": _("“%(title)s” ends here and cannot go on again. Letters that are out stay out; to write to the "
                  "others, copy it as a new mailing. A pause can be ended.") % {"title": mailing.title},
        "numbers": [(_("Dealt with"), sent.ended), (_("Not sent any more"), sent.waiting)],
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


@require_safe
@requires(Permission.MAILING_SEND)
def begin(request, pk, site):
    """What sending now means, in numbers, before it is done; the button of the page sends."""
    mailing = mailing_or_404(request, pk)
    if mailing.state not in (Mailing.State.APPROVED, Mailing.State.SCHEDULED):
        messages.error(request, _("This mailing is not approved, or has begun already."))
        return back_to(pk)
    found = readers_of(mailing, request.user)
    subjects = mailing.versions.order_by("-language").values_list("subject", flat=True)
    context = site.each_context(request) | {
        "title": _("Send now?"), "verb": _("Send now"),
        "act_url": reverse("admin:publications_mailing_send", args=[pk]),
        "back_url": reverse("admin:publications_mailing_change", args=[pk]),
        "text": _("“%(subject)s” goes out at once. It can be paused; what is out does not come back.")
        % {"subject": _("; ").join(subjects)},
        "numbers": [(_("Reached"), found.figures.reached), *found.reasons] if found else [],
        "note": "" if found else _("A part of the audience does not exist any more. Choose the readers again."),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


@require_POST
@requires(Permission.MAILING_SEND)
def schedule(request, pk, site):
    mailing = mailing_or_404(request, pk)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        telling(
            request, REFUSALS, lambda: services.schedule(mailing_id=pk, by=request.user, **form.cleaned_data),
            _("It is sent at that moment."),
        )  # fmt: skip
        return back_to(pk)
    context = site.each_context(request) | {"title": mailing.title, "form": form, "verb": _("Send then")}
    return TemplateResponse(request, "admin/publications/mailing_form.html", context, status=422)


@require_POST
@requires(Permission.MAILING_SEND)
def speed(request, pk, site):
    mailing = mailing_or_404(request, pk)
    form = SpeedForm(request.POST)
    if form.is_valid():
        services.change_speed(mailing_id=pk, by=request.user, **form.cleaned_data)
        return back_to(pk)
    context = site.each_context(request) | {"title": mailing.title, "form": form, "verb": _("Set the speed")}
    return TemplateResponse(request, "admin/publications/mailing_form.html", context, status=422)


@require_POST
@requires(Permission.MAILING_SEND)
def decide(request, pk, delivery_pk):
    mailing = mailing_or_404(request, pk)
    form = DecisionForm(request.POST)
    if not Delivery.objects.filter(mailing=mailing, pk=delivery_pk).exists():
        raise Http404
    if not form.is_valid():
        raise BadRequest
    if services.decide_doubt(delivery_id=delivery_pk, by=request.user, **form.cleaned_data):
        tasks.wake.delay_on_commit(pk)
    return redirect("admin:publications_mailing_problems", pk)


@admin.register(Mailing)
class MailingAdmin(admin.ModelAdmin):
    def get_urls(self):
        desk, chrome = self.admin_site.admin_view, {"site": self.admin_site}
        acts = [
            path(f"<int:pk>/{verb}/", desk(act), {"verb": verb}, name=f"publications_mailing_{verb.replace('-', '_')}")
            for verb in DONE
            if verb != "stop"
        ]
        return [
            path("", desk(mailing_list), chrome, name="publications_mailing_changelist"),
            path("<int:pk>/", desk(mailing_page), chrome, name="publications_mailing_change"),
            path("<int:pk>/problems/", desk(problem_list), chrome, name="publications_mailing_problems"),
            path("<int:pk>/problems/<int:delivery_pk>/", desk(decide), name="publications_mailing_decide"),
            path("person/<int:pk>/", desk(people.person), chrome, name="publications_mailing_person"),
            path("<int:pk>/begin/", desk(begin), chrome, name="publications_mailing_begin"),
            path("<int:pk>/stop/", desk(stop), chrome, name="publications_mailing_stop"),
            path("<int:pk>/schedule/", desk(schedule), chrome, name="publications_mailing_schedule"),
            path("<int:pk>/speed/", desk(speed), chrome, name="publications_mailing_speed"),
            *acts,
            *composing.urls(desk, chrome),
        ]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.may(Permission.MAILING_VIEW)

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return request.user.may(Permission.MAILING_EDIT)

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False
