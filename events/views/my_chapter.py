"""A chapter's events: planned and run by its officers, while their term lasts."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.saving.forms import first_values, took
from alumni_office.saving.pages import posted, telling
from alumni_office.ui.keyset import newest_first
from alumni_office.ui.rich_field import media_of, with_editor
from chapters.views.guards import TABS, Tab, officer_required, show
from events.forms.desk import CancelForm
from events.forms.times import RulesForm, TimeForm
from events.forms.words import NewEventForm, WordsForm
from events.models import Event, Registration
from events.queries import clock, desk
from events.services import planning, states
from events.services.verbs import VERBS, offered

TABS.append(Tab(gettext_lazy("Events with registration"), "events:chapter-events", 32))
EDIT = ["GET", "HEAD", "POST"]
SIZE = 50


def event_or_404(chapter, pk: int) -> Event:
    return get_object_or_404(Event.objects.run_by([chapter]).select_related("place", "series"), pk=pk)


@require_safe
@officer_required
def my_events(request, chapter):
    page = newest_first(desk.with_waiting(Event.objects.run_by([chapter])), request, size=20)
    for event in page.rows:
        event.span = clock.spans(event, event)[0]
    return show(request, chapter, "events/my_events.html", {"page": page})


@require_http_methods(EDIT)
@officer_required
def event_add(request, chapter):
    form = NewEventForm(posted(request), chapter=chapter)
    event = took(form, lambda **_said: planning.create_event(by=request.user, **form.arguments))
    if event:
        return redirect("events:chapter-event", chapter.pk, event.pk)
    return form_page(request, chapter, None, form, title=_("Plan an event"))


@require_safe
@officer_required
@transaction.atomic
def event_page(request, chapter, event_pk):
    """Each look at who is registered is a line in the access log, for those who stand on the page."""
    event = event_or_404(chapter, event_pk)
    page = newest_first(event.registrations.select_related("ticket"), request, size=SIZE)
    people = sorted({row.alumnus_id for row in page.rows if row.alumnus_id})
    if people:
        record_access(
            action=AccessRecord.Action.VIEW, target=Registration._meta.label_lower, target_id=event.pk,
            by=request.user, count=len(people), people=people, criteria={"officer_of": chapter.name, "event": event.pk},
        )  # fmt: skip
    context = {
        "event": event, "page": page, "spans": clock.spans(event, event), "verbs": offered(event),
        "may_write": event.state not in (Event.State.HELD, Event.State.CANCELLED),
    }  # fmt: skip
    return show(request, chapter, "events/my_event.html", context)


@with_editor
@require_http_methods(EDIT)
@officer_required
def event_words(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = WordsForm(posted(request), initial=first_values(event, WordsForm) | {"series": event.series_id})
    return _saved(
        request,
        chapter,
        event,
        form,
        planning.save_words,
        title=pgettext("of an event", "Words"),
        media=media_of(form, request),
    )


@require_http_methods(EDIT)
@officer_required
def event_time(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = TimeForm(posted(request), event=event, initial=first_values(event, TimeForm) | {"place": event.place_id})
    return _saved(request, chapter, event, form, planning.change_time, title=_("Time and place"))


@require_http_methods(EDIT)
@officer_required
def event_rules(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = RulesForm(posted(request), event=event, initial=first_values(event, RulesForm))
    return _saved(request, chapter, event, form, planning.change_rules, title=_("Registration rules"))


def _saved(request, chapter, event, form, save, **context):
    if took(form, lambda **said: save(event=event, by=request.user, **said)):
        messages.success(request, _("Saved."))
        return redirect("events:chapter-event", chapter.pk, event.pk)
    return form_page(request, chapter, event, form, **context)


def form_page(request, chapter, event, form, **context):
    context |= {"form": form, "event": event}
    return show(request, chapter, "events/my_event_form.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def event_move(request, chapter, event_pk):
    event, verb = event_or_404(chapter, event_pk), request.POST.get("to", "")
    if verb not in VERBS:
        raise Http404
    telling(request, lambda: VERBS[verb][1](event=event, by=request.user), VERBS[verb][2])
    return redirect("events:chapter-event", chapter.pk, event.pk)


@require_http_methods(EDIT)
@officer_required
def event_cancel(request, chapter, event_pk):
    event, form = event_or_404(chapter, event_pk), CancelForm(posted(request))
    if took(form, lambda **said: states.cancel(event=event, by=request.user, **said)):
        messages.success(request, _("Cancelled. Everybody registered is told."))
        return redirect("events:chapter-event", chapter.pk, event.pk)
    return form_page(
        request,
        chapter,
        event,
        form,
        title=_("Cancel the event"),
        told=desk.to_tell(event),
        attached=desk.attached(event),
        verb=_("Cancel the event"),
    )
