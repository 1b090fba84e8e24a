"""The check-in desk: for volunteers on the day of their pass, and for those who run the event.

It works as plain forms; static/js/gate.js keeps it going without a network.
"""

from functools import wraps
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni_office.ui.htmx import render_page
from events.forms.gate import CameForm, WalkInForm
from events.models import CheckIn, CheckList
from events.queries import arrivals
from events.queries.gates import gates, gates_today, runs
from events.services import checkins
from events.services.checkins import Refused

from .gate_words import words


def at_the_gate(view):
    """Let in whose desk it is today; the others are told of no such page."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, event, pk, **more):
        rows = CheckList.objects.select_related("event", "session")
        return view(request, get_object_or_404(rows, pk=pk, event__in=gates(request.user).filter(pk=event)), **more)

    return guarded


@require_safe
@never_cache
@login_required
def mine(request):
    """The events at whose desk one stands today."""
    return render(request, "events/gate_mine.html", {"events": gates_today(request.user)})


@require_safe
@never_cache
@login_required
def choose(request, event):
    event = get_object_or_404(gates(request.user), pk=event)
    lists = list(event.check_lists.all())
    if len(lists) == 1:
        return redirect("events:gate-list", event.pk, lists[0].pk)
    return render(
        request, "events/gate_choose.html", {"event": event, "lists": lists, "runs": runs(request.user, event)}
    )


@require_safe
@at_the_gate
def desk(request, check_list):
    """The page of one list; htmx asks for what was found alone."""
    asked = request.GET.get("q", "").strip()
    context = _frame(check_list) | {"asked": asked, "found": arrivals.found(check_list, asked)}
    if request.htmx:
        return render_page(request, "events/gate_desk.html", context, partial="found")
    context |= {"latest": arrivals.latest(check_list), "form": WalkInForm(initial={"key": uuid4()})}
    return render(request, "events/gate_desk.html", context)


@require_safe
@at_the_gate
def offline(request, check_list):
    """The same page without a person on it: what a device keeps for when there is no network."""
    context = _frame(check_list) | {"form": WalkInForm(), "is_shell": True}
    return render(request, "events/gate_desk.html", context)


@require_safe
@at_the_gate
def counts(request, check_list):
    return render(request, "events/gate_desk.html#counts", {"list": check_list, "event": check_list.event})


@require_POST
@at_the_gate
def came(request, check_list, registration):
    form = CameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say how many came."))
        return _back(request, check_list)
    return _do(
        request, check_list, checkins.check_in, registration_id=registration,
        at=timezone.now(), **form.cleaned_data,
    )  # fmt: skip


@require_POST
@at_the_gate
def undo(request, check_list, check_in):
    row = get_object_or_404(CheckIn, key=check_in, list=check_list)
    return _do(request, check_list, checkins.undo, key=row.key)


@require_POST
@at_the_gate
def walk_in(request, check_list):
    form = WalkInForm(request.POST)
    if not form.is_valid():
        context = _frame(check_list) | {"form": form, "latest": arrivals.latest(check_list)}
        return render(request, "events/gate_desk.html", context, status=422)
    values = form.cleaned_data
    if not values.pop("anew") and (same := arrivals.namesakes(check_list, values["name"], key=values["key"])):
        context = _frame(check_list) | {"form": form, "found": same, "same": True}
        return render(request, "events/gate_desk.html", context, status=422)
    return _do(request, check_list, checkins.walk_in, at=timezone.now(), **values)


def _do(request, check_list, act, **values):
    try:
        answer = act(check_list=check_list, by=request.user, **values)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        say = messages.warning if answer.outcome == "twice" else messages.success
        say(request, answer.sentence)
    return _back(request, check_list)


def _back(request, check_list) -> HttpResponse:
    asked = request.POST.get("q", "")[:80]
    page = reverse("events:gate-list", args=[check_list.event_id, check_list.pk])
    return redirect(f"{page}?{urlencode({'q': asked})}" if asked else page)


def _frame(check_list) -> dict:
    event = check_list.event
    return {
        "event": event, "list": check_list, "lists": event.check_lists.all(), "words": words(), "most": arrivals.MOST,
        "is_closed": bool(check_list.closed_at) or event.state not in checkins.TAKES,
    }  # fmt: skip
