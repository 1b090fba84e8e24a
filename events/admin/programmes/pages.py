"""The list of programmes, and the page of one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.saving.forms import took
from alumni_office.ui.keyset import newest_first
from events.admin.chrome import EDIT, page, posted, saved, telling
from events.forms.programmes import MoveForm, NewProgrammeForm, ProgrammeForm
from events.models import Programme
from events.queries import interviews
from events.queries import programmes as queries
from events.services import programmes as services

from .frame import back_to, leads_programmes, of_programme

State = Programme.State


@require_safe
@leads_programmes
def programme_list(request, site):
    rows = queries.with_numbers(Programme.objects.visible_to(request.user))
    return page(request, site, "programme_list", _("Student programmes"), page=newest_first(rows, request, size=25))


@require_http_methods(EDIT)
@leads_programmes
def programme_add(request, site):
    form = NewProgrammeForm(posted(request), user=request.user)
    made = took(form, lambda **fields: services.create_programme(by=request.user, **fields))
    if made:
        messages.success(request, _("The draft is written. Now add its shifts."))
        return back_to(made)
    return page(request, site, "programme_form", _("Plan a programme"), form=form, verb=_("Write the draft"))


@require_safe
@of_programme
def programme_page(request, programme, site):
    shifts, leaving = queries.shifts_of(programme), queries.leaving_of(programme)
    teams = list(interviews.teams_of(programme))
    return page(
        request, site, "programme_page", programme.shown_title, programme=programme, shifts=shifts, leaving=leaving,
        teams=teams, has_work=bool(shifts or leaving or teams), moves=moves_of(programme),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_programme
def programme_edit(request, programme, site):
    form = ProgrammeForm(posted(request), user=request.user, programme=programme)
    if saved(
        request, form,
        lambda **fields: services.save_programme(programme=programme, by=request.user, **fields),
    ):  # fmt: skip
        return back_to(programme)
    return page(
        request, site, "programme_form", _("Change the programme"), form=form, programme=programme, verb=_("Save")
    )


@require_POST
@of_programme
def programme_move(request, programme, site):
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("admin:events_programme_change", programme.pk)
    to = form.cleaned_data["to"]
    telling(request, lambda: services.move(programme=programme, to=to, by=request.user), _("Done."))
    return back_to(programme)


def moves_of(programme: Programme) -> list[tuple[str, str]]:
    """(state, verb) of each step that is open."""
    verbs = {
        State.OPEN: _("Open sign-up") if programme.state == State.DRAFT else _("Open sign-up again"),
        State.CLOSED: _("Close sign-up"),
        State.DONE: _("Say that it is done"),
    }
    return [(to, verbs[to]) for to in Programme.MOVES[State(programme.state)]]


VIEWS = [
    ("", programme_list, "changelist"),
    ("add/", programme_add, "add"),
    ("<int:pk>/", programme_page, "change"),
    ("<int:pk>/edit/", programme_edit, "edit"),
    ("<int:pk>/move/", programme_move, "move"),
]
