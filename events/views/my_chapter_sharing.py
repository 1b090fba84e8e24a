"""What an officer gives out of a chapter's event: links that invite, files, and the event once more for next year."""

from pathlib import PurePath

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted, saved, telling
from alumni_office.ui.downloads import private_file
from chapters.views.guards import officer_required, show
from events.forms.desk import CopyForm
from events.forms.parts import InviteForm, MaterialForm
from events.models import Event
from events.queries.desk import next_time
from events.queries.invites import invites_of
from events.services import copying, materials, tickets

from .my_chapter import EDIT, event_or_404, form_page


@require_http_methods(EDIT)
@officer_required
def copy(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = CopyForm(posted(request), initial={"starts_on": next_time(event)})
    made = took(form, lambda **said: copying.copy_event(event=event, by=request.user, **said))
    if made:
        messages.success(request, _("This is the copy: a draft of its own."))
        return redirect("events:chapter-event", chapter.pk, made.pk)
    lead = _("The copy is a draft. Nobody is registered for it, and nobody speaks.")
    return form_page(
        request, chapter, event, form, title=_("Copy as a new event"), lead=lead, save=_("Make the copy")
    )  # fmt: skip


@require_http_methods(EDIT)
@officer_required
def links(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    form = InviteForm(posted(request), event=event)
    if saved(request, form, lambda **said: tickets.make_invite(event=event, by=request.user, **said)):
        return redirect("events:chapter-event-links", chapter.pk, event.pk)
    context = {"event": event, "form": form, "rows": invites_of(event), "may_write": _is_planned(event)}
    return show(request, chapter, "events/my_event_links.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def link_end(request, chapter, event_pk, row):
    event = event_or_404(chapter, event_pk)
    if tickets.end_invite(invite=get_object_or_404(event.invites, pk=row), by=request.user):
        messages.success(request, _("The link opens nothing any more."))
    return redirect("events:chapter-event-links", chapter.pk, event.pk)


@require_http_methods(EDIT)
@officer_required
def files(request, chapter, event_pk):
    """Also of what was held: photographs and minutes come afterwards."""
    event = event_or_404(chapter, event_pk)
    form = MaterialForm(posted(request), request.FILES or None, event=event)
    if saved(request, form, lambda **said: materials.add_material(event=event, by=request.user, **said)):
        return redirect("events:chapter-event-files", chapter.pk, event.pk)
    context = {"event": event, "form": form, "rows": event.materials.select_related("session").order_by("pk")}
    return show(request, chapter, "events/my_event_files.html", context, status=422 if form.errors else 200)


@require_safe
@officer_required
def file(request, chapter, event_pk, row):
    found = get_object_or_404(event_or_404(chapter, event_pk).materials, pk=row)
    kind = PurePath(str(found.file.name)).suffix.removeprefix(".")
    return private_file(found.file, name=found.title, kind=kind)


@require_POST
@officer_required
def file_remove(request, chapter, event_pk, row):
    found = get_object_or_404(event_or_404(chapter, event_pk).materials, pk=row)
    telling(request, lambda: materials.remove_material(material=found, by=request.user), _("Taken out."))
    return redirect(reverse("events:chapter-event-files", args=[chapter.pk, event_pk]))


def _is_planned(event: Event) -> bool:
    return event.state not in (Event.State.HELD, Event.State.CANCELLED)
