"""One line of a bank statement: what it may be, and what a person says of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from donations.forms.bank import FundForm, NewDonorForm, PickForm, ReasonForm, VersionForm
from donations.models import BankLine, Donor, Pledge
from donations.queries import choosing
from donations.services import bank as services
from donations.services.refusals import Refused

from .chrome import EDIT, page, posted, saved, telling, typed_words


def _line(pk: int) -> BankLine:
    rows = BankLine.objects.select_related(
        "statement", "account", "donor__merged_into", "organisation", "pledge__fund", "pledge__donor", "announced",
        "fund", "gift", "entered_by", "decided_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _back(line_id: int):
    return redirect("admin:donations_bankstatement_line", line_id)


@require_safe
@requires(Permission.GIFT_ENTER)
def line_page(request, site, pk):
    line = _line(pk)
    words = typed_words(request, line.payer)
    is_open = line.state == BankLine.State.OPEN
    return page(
        request, site, "bank_line", _("Line %(row)d") % {"row": line.row}, line=line, sought=words,
        donors=list(choosing.donors(request.user, words)) if is_open else [],
        pledges=list(choosing.pledges(request.user, words)) if is_open else [],
        fund_form=FundForm(user=request.user, initial={"fund": line.fund_id, "version": line.version}),
        donor_form=NewDonorForm(initial={"new_donor": line.payer, "version": line.version}),
        beyond=max(line.amount - line.pledge.owed, 0) if line.pledge and is_open else 0,
        may_post=request.user.may(Permission.GIFT_POST),
    )  # fmt: skip


@require_POST
@requires(Permission.GIFT_POST)
def line_confirm(request, site, pk):
    line, form = _line(pk), VersionForm(request.POST)
    if form.is_valid():
        telling(
            request, lambda: services.confirm_line(line_id=pk, by=request.user, **form.cleaned_data),
            _("The gift is posted."),
        )  # fmt: skip
    return redirect("admin:donations_bankstatement_change", line.statement_id)


@require_POST
@requires(Permission.GIFT_ENTER)
def line_pick(request, site, pk):
    """A donor or a pledge that was found."""
    form = PickForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        chosen: dict = {}
        if said["pledge"]:
            chosen = {"pledge": get_object_or_404(Pledge.objects.visible_to(request.user), pk=said["pledge"])}
        elif said["donor"]:
            rows = Donor.objects.visible_to(request.user).heads()
            chosen = {"donor": get_object_or_404(rows, pk=said["donor"])}
        if chosen:
            _choose(request, pk, version=said["version"], **chosen)
    return _back(pk)


@require_POST
@requires(Permission.GIFT_ENTER)
def line_fund(request, site, pk):
    form = FundForm(request.POST, user=request.user)
    if form.is_valid():
        _choose(request, pk, **form.cleaned_data)
    else:
        messages.error(request, _("Choose the fund first."))
    return _back(pk)


@require_POST
@requires(Permission.GIFT_ENTER)
def line_donor(request, site, pk):
    """Somebody who is not on record."""
    form = NewDonorForm(request.POST)
    if form.is_valid():
        _choose(request, pk, **form.cleaned_data)
    else:
        messages.error(request, _("Write the name of the donor."))
    return _back(pk)


def _choose(request, pk: int, **said) -> None:
    try:
        services.choose(line_id=pk, by=request.user, **said)
    except Refused as refusal:
        messages.error(request, refusal.sentence)


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def line_aside(request, site, pk):
    line = _line(pk)
    form = ReasonForm(posted(request), initial={"version": line.version})
    if saved(request, form, lambda **said: services.set_aside(line_id=pk, by=request.user, **said) or True):
        return redirect("admin:donations_bankstatement_change", line.statement_id)
    return page(request, site, "bank_aside", _("Set this line aside?"), form=form, line=line)


@require_POST
@requires(Permission.GIFT_ENTER)
def line_reopen(request, site, pk):
    form = VersionForm(request.POST)
    took(form, lambda version: services.reopen(line_id=pk, version=version, by=request.user) or True)
    return _back(pk)


VIEWS = [
    ("lines/<int:pk>/", line_page, "line"), ("lines/<int:pk>/confirm/", line_confirm, "line_confirm"),
    ("lines/<int:pk>/pick/", line_pick, "line_pick"), ("lines/<int:pk>/fund/", line_fund, "line_fund"),
    ("lines/<int:pk>/donor/", line_donor, "line_donor"), ("lines/<int:pk>/aside/", line_aside, "line_aside"),
    ("lines/<int:pk>/reopen/", line_reopen, "line_reopen"),
]  # fmt: skip
