"""What a chapter's event is made of, for its officers: tickets, parts, questions."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.forms import took
from alumni_office.saving.pages import posted, telling
from chapters.views.guards import officer_required, show
from events.forms.part_rows import PARTS, PartRows
from events.models import Event
from events.queries import clock

from .my_chapter import EDIT, event_or_404, form_page


def _part_or_404(kind: str) -> PartRows:
    try:
        return PARTS[kind]
    except KeyError:
        raise Http404 from None


@require_safe
@officer_required
def parts(request, chapter, event_pk):
    event = event_or_404(chapter, event_pk)
    sessions = [
        (row, clock.spans(row, event)[0])
        for row in PARTS["sessions"].rows(event).select_related("place").prefetch_related("speakers")
    ]
    context = {
        "event": event, "tickets": PARTS["tickets"].rows(event), "sessions": sessions,
        "questions": PARTS["questions"].rows(event),
        "may_write": event.state not in (Event.State.HELD, Event.State.CANCELLED),
    }  # fmt: skip
    return show(request, chapter, "events/my_event_parts.html", context)


@require_http_methods(EDIT)
@officer_required
def part_row(request, chapter, event_pk, kind, row=None):
    event, part = event_or_404(chapter, event_pk), _part_or_404(kind)
    found = get_object_or_404(part.rows(event), pk=row) if row is not None else None
    form = part.form(event, found, posted(request))
    back = reverse("events:chapter-event-parts", args=[chapter.pk, event.pk])
    if took(form, partial(part.write, event, found, by=request.user)):
        return redirect(back)
    remove = found and reverse("events:chapter-event-row-remove", args=[chapter.pk, event.pk, kind, found.pk])
    title = part.label if found else part.new
    return form_page(request, chapter, event, form, title=title, back_url=back, remove=remove)


@require_POST
@officer_required
def part_row_remove(request, chapter, event_pk, kind, row):
    event, part = event_or_404(chapter, event_pk), _part_or_404(kind)
    found = get_object_or_404(part.all(event), pk=row)
    telling(request, lambda: part.take_out(found, by=request.user), str(part.removed))
    return redirect("events:chapter-event-parts", chapter.pk, event.pk)
