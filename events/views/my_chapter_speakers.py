"""Who speaks at a chapter's event: guests, and members of the chapter whom its officers see. Members say by mail
whether their name may stand on the page; the officers read no address."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tasks
from alumni_office.saving.forms import first_values, took
from alumni_office.saving.pages import posted, telling
from chapters.models import Chapter, Membership
from chapters.queries import members
from chapters.views.guards import officer_required, show
from events.forms.parts import FindPersonForm, SpeakerForm
from events.models import Event, Speaker
from events.services import speakers as services

from .my_chapter import EDIT, event_or_404, form_page

MOST_FOUND = 20


@require_safe
@officer_required
@transaction.atomic
def speakers(request, chapter, event_pk, row):
    """Each member who was found is a line in the access log."""
    event = event_or_404(chapter, event_pk)
    session = get_object_or_404(event.sessions, pk=row)
    find = FindPersonForm(request.GET if "name" in request.GET else None)
    found = _found(request, chapter, find.cleaned_data["name"]) if find.is_valid() else []
    context = {
        "event": event, "session": session, "find": find, "found": found,
        "speakers": session.speakers.select_related("alumnus").order_by("order", "pk"),
        "may_write": event.state not in (Event.State.HELD, Event.State.CANCELLED),
    }  # fmt: skip
    return show(request, chapter, "events/my_event_speakers.html", context)


def _found(request, chapter: Chapter, words: str) -> list[Membership]:
    rows = list(_members(request, chapter, words).order_by("pk")[:MOST_FOUND])
    if rows:
        record_access(
            action=AccessRecord.Action.VIEW, target=Membership._meta.label_lower, target_id=chapter.pk, by=request.user,
            count=len(rows), people=[row.alumnus_id for row in rows], criteria={"officer_of": chapter.name},
        )  # fmt: skip
    return rows


def _members(request, chapter: Chapter, words: str = ""):
    return members.seen(chapter, request.user.alumnus, words).members().select_related("alumnus")


@require_http_methods(EDIT)
@officer_required
def speaker_add(request, chapter, event_pk, row, member=None):
    """A guest, or a member of the chapter."""
    event = event_or_404(chapter, event_pk)
    session = get_object_or_404(event.sessions, pk=row)
    person = get_object_or_404(_members(request, chapter), pk=member).alumnus if member is not None else None
    form = SpeakerForm(posted(request), initial={"name": person.name} if person else {})
    if took(form, lambda **said: services.add_speaker(session=session, alumnus=person, by=request.user, **said)):
        return redirect("events:chapter-event-speakers", chapter.pk, event.pk, session.pk)
    return _form(request, chapter, event, session, form, title=person.name if person else _("New guest speaker"))


@require_http_methods(EDIT)
@officer_required
def speaker_edit(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    found = speaker_or_404(event, row)
    form = SpeakerForm(posted(request), speaker=found, initial=first_values(found, SpeakerForm))
    if took(form, lambda **said: services.save_speaker(speaker=found, by=request.user, **said)):
        return redirect("events:chapter-event-speakers", chapter.pk, event.pk, found.session_id)
    remove = reverse("events:chapter-event-speaker-remove", args=[chapter.pk, event.pk, found.pk])
    return _form(request, chapter, event, found.session, form, title=str(found), remove=remove)


def speaker_or_404(event: Event, pk: int) -> Speaker:
    rows = Speaker.objects.filter(session__event=event).select_related("session", "alumnus")
    return get_object_or_404(rows, pk=pk)


def _form(request, chapter, event: Event, session, form, **context):
    back = reverse("events:chapter-event-speakers", args=[chapter.pk, event.pk, session.pk])
    return form_page(request, chapter, event, form, back_url=back, **context)


@require_POST
@officer_required
def speaker_ask(request, chapter, event_pk, row):
    found = speaker_or_404(event_or_404(chapter, event_pk), row)

    def ask():
        tasks.deliver.delay_on_commit(services.ask_speaker(speaker=found, by=request.user).pk)

    telling(request, ask, _("The link is on its way."))
    return redirect("events:chapter-event-speakers", chapter.pk, event_pk, found.session_id)


@require_POST
@officer_required
def speaker_remove(request, chapter, event_pk, row):
    found = speaker_or_404(event_or_404(chapter, event_pk), row)
    telling(request, lambda: services.remove_speaker(speaker=found, by=request.user), _("Taken out."))
    return redirect("events:chapter-event-speakers", chapter.pk, event_pk, found.session_id)
