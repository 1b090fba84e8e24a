"""The parts of an event on the desk: tickets, sessions, questions, links; speakers and files beside them."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.part_rows import PARTS
from events.forms.parts import InviteForm
from events.queries import clock
from events.queries.invites import invites_of
from events.services import questions as question_services
from events.services import tickets as ticket_services

from .chrome import EDIT, NAME, part_page, planned, posted, saved, seen, telling
from .event_speakers import SPEAKERS_AND_FILES

__all__ = ["SPEAKERS_AND_FILES"]


def edit_row(request, site, event, form, *, part: str, save, template="event_row", **context):
    """A page with the form of one row of a part; saved, it leads back to the part."""
    if saved(request, form, save):
        return redirect(f"{NAME}_{part}", event.pk)
    return part_page(
        request, site, event, part, template, form=form, back=reverse(f"{NAME}_{part}", args=[event.pk]), **context
    )


def row_edit(kind: str):
    """The page of one row of a part, or of a new one."""
    part = PARTS[kind]

    @require_http_methods(EDIT)
    @planned
    def view(request, event, site, row=None):
        found = get_object_or_404(part.rows(event), pk=row) if row is not None else None
        form = part.form(event, found, posted(request))
        return edit_row(
            request, site, event, form, part=kind, save=partial(part.write, event, found, by=request.user),
            legend=(found and getattr(found, "shown_title", part.label)) or part.new,
            remove=found and reverse(f"{NAME}_{part.noun}_remove", args=[event.pk, found.pk]),
        )  # fmt: skip

    return view


def row_remove(kind: str):
    part = PARTS[kind]

    @require_POST
    @planned
    def view(request, event, row, site):
        found = get_object_or_404(part.all(event), pk=row)
        telling(request, lambda: part.take_out(found, by=request.user), str(part.removed))
        return redirect(f"{NAME}_{kind}", event.pk)

    return view


ticket_edit, session_edit, question_edit = (row_edit(kind) for kind in PARTS)
ticket_remove, session_remove, question_remove = (row_remove(kind) for kind in PARTS)


@require_safe
@seen
def tickets(request, event, site):
    return part_page(request, site, event, "tickets", "event_tickets", rows=event.tickets.order_by("order", "pk"))


@require_safe
@seen
def sessions(request, event, site):
    rows = event.sessions.select_related("place").prefetch_related("speakers").order_by("starts_at", "pk")
    parts = [(part, clock.spans(part, event)[0]) for part in rows]
    return part_page(request, site, event, "sessions", "event_sessions", parts=parts)


@require_safe
@seen
def questions(request, event, site):
    rows = list(event.questions.order_by("order", "pk"))
    return part_page(
        request, site, event, "questions", "event_questions", rows=[row for row in rows if not row.removed_at],
        removed=[row for row in rows if row.removed_at],
    )  # fmt: skip


@require_POST
@planned
def question_again(request, event, row, site):
    question = get_object_or_404(event.questions, pk=row)
    telling(request, lambda: question_services.bring_back(question=question, by=request.user), _("It is asked again."))
    return redirect(f"{NAME}_questions", event.pk)


@require_http_methods(EDIT)
@planned
def invites(request, event, site):
    form = InviteForm(posted(request), event=event)
    if saved(request, form, lambda **said: ticket_services.make_invite(event=event, by=request.user, **said)):
        return redirect(f"{NAME}_invites", event.pk)
    return part_page(request, site, event, "invites", "event_invites", form=form, rows=invites_of(event))


@require_POST
@planned
def invite_end(request, event, row, site):
    if ticket_services.end_invite(invite=get_object_or_404(event.invites, pk=row), by=request.user):
        messages.success(request, _("The link opens nothing any more."))
    return redirect(f"{NAME}_invites", event.pk)
