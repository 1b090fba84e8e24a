"""An event from state to state, by verbs; its copy; its overview."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.forms import took
from events.forms.desk import CancelForm, CopyForm, MessageForm
from events.models import Event, Registration
from events.queries import clock, desk
from events.queries.next_steps import missing
from events.services import copying, notices, states
from events.services.verbs import VERBS, offered

from .chrome import EDIT, NAME, part_page, planned, posted, seen, telling


@require_safe
@seen
def event_page(request, event, site):
    states_of = desk.counts(event)
    numbers = [(label, states_of[value]) for value, label in Registration.State.choices if value in states_of]
    is_open_end = event.state not in (Event.State.HELD, Event.State.CANCELLED)
    return part_page(
        request, site, event, "change", "event_page", spans=clock.spans(event, event), numbers=numbers,
        missing=missing(event), verbs=offered(event), may_cancel=is_open_end, may_say=event.state in notices.SAYS,
        hours={name: clock.local(getattr(event, name), event) for name in ("opens_at", "closes_at", "moves_up_until")},
    )  # fmt: skip


@require_POST
@planned
def event_move(request, event, site):
    if (verb := request.POST.get("to", "")) not in VERBS:
        raise Http404
    _label, act, done = VERBS[verb]
    telling(request, lambda: act(event=event, by=request.user), str(done))
    return redirect(f"{NAME}_change", event.pk)


@require_http_methods(EDIT)
@planned
def event_cancel(request, event, site):
    form = CancelForm(posted(request))
    if took(form, lambda **said: states.cancel(event=event, by=request.user, **said)):
        messages.success(request, _("Cancelled. Everybody registered is told."))
        return redirect(f"{NAME}_change", event.pk)
    return part_page(
        request,
        site,
        event,
        "change",
        "event_cancel",
        form=form,
        told=desk.to_tell(event),
        attached=desk.attached(event),
    )


@require_http_methods(EDIT)
@planned
def event_copy(request, event, site):
    form = CopyForm(posted(request), initial={"starts_on": desk.next_time(event)})
    made = took(form, lambda **said: copying.copy_event(event=event, by=request.user, **said))
    if made:
        messages.success(request, _("This is the copy: a draft of its own."))
        return redirect(f"{NAME}_change", made.pk)
    return part_page(request, site, event, "change", "event_copy", form=form)


@require_http_methods(EDIT)
@planned
def event_message(request, event, site):
    form = MessageForm(posted(request))
    if took(form, lambda **said: notices.say(event=event, by=request.user, **said)):
        messages.success(request, _("The word is on its way to everybody registered."))
        return redirect(f"{NAME}_message", event.pk)
    return part_page(
        request, site, event, "change", "event_message", form=form, told=desk.to_tell(event),
        said_before=desk.said_before(event), may_say=event.state in notices.SAYS,
    )  # fmt: skip
