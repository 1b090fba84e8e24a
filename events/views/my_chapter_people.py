"""Who comes to a chapter's event, for its officers: decisions about who asked, and who may stand at the gate."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted, telling
from chapters.views.guards import officer_required, show
from events.forms.checkins import PassForm
from events.forms.registration_desk import DeclineForm
from events.models import Event
from events.queries.gates import passes_of
from events.services import gates
from events.services.registering import deciding

from .my_chapter import EDIT, event_or_404, form_page


@require_POST
@officer_required
def accept(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    registration = get_object_or_404(event.registrations, pk=row)
    telling(
        request, lambda: deciding.approve(registration=registration, by=request.user), _("Accepted; a mail says so.")
    )
    return redirect("events:chapter-event", chapter.pk, event.pk)


@require_http_methods(EDIT)
@officer_required
def decline(request, chapter, event_pk, row):
    event, form = event_or_404(chapter, event_pk), DeclineForm(posted(request))
    registration = get_object_or_404(event.registrations, pk=row)
    if took(form, lambda **said: deciding.decline(registration=registration, by=request.user, **said)):
        messages.success(request, _("Declined; a mail gives the reason."))
        return redirect("events:chapter-event", chapter.pk, event.pk)
    title = _("Decline: %(name)s") % {"name": registration.name}
    return form_page(request, chapter, event, form, title=title, verb=_("Decline"))


@require_http_methods(EDIT)
@officer_required
def gate(request, chapter, event_pk):
    """Volunteers with a pass; the gate itself is open to the officers without one."""
    event = event_or_404(chapter, event_pk)
    first, _last = gates.days(event)
    form = PassForm(posted(request), initial={"day": max(event.today(), first)})
    if took(form, lambda **said: gates.give_pass(event=event, by=request.user, **said)):
        messages.success(request, _("The pass is given."))
        return redirect("events:chapter-event-gate", chapter.pk, event.pk)
    context = {
        "event": event, "form": form, "passes": passes_of(event), "today": event.today(),
        "is_shut": event.state in (Event.State.DRAFT, Event.State.CANCELLED),
        "back_url": reverse("events:chapter-event", args=[chapter.pk, event.pk]),
    }  # fmt: skip
    return show(request, chapter, "events/my_event_gate.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def pass_end(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    gates.end_pass(gate_pass=get_object_or_404(event.gate_passes, pk=row))
    messages.success(request, _("The pass has ended: the desk is shut to this account."))
    return redirect("events:chapter-event-gate", chapter.pk, event.pk)
