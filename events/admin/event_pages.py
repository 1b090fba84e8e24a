"""The parts of an event on the desk: tickets, sessions, questions, links; speakers and files beside them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.emails.claims import absolute
from alumni_office.mail import tokens
from events.forms.parts import InviteForm, QuestionForm, SessionForm, TicketForm, choices_as_lines
from events.queries import clock
from events.services import questions as question_services
from events.services import sessions as session_services
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


def initial(row, form_class) -> dict:
    return {name: getattr(row, name) for name in form_class.base_fields if row and hasattr(row, name)}


@require_safe
@seen
def tickets(request, event, site):
    return part_page(request, site, event, "tickets", "event_tickets", rows=event.tickets.order_by("order", "pk"))


@require_http_methods(EDIT)
@planned
def ticket_edit(request, event, site, row=None):
    ticket = get_object_or_404(event.tickets, pk=row) if row else None
    form = TicketForm(posted(request), event=event, ticket=ticket, initial=initial(ticket, TicketForm))

    def save(**said):
        if ticket:
            ticket_services.save_ticket(ticket=ticket, by=request.user, **said)
        else:
            ticket_services.add_ticket(event=event, by=request.user, **said)

    return edit_row(
        request, site, event, form, part="tickets", save=save,
        legend=_("Kind of ticket") if ticket else _("New kind of ticket"),
        remove=ticket and reverse(f"{NAME}_ticket_remove", args=[event.pk, ticket.pk]),
    )  # fmt: skip


@require_POST
@planned
def ticket_remove(request, event, row, site):
    ticket = get_object_or_404(event.tickets, pk=row)
    telling(request, lambda: ticket_services.remove_ticket(ticket=ticket, by=request.user), _("Taken out."))
    return redirect(f"{NAME}_tickets", event.pk)


@require_safe
@seen
def sessions(request, event, site):
    rows = event.sessions.select_related("place").prefetch_related("speakers").order_by("starts_at", "pk")
    parts = [(part, clock.spans(part, event)[0]) for part in rows]
    return part_page(request, site, event, "sessions", "event_sessions", parts=parts)


@require_http_methods(EDIT)
@planned
def session_edit(request, event, site, row=None):
    session = get_object_or_404(event.sessions, pk=row) if row else None
    first = initial(session, SessionForm) | {"place": session.place_id if session else event.place_id}
    if session is None:
        first |= {"starts_at": event.starts_at, "ends_at": event.ends_at}
    form = SessionForm(posted(request), event=event, session=session, initial=first)

    def save(**said):
        if session:
            session_services.save_session(session=session, by=request.user, **said)
        else:
            session_services.add_session(event=event, by=request.user, **said)

    return edit_row(
        request, site, event, form, part="sessions", save=save,
        legend=session.shown_title if session else _("New part"),
        remove=session and reverse(f"{NAME}_session_remove", args=[event.pk, session.pk]),
    )  # fmt: skip


@require_POST
@planned
def session_remove(request, event, row, site):
    session = get_object_or_404(event.sessions, pk=row)
    telling(request, lambda: session_services.remove_session(session=session, by=request.user), _("Taken out."))
    return redirect(f"{NAME}_sessions", event.pk)


@require_safe
@seen
def questions(request, event, site):
    rows = list(event.questions.order_by("order", "pk"))
    return part_page(
        request, site, event, "questions", "event_questions", rows=[row for row in rows if not row.removed_at],
        removed=[row for row in rows if row.removed_at],
    )  # fmt: skip


@require_http_methods(EDIT)
@planned
def question_edit(request, event, site, row=None):
    question = get_object_or_404(event.questions.filter(removed_at__isnull=True), pk=row) if row else None
    first = initial(question, QuestionForm)
    if question:
        first["choices"] = choices_as_lines(question)
    form = QuestionForm(posted(request), event=event, question=question, initial=first)

    def save(**said):
        if question:
            question_services.save_question(question=question, by=request.user, **said)
        else:
            question_services.add_question(event=event, by=request.user, **said)

    return edit_row(
        request, site, event, form, part="questions", save=save,
        legend=_("Question") if question else _("New question"),
        remove=question and reverse(f"{NAME}_question_remove", args=[event.pk, question.pk]),
    )  # fmt: skip


@require_POST
@planned
def question_remove(request, event, row, site):
    question = get_object_or_404(event.questions, pk=row)
    telling(
        request, lambda: question_services.remove_question(question=question, by=request.user),
        _("It is asked no more. What people answered stays."),
    )  # fmt: skip
    return redirect(f"{NAME}_questions", event.pk)


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
    rows = list(event.invites.select_related("ticket", "made_by").order_by("-pk"))
    for row in rows:
        row.link = absolute(reverse("events:invite", args=[tokens.make("event-invite", row.pk)]))
        row.until_there = clock.local(row.until, event)
    return part_page(request, site, event, "invites", "event_invites", form=form, rows=rows)


@require_POST
@planned
def invite_end(request, event, row, site):
    if ticket_services.end_invite(invite=get_object_or_404(event.invites, pk=row), by=request.user):
        messages.success(request, _("The link opens nothing any more."))
    return redirect(f"{NAME}_invites", event.pk)
