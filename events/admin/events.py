"""Events on the desk: the list, a new one, its words, its time and place, its rules."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import first_values, took
from alumni_office.ui.rich_field import media_of, with_editor
from events.forms.desk import SPANS, FilterForm
from events.forms.times import RulesForm, TimeForm
from events.forms.words import NewEventForm, WordsForm
from events.models import Event
from events.queries import clock, desk
from events.services import planning

from . import event_pages as pages
from . import event_steps as steps
from .chrome import EDIT, NAME, OwnPages, page, part_page, planned, posted, saved
from .event_case import CASES
from .event_effect import EFFECT

SIZE = 30


@require_safe
@requires(Permission.EVENT_VIEW)
def event_list(request, site):
    form = FilterForm(request.GET, user=request.user)
    asked = form.cleaned_data if form.is_valid() else {}
    span = asked.get("span") or "coming"
    found = desk.listed(
        request.user, span=span, kind=asked.get("kind", ""), series=asked.get("series"), host=asked.get("host", ""),
        words=asked.get("words", ""),
    )  # fmt: skip
    listed = Paginator(found, SIZE).get_page(request.GET.get("page"))
    for event in listed:
        event.span = clock.spans(event, event)[0]
    others = request.GET.copy()
    others.pop("page", None)
    spans = []
    for name, label in SPANS:
        others["span"] = name
        spans.append((label, "?" + others.urlencode(), name == span))
    others["span"] = span
    return page(
        request, site, "event_list", _("Events"), filters=form, listed=listed, spans=spans, span=span,
        query=others.urlencode(), is_filtered=any(asked.get(name) for name in ("kind", "series", "host", "words")),
        may_edit=request.user.may(Permission.EVENT_EDIT),
    )  # fmt: skip


@require_safe
@requires(Permission.EVENT_EDIT)
def event_drafts(request, site):
    """What the first page counts."""
    return _short_list(request, site, _("Plans within two months"), desk.drafts_soon(request.user))


@require_safe
@requires(Permission.EVENT_EDIT)
def event_over(request, site):
    return _short_list(request, site, _("Over: say that they took place"), desk.to_close(request.user))


def _short_list(request, site, title, rows):
    listed = Paginator(desk.with_waiting(rows).order_by("starts_at", "pk"), SIZE).get_page(request.GET.get("page"))
    for event in listed:
        event.span = clock.spans(event, event)[0]
    return page(request, site, "event_short_list", title, listed=listed)


@require_http_methods(EDIT)
@requires(Permission.EVENT_EDIT)
def event_add(request, site):
    form = NewEventForm(posted(request), user=request.user)
    event = took(form, lambda **_said: planning.create_event(by=request.user, **form.arguments))
    if event:
        return redirect(f"{NAME}_words", event.pk)
    return page(request, site, "event_add", _("Plan an event"), form=form)


@with_editor
@require_http_methods(EDIT)
@planned
def event_words(request, event, site):
    form = WordsForm(posted(request), initial=first_values(event, WordsForm) | {"series": event.series_id})
    if saved(request, form, lambda **said: planning.save_words(event=event, by=request.user, **said)):
        return redirect(f"{NAME}_words", event.pk)
    return part_page(
        request, site, event, "words", "event_words", form=form, editor_media=media_of(form, request),
        legend=pgettext("of an event", "Words"),
    )  # fmt: skip


@require_http_methods(EDIT)
@planned
def event_time(request, event, site):
    first = first_values(event, TimeForm) | {"place": event.place_id}
    form = TimeForm(posted(request), event=event, initial=first)
    if saved(request, form, lambda **said: planning.change_time(event=event, by=request.user, **said)):
        return redirect(f"{NAME}_time", event.pk)
    return part_page(request, site, event, "time", "event_form", form=form, told=desk.to_tell(event))


@require_http_methods(EDIT)
@planned
def event_rules(request, event, site):
    form = RulesForm(posted(request), event=event, initial=first_values(event, RulesForm))
    if saved(request, form, lambda **said: planning.change_rules(event=event, by=request.user, **said)):
        return redirect(f"{NAME}_rules", event.pk)
    return part_page(request, site, event, "rules", "event_form", form=form)


@admin.register(Event)
class EventAdmin(OwnPages):
    views = [
        ("", event_list, "changelist"),
        ("add/", event_add, "add"),
        ("drafts/", event_drafts, "drafts"),
        ("over/", event_over, "over"),
        ("<int:pk>/", steps.event_page, "change"),
        ("<int:pk>/words/", event_words, "words"),
        ("<int:pk>/time/", event_time, "time"),
        ("<int:pk>/rules/", event_rules, "rules"),
        ("<int:pk>/move/", steps.event_move, "move"),
        ("<int:pk>/cancel/", steps.event_cancel, "cancel"),
        ("<int:pk>/copy/", steps.event_copy, "copy"),
        ("<int:pk>/message/", steps.event_message, "message"),
        ("<int:pk>/tickets/", pages.tickets, "tickets"),
        ("<int:pk>/tickets/add/", pages.ticket_edit, "ticket_add"),
        ("<int:pk>/tickets/<int:row>/", pages.ticket_edit, "ticket"),
        ("<int:pk>/tickets/<int:row>/remove/", pages.ticket_remove, "ticket_remove"),
        ("<int:pk>/sessions/", pages.sessions, "sessions"),
        ("<int:pk>/sessions/add/", pages.session_edit, "session_add"),
        ("<int:pk>/sessions/<int:row>/", pages.session_edit, "session"),
        ("<int:pk>/sessions/<int:row>/remove/", pages.session_remove, "session_remove"),
        ("<int:pk>/questions/", pages.questions, "questions"),
        ("<int:pk>/questions/add/", pages.question_edit, "question_add"),
        ("<int:pk>/questions/<int:row>/", pages.question_edit, "question"),
        ("<int:pk>/questions/<int:row>/remove/", pages.question_remove, "question_remove"),
        ("<int:pk>/questions/<int:row>/again/", pages.question_again, "question_again"),
        ("<int:pk>/invites/", pages.invites, "invites"),
        ("<int:pk>/invites/<int:row>/end/", pages.invite_end, "invite_end"),
        *pages.SPEAKERS_AND_FILES,
        *EFFECT,
        *CASES,
    ]
