"""Who comes to a chapter's event, for its officers: what they said, and decisions about who asked."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted, telling
from chapters.views.guards import officer_required, show
from events.forms.desk import MessageForm
from events.forms.registration_desk import DeclineForm
from events.models import Event, Registration
from events.queries import desk
from events.queries.effect import feedback
from events.queries.own_registration import place_of
from events.services import notices
from events.services.registering import changing, deciding

from .my_chapter import EDIT, event_or_404, form_page


@require_safe
@officer_required
@transaction.atomic
def registered(request, chapter, event_pk, row):
    """What the person typed for this event, as the form said that the host reads it; each look is in the access log."""
    event = event_or_404(chapter, event_pk)
    rows = event.registrations.select_related("event", "ticket", "group", "alumnus").prefetch_related(
        "companions", "session_seats__session", "answers__question"
    )
    found = get_object_or_404(rows, pk=row)
    if found.alumnus_id:
        record_access(
            action=AccessRecord.Action.VIEW, target=Registration._meta.label_lower, target_id=found.pk, by=request.user,
            people=[found.alumnus_id], criteria={"officer_of": chapter.name, "event": event.pk},
        )  # fmt: skip
    context = {
        "event": event, "registration": found, "place": place_of(found),
        "is_restricted": bool(found.alumnus and found.alumnus.restricted_at),
        "may_write": event.state not in (Event.State.HELD, Event.State.CANCELLED),
    }  # fmt: skip
    return show(request, chapter, "events/my_event_registration.html", context)


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
def cancel(request, chapter, event_pk, row):
    """Take somebody off the list, with a reason that the person reads."""
    event, form = event_or_404(chapter, event_pk), DeclineForm(posted(request))
    registration = get_object_or_404(event.registrations, pk=row)
    if took(form, lambda **said: changing.cancel(registration=registration, by=request.user, **said)):
        messages.success(request, _("Cancelled; a mail gives the reason."))
        return redirect("events:chapter-event", chapter.pk, event.pk)
    title = _("Cancel: %(name)s") % {"name": registration.name}
    lead = _("The seats go to who waits. The person is told by mail.")
    return form_page(request, chapter, event, form, title=title, lead=lead, verb=_("Cancel the registration"))


@require_http_methods(EDIT)
@officer_required
def message(request, chapter, event_pk):
    event, form = event_or_404(chapter, event_pk), MessageForm(posted(request))
    if took(form, lambda **said: notices.say(event=event, by=request.user, **said)):
        messages.success(request, _("The word is on its way to everybody registered."))
        return redirect("events:chapter-event-message", chapter.pk, event.pk)
    context = {
        "event": event, "form": form, "told": desk.to_tell(event), "said_before": desk.said_before(event),
        "may_say": event.state in notices.SAYS,
    }  # fmt: skip
    return show(request, chapter, "events/my_event_message.html", context, status=422 if form.errors else 200)


@require_safe
@officer_required
def said(request, chapter, event_pk):
    """What people say of it afterwards: to the host, as the mail that asks them says."""
    event = event_or_404(chapter, event_pk)
    context = {"event": event, "summary": feedback.summary(event), "texts": feedback.words(event)}
    return show(request, chapter, "events/my_event_feedback.html", context)
