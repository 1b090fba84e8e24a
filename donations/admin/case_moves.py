"""The moves of a case; each is told to the one who answered."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.accounts.roles import Permission
from donations.forms.cases import FollowForm, OutcomeForm, ToldForm
from donations.forms.needs import ReasonForm
from donations.models import NeedCase
from donations.services import cases as services

from .chrome import EDIT, posted, saved, telling
from .needs_frame import form_page, of_case, url_of

State = NeedCase.State


def over(request, case):
    messages.error(request, _("This is not possible any more, or was done already. What stands here is how it is now."))
    return redirect(url_of(case))


def act(request, site, case, title, form, save, *, verb, lead="", states, **context):
    """One form of a case: saved it leads back; what is not possible any more is said there."""
    if case.state not in states:
        return over(request, case)
    if saved(request, form, save):
        return redirect(url_of(case))
    return form_page(
        request, site, title, form, back=url_of(case), verb=verb, lead=lead, case=case, **context
    )  # fmt: skip


@require_POST
@of_case
def take_up(request, case, site):
    done = _("You talk with each other now; the one who answered is told so.")
    telling(request, lambda: services.take_up(case_id=case.pk, by=request.user), done)
    return redirect(url_of(case))


@require_POST
@of_case
def agree(request, case, site):
    done = _("It is agreed; the one who answered is told so. Write down who does what by when.")
    telling(request, lambda: services.agree(case_id=case.pk, by=request.user), done)
    return redirect(url_of(case))


@require_http_methods(EDIT)
@of_case
def carry_out(request, case, site):
    form = OutcomeForm(posted(request), shows_amounts=request.user.may(Permission.GIFT_VIEW))
    return act(
        request, site, case, _("It is carried out"), form,
        lambda **said: services.carry_out(case_id=case.pk, by=request.user, **said), verb=_("It is carried out"),
        states=[State.AGREED], lead=_("Say what came of it: it is counted for the department."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_case
def tell_back(request, case, site):
    return act(
        request, site, case, _("Tell back"), ToldForm(posted(request)),
        lambda told: services.tell_back(case_id=case.pk, told=told, by=request.user), verb=_("Send it"),
        states=[State.CARRIED_OUT], lead=_("The last step: whoever gave something learns what it brought."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_case
def end(request, case, site):
    return act(
        request, site, case, _("End without result"), ReasonForm(posted(request)),
        lambda reason: services.end(case_id=case.pk, reason=reason, by=request.user),
        verb=pgettext("offer", "End it"), danger=True, states=[State.ANSWERED, State.TALKING, State.AGREED],
        lead=_("The one who answered is thanked and reads your reason. It cannot be taken up again."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_case
def follow(request, case, site):
    return act(
        request, site, case, _("Who follows it"), FollowForm(posted(request), case=case),
        lambda owner: services.follow(case_id=case.pk, owner=owner, by=request.user), verb=_("Save"),
        states=NeedCase.LIVE,
    )  # fmt: skip


VIEWS = [
    (f"<int:pk>/{view.__name__.replace('_', '-')}/", view, view.__name__)
    for view in (take_up, agree, carry_out, tell_back, end, follow)
]
