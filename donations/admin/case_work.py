"""The work on a case: steps, documents, further outcomes."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.accounts.roles import Permission
from donations.forms.cases import FileForm, OutcomeForm, StepForm
from donations.models import NeedCase
from donations.services import cases as services

from .case_moves import act
from .chrome import EDIT, posted, telling
from .needs_frame import of_case, url_of

State = NeedCase.State


@require_http_methods(EDIT)
@of_case
def step_add(request, case, site):
    return act(
        request, site, case, _("Add a step"), StepForm(posted(request), case=case),
        lambda **said: services.add_step(case_id=case.pk, by=request.user, **said), verb=_("Add the step"),
        states=NeedCase.LIVE,
    )  # fmt: skip


@require_POST
@of_case
def step_done(request, case, row, site):
    step = get_object_or_404(case.steps, pk=row)
    telling(request, lambda: services.finish_step(step_id=step.pk, by=request.user), _("Done."))
    return redirect(url_of(case))


@require_POST
@of_case
def step_remove(request, case, row, site):
    step = get_object_or_404(case.steps, pk=row)
    telling(request, lambda: services.remove_step(step_id=step.pk, by=request.user), _("Taken off."))
    return redirect(url_of(case))


@require_http_methods(EDIT)
@of_case
def outcome_add(request, case, site):
    form = OutcomeForm(posted(request), shows_amounts=request.user.may(Permission.GIFT_VIEW))
    return act(
        request, site, case, _("Add what came of it"), form,
        lambda **said: services.add_outcome(case_id=case.pk, by=request.user, **said), verb=_("Add it"),
        states=[State.AGREED, State.CARRIED_OUT, State.TOLD_BACK],
    )  # fmt: skip


@require_http_methods(EDIT)
@of_case
def file_add(request, case, site):
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None)

    def save(*, sent, title, key):
        services.add_file(case_id=case.pk, key=key, title=title, upload=sent.upload, by=request.user)

    return act(
        request, site, case, _("Add a document"), form, save, verb=_("Add it"), states=list(State),
        lead=_("It is for the desk: the one who answered does not see it here."),
    )  # fmt: skip


@require_POST
@of_case
def file_remove(request, case, row, site):
    kept = get_object_or_404(case.files, pk=row)
    telling(request, lambda: services.remove_file(file=kept, by=request.user), _("Taken off."))
    return redirect(url_of(case))


VIEWS = [
    ("<int:pk>/steps/add/", step_add, "step_add"),
    ("<int:pk>/steps/<int:row>/done/", step_done, "step_done"),
    ("<int:pk>/steps/<int:row>/remove/", step_remove, "step_remove"),
    ("<int:pk>/outcomes/add/", outcome_add, "outcome_add"),
    ("<int:pk>/documents/add/", file_add, "file_add"),
    ("<int:pk>/documents/<int:row>/remove/", file_remove, "file_remove"),
]
