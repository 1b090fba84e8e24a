"""Cases at the desk: the lists, one case with its steps, documents and outcomes, and its moves."""

from pathlib import PurePath

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from alumni.admin.guards import person_or_404, requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.ui.downloads import private_file
from alumni_office.ui.htmx import render_page
from alumni_office.ui.keyset import newest_first
from donations.models import NeedCase, StandingOffer
from donations.queries import cases as queries

from . import case_moves, case_work
from .chrome import OwnPages, page
from .needs_frame import CASE, of_case

PAGE = 30
State = NeedCase.State
LISTS = {
    "changelist": (gettext_lazy("Under way"), queries.live),
    "mine": (gettext_lazy("Mine"), lambda user: queries.live(user).filter(owner=user)),
    "unheard": (gettext_lazy("Wait for a first word"), queries.unheard),
    "overdue": (gettext_lazy("Steps overdue"), queries.with_overdue_steps),
    "all": (pgettext_lazy("cases", "All"), lambda user: NeedCase.objects.visible_to(user)),
}
# What may be done next in a state: (end of the address, what the button says).
NEXT = {
    State.ANSWERED: [("take_up", gettext_lazy("Take it up")), ("end", gettext_lazy("End without result"))],
    State.TALKING: [("agree", gettext_lazy("It is agreed")), ("end", gettext_lazy("End without result"))],
    State.AGREED: [("carry_out", gettext_lazy("It is carried out")), ("end", gettext_lazy("End without result"))],
    State.CARRIED_OUT: [("tell_back", gettext_lazy("Tell back"))],
}
WAY = [State.ANSWERED, State.TALKING, State.AGREED, State.CARRIED_OUT, State.TOLD_BACK]


def listing(name: str):
    @require_safe
    @requires(Permission.NEED_EDIT)
    def view(request, site):
        tabs = [(f"{CASE}_{end}", label, end == name) for end, (label, _rows) in LISTS.items()]
        rows = newest_first(queries.listed(LISTS[name][1](request.user)), request, size=PAGE)
        return page(request, site, "case_list", _("Answers to needs"), tabs=tabs, page=rows, days=queries.WAITING_DAYS)

    return view


@require_safe
@of_case
def case_page(request, case, site):
    user, now = request.user, State(case.state)
    sees_person = case.alumnus_id and Alumnus.objects.visible_to(user).filter(pk=case.alumnus_id).exists()
    moves = list(case.moves.select_related("by"))
    reached = {move.state for move in moves}
    return page(
        request, site, "case_page", str(case.need), case=case, moves=moves, steps=case.steps.select_related("assignee"),
        files=case.files.select_related("added_by").order_by("-pk"), outcomes=case.outcomes.order_by("-happened_on"),
        sees_person=sees_person, next_acts=[(f"{CASE}_{end}", label) for end, label in NEXT.get(now, [])],
        way=[(state, state.label, state in reached, state == now) for state in WAY],
        shows_amounts=user.may(Permission.GIFT_VIEW), takes_outcomes=now in WAY[2:],
    )  # fmt: skip


@require_safe
@requires(Permission.NEED_EDIT)
def person_needs(request, pk, site):
    """The panel on a person's page."""
    person = person_or_404(request, pk)
    cases = NeedCase.objects.visible_to(request.user).filter(alumnus=person).select_related("need__department")
    offers = StandingOffer.objects.visible_to(request.user).filter(alumnus=person)
    context = site.each_context(request) | {
        "title": _("Needs and offers"), "person": person, "cases": list(cases.order_by("-pk")[:50]),
        "offers": list(offers.order_by("ended_at", "-pk")[:50]),
    }  # fmt: skip
    return render_page(request, "admin/donations/needs_person.html", context, partial="panel")


@require_safe
@of_case
def file_given(request, case, row, site):
    kept = get_object_or_404(case.files, pk=row)
    kind = PurePath(kept.file.name).suffix.removeprefix(".")
    if not kept.file.storage.exists(kept.file.name):
        raise Http404
    return private_file(kept.file, name=f"case-{case.pk}-{kept.pk}", kind=kind)


@admin.register(NeedCase)
class NeedCaseAdmin(OwnPages):
    right = Permission.NEED_EDIT
    views = [
        *[(f"{'' if end == 'changelist' else end + '/'}", listing(end), end) for end in LISTS],
        ("<int:pk>/", case_page, "change"),
        ("person/<int:pk>/", person_needs, "person"),
        ("<int:pk>/documents/<int:row>/", file_given, "file"),
        *case_moves.VIEWS,
        *case_work.VIEWS,
    ]
