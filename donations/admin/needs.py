"""Needs and offers of departments at the desk: lists, the draft, one need and its answers."""

from django.contrib import admin
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.forms.needs import NeedForm
from donations.models import Department, Need, NeedInvitation
from donations.queries import cases as case_queries
from donations.queries import needs as queries
from donations.services import needs as services

from . import need_steps, needs_matching
from .chrome import EDIT, OwnPages, page, posted, saved
from .needs_frame import NEED, form_page, of_need, url_of

PAGE = 30
State = Need.State
# The lists by the end of their address: what they are called, what is in them, whose right they need.
LISTS = {
    "changelist": (pgettext_lazy("needs", "All"), lambda user: Need.objects.visible_to(user)),
    "drafts": (gettext_lazy("Drafts"), lambda user: queries.in_state(user, State.DRAFT)),
    "waiting": (gettext_lazy("To approve"), queries.to_approve),
    "published": (gettext_lazy("Published"), lambda user: Need.objects.visible_to(user).published()),
    "quiet": (gettext_lazy("Unanswered"), queries.quiet),
    "expiring": (gettext_lazy("Over soon"), queries.expiring),
    "over": (
        gettext_lazy("Expired or closed"),
        lambda user: Need.objects.visible_to(user).filter(Q(state=State.EXPIRED) | Q(state=State.CLOSED)),
    ),
}


def listing(name: str):
    @require_safe
    @requires(Permission.NEED_APPROVE if name == "waiting" else Permission.NEED_EDIT)
    def view(request, site):
        _label, rows = LISTS[name]
        may_approve = request.user.may(Permission.NEED_APPROVE)
        tabs = [
            (f"{NEED}_{end}", label, end == name)
            for end, (label, _rows) in LISTS.items() if end != "waiting" or may_approve
        ]  # fmt: skip
        return page(
            request, site, "need_list", _("Needs and offers"), tabs=tabs, is_all=name == "changelist",
            page=newest_first(queries.listed(rows(request.user)), request, size=PAGE), may_office=may_approve,
            has_department=Department.objects.visible_to(request.user).open().exists(), quiet_days=queries.QUIET_DAYS,
        )  # fmt: skip

    return view


@require_http_methods(EDIT)
@requires(Permission.NEED_EDIT)
def need_add(request, site):
    form = NeedForm(posted(request), user=request.user)
    made = []
    if saved(request, form, lambda **said: made.append(services.create(by=request.user, **said)) or made[0]):
        return redirect(url_of(made[0]))
    return form_page(
        request,
        site,
        _("Write a need or an offer"),
        form,
        back=reverse(f"{NEED}_changelist"),
        verb=pgettext("giving", "Write the draft"),
    )


@require_http_methods(EDIT)
@of_need
def need_edit(request, need, site):
    initial = {name: getattr(need, name) for name in (*Need.WORDS, "expires_on", "version")}
    form = NeedForm(posted(request), user=request.user, need=need, initial=initial)
    if saved(request, form, lambda **said: services.save(need=need, by=request.user, **said)):
        return redirect(url_of(need))
    return form_page(
        request, site, _("Change the draft"), form, back=url_of(need), verb=_("Save"), need=need
    )  # fmt: skip


@require_safe
@of_need
def need_page(request, need, site):
    user, cases = request.user, case_queries.listed(need.cases.all()).order_by("-pk")
    return page(
        request, site, "need_page", str(need), need=need, cases=list(cases[:100]),
        invited=NeedInvitation.objects.filter(need=need).count(),
        may_approve=need.state == State.SUBMITTED and user.may(Permission.NEED_APPROVE) and need.submitted_by != user,
        is_own=need.submitted_by == user, shows_amounts=user.may(Permission.GIFT_VIEW),
    )  # fmt: skip


@admin.register(Need)
class NeedAdmin(OwnPages):
    right = Permission.NEED_EDIT
    views = [
        *[(f"{'' if end == 'changelist' else end + '/'}", listing(end), end) for end in LISTS],
        ("add/", need_add, "add"),
        ("<int:pk>/", need_page, "change"),
        ("<int:pk>/edit/", need_edit, "edit"),
        *need_steps.VIEWS,
        *needs_matching.VIEWS,
    ]
