"""The gate of a chapter's event, for its officers: lists, passes, paper, and entries to look at."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted
from alumni_office.ui.downloads import made_file
from chapters.views.guards import officer_required, show
from events.forms.checkins import ListForm, PassForm, PrintForm
from events.models import Event, GateEntry
from events.queries import checkins as queries
from events.queries import printing
from events.queries.gates import passes_of
from events.services import gate_entries, gate_papers, gates
from events.services.checkins import Refused

from .my_chapter import EDIT, event_or_404

PAPERS = {"sheets": printing.registered, "badges": printing.registered, "certificates": printing.who_came}


@require_http_methods(EDIT)
@officer_required
def gate(request, chapter, event_pk):
    """Volunteers get a pass; the gate itself is open to the officers without one."""
    event = event_or_404(chapter, event_pk)
    form = _pass_form(event, posted(request))
    if took(form, lambda **said: gates.give_pass(event=event, by=request.user, **said)):
        messages.success(request, _("The pass is given."))
        return redirect("events:chapter-event-gate", chapter.pk, event.pk)
    return _page(request, chapter, event, pass_form=form)


@require_POST
@officer_required
def list_add(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = ListForm(request.POST, event=event)
    if took(form, lambda **said: gates.add_list(event=event, by=request.user, **said)):
        messages.success(request, _("The list is there."))
        return redirect("events:chapter-event-gate", chapter.pk, event.pk)
    return _page(request, chapter, event, list_form=form)


def _pass_form(event: Event, data=None) -> PassForm:
    first, _last = gates.days(event)
    return PassForm(data, initial={"day": max(event.today(), first)})


def _page(request, chapter, event: Event, *, list_form=None, pass_form=None):
    list_form, pass_form = list_form or ListForm(event=event), pass_form or _pass_form(event)
    parts = {kind: printing.parts(rows(event).count()) for kind, rows in PAPERS.items()}
    context = {
        "event": event, "lists": event.check_lists.select_related("event", "session"), "passes": passes_of(event),
        "entries": queries.entries_of(event).count(), "today": event.today(),
        "list_form": list_form, "pass_form": pass_form,
        "papers": [("sheets", _("Sheets for the gate"), parts["sheets"]), ("badges", _("Badges"), parts["badges"]),
                   ("certificates", _("Certificates of attendance"), parts["certificates"])],
        "is_shut": event.state in (Event.State.DRAFT, Event.State.CANCELLED),
    }  # fmt: skip
    status = 422 if list_form.errors or pass_form.errors else 200
    return show(request, chapter, "events/my_event_gate.html", context, status=status)


@require_POST
@officer_required
def list_close(request, chapter, event_pk, row):
    """Close it; an open one is what a closed one becomes."""
    event = event_or_404(chapter, event_pk)
    found = get_object_or_404(event.check_lists, pk=row)
    gates.close_list(check_list=found, is_closed=found.closed_at is None)
    return redirect("events:chapter-event-gate", chapter.pk, event.pk)


@require_POST
@officer_required
def pass_end(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    gates.end_pass(gate_pass=get_object_or_404(event.gate_passes, pk=row))
    messages.success(request, _("The pass has ended: the desk is shut to this account."))
    return redirect("events:chapter-event-gate", chapter.pk, event.pk)


@require_safe
@officer_required
@transaction.atomic
def entries(request, chapter, event_pk):
    """Each look is a line in the access log, for those who stand on the page."""
    event = event_or_404(chapter, event_pk)
    rows = list(queries.entries_of(event))
    people = sorted({row.registration.alumnus_id for row in rows if row.registration and row.registration.alumnus_id})
    if people:
        record_access(
            action=AccessRecord.Action.VIEW, target=GateEntry._meta.label_lower, target_id=event.pk, by=request.user,
            count=len(people), people=people, criteria={"officer_of": chapter.name, "event": event.pk},
        )  # fmt: skip
    return show(request, chapter, "events/my_event_entries.html", {"event": event, "entries": rows})


@require_POST
@officer_required
def entry_decide(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    entry = get_object_or_404(event.gate_entries, pk=row)
    try:
        gate_entries.decide(entry_id=entry.pk, is_counted=request.POST.get("count") == "1", by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("events:chapter-event-entries", chapter.pk, event.pk)


@require_POST
@officer_required
def paper(request, chapter, event_pk, kind):
    event = event_or_404(chapter, event_pk)
    form = PrintForm(request.POST)
    if kind not in PAPERS or not form.is_valid():
        raise Http404
    part, code = form.cleaned_data["part"] or 1, form.cleaned_data["code"].strip()
    try:
        content = gate_papers.printed(event=event, kind=kind, part=part, code=code, by=request.user)
    except gate_papers.NothingToPrint:
        messages.warning(request, _("Nobody is on this paper."))
        return redirect("events:chapter-event-gate", chapter.pk, event.pk)
    return made_file(content, name=f"{kind}-{event.pk}-{part}", kind="pdf")
