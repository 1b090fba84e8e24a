"""What is done with a need: submitted, approved, sent back, taken back, renewed, closed, thrown away."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from alumni_office.ui.numbers import typed_number
from donations.forms.needs import ReasonForm, RenewForm
from donations.models import Need
from donations.queries.needs import readers_of
from donations.services import needs as services

from .chrome import EDIT, posted, saved, telling
from .needs_frame import approved, confirm, form_page, of_need, url_of

State = Need.State


def over(request, need):
    messages.error(request, _("This is not possible any more, or was done already. What stands here is how it is now."))
    return redirect(url_of(need))


@require_POST
@of_need
def submit(request, need, site):
    telling(
        request, lambda: services.submit(need_id=need.pk, by=request.user), _("It waits for a colleague’s approval.")
    )
    return redirect(url_of(need))


@require_http_methods(EDIT)
@of_need
def take_back(request, need, site):
    if request.method == "POST":
        telling(request, lambda: services.take_back(need_id=need.pk, by=request.user), _("It is a draft again."))
        return redirect(url_of(need))
    if need.state not in (State.SUBMITTED, State.PUBLISHED):
        return over(request, need)
    return confirm(
        request, site, need, _("Make it a draft again"), verb=_("Make it a draft"),
        text=_("Alumni see it no more until it was submitted and approved anew. Answers that came stay as they are."),
        numbers=[(_("Answers so far"), need.cases.count())],
    )  # fmt: skip


@require_http_methods(EDIT)
@approved
def approve(request, need, site):
    if request.method == "POST":
        version = typed_number(request.POST.get("version")) or 0
        telling(
            request, lambda: services.approve(need_id=need.pk, by=request.user, version=version), _("It is published.")
        )
        return redirect(url_of(need))
    if need.state != State.SUBMITTED:
        return over(request, need)
    seen = typed_number(request.GET.get("version")) or need.version
    return confirm(
        request, site, need, _("Approve and publish"), verb=_("Approve and publish"),
        text=_("From now on the alumni for whom it is see it on their pages and can answer. Nobody gets a mail."),
        numbers=[(_("Verified alumni who see it"), readers_of(need))], hidden={"version": seen},
    )  # fmt: skip


@require_http_methods(EDIT)
@approved
def send_back(request, need, site):
    form = ReasonForm(posted(request))
    if saved(request, form, lambda reason: services.send_back(need_id=need.pk, reason=reason, by=request.user)):
        return redirect(url_of(need))
    return form_page(
        request, site, _("Send it back"), form, back=url_of(need), verb=_("Send it back"), need=need,
        lead=_("It becomes a draft again; who submitted it gets your reason by mail."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_need
def renew(request, need, site):
    form = RenewForm(posted(request))
    if saved(request, form, lambda expires_on: services.renew(need_id=need.pk, expires_on=expires_on, by=request.user)):
        return redirect(url_of(need))
    return form_page(
        request, site, _("Renew it"), form, back=url_of(need), verb=_("Renew it"), need=need,
        lead=_("It says the same and is shown for longer; it needs no new approval."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_need
def close(request, need, site):
    form = ReasonForm(posted(request))
    if saved(request, form, lambda reason: services.close(need_id=need.pk, reason=reason, by=request.user)):
        return redirect(url_of(need))
    return form_page(
        request, site, pgettext("giving", "Close it"), form, back=url_of(need), verb=pgettext("giving", "Close it"),
        need=need, danger=True,
        lead=_("No more answers are taken, and it cannot be opened again. Cases that are under way go on."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_need
def discard(request, need, site):
    if request.method == "POST":
        telling(request, lambda: services.discard(need_id=need.pk, by=request.user), _("The draft is gone."))
        gone = not Need.objects.filter(pk=need.pk).exists()
        return redirect("admin:donations_need_changelist" if gone else url_of(need))
    if need.state != State.DRAFT:
        return over(request, need)
    return confirm(
        request, site, need, _("Throw the draft away"), verb=_("Throw it away"), danger=True,
        text=_("The draft is deleted; nobody saw it."),
    )  # fmt: skip


VIEWS = [
    (f"<int:pk>/{view.__name__.replace('_', '-')}/", view, view.__name__)
    for view in (submit, take_back, approve, send_back, renew, close, discard)
]
