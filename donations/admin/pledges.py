"""Pledges on the desk: the list, one pledge and what is done with it, what is due and what is to come."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from alumni_office.ui.keyset import newest_first
from donations.forms.pledges import SHOW, AmendForm, CancelForm, GiftForm, PledgeForm, SearchForm
from donations.models import Donor, Pledge
from donations.queries import choosing
from donations.queries import pledges as queries
from donations.services import pledges as services

from .chrome import EDIT, OwnPages, page, posted, saved, typed_words


def _pledge(request, pk: int) -> Pledge:
    rows = Pledge.objects.visible_to(request.user).select_related(
        "donor__merged_into", "fund", "campaign", "college", "agreement", "created_by"
    )
    return get_object_or_404(rows, pk=pk)


def _back(pledge: Pledge):
    return redirect("admin:donations_pledge_change", pledge.pk)


@require_safe
@requires(Permission.GIFT_VIEW)
def pledge_list(request, site):
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    show, words = said.get("show", ""), said.get("words", "")
    return page(
        request, site, "pledge_list", _("Pledges"), filters=form, show=show, sought=words, shows=SHOW,
        page=newest_first(queries.in_list(request.user, show=show, words=words), request, size=50),
        may_enter=request.user.may(Permission.GIFT_ENTER),
    )  # fmt: skip


@require_safe
@requires(Permission.GIFT_VIEW)
def pledge_page(request, site, pk):
    pledge = _pledge(request, pk)
    return page(
        request, site, "pledge_page", capfirst(str(pledge)), pledge=pledge, instalments=list(pledge.instalments.all()),
        payments=queries.payments_of(pledge), changes=queries.changes_of(pledge), today=timezone.localdate(),
        may_enter=request.user.may(Permission.GIFT_ENTER),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def pledge_add(request, site):
    """First whose it is, then what."""
    pk = request.GET.get("donor", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        words = typed_words(request)
        return page(
            request, site, "pledge_donor", _("Whose pledge is it?"), sought=words,
            donors=list(choosing.donors(request.user, words)),
        )  # fmt: skip
    donor = get_object_or_404(Donor.objects.visible_to(request.user).heads(), pk=pk)
    form = PledgeForm(posted(request), user=request.user, donor=donor)
    made = took(form, lambda **said: _make(donor, request.user, **said))
    if made:
        messages.success(request, _("The pledge is written down. The donor quotes the code %(code)s.")
                         % {"code": made.code})  # fmt: skip
        return _back(made)
    return page(
        request, site, "pledge_form", _("Pledge of %(donor)s") % {"donor": donor}, form=form, verb=_("Write it down")
    )


def _make(donor, by, *, amount, rhythm, number, first_on, **said):
    parts = services.instalments(amount, first_on, rhythm, number)
    return services.make_pledge(donor=donor, parts=parts, by=by, **said)


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def pledge_amend(request, site, pk):
    pledge = _pledge(request, pk)
    first = {"amount": pledge.amount, "version": pledge.version}
    form = AmendForm(posted(request), initial=first)
    if saved(request, form, lambda **said: services.amend_pledge(pledge_id=pk, by=request.user, **said)):
        return _back(pledge)
    return page(
        request, site, "pledge_form", _("Change the pledge"), form=form, pledge=pledge, verb=_("Change it"),
    )  # fmt: skip


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def pledge_cancel(request, site, pk):
    pledge = _pledge(request, pk)
    form = CancelForm(posted(request), initial={"version": pledge.version})
    if saved(request, form, lambda **said: services.cancel_pledge(pledge_id=pk, by=request.user, **said)):
        return _back(pledge)
    return page(request, site, "pledge_cancel", _("Cancel the pledge?"), form=form, pledge=pledge)


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def pledge_match(request, site, pk):
    pledge = _pledge(request, pk)
    rows = services.payable(pledge)
    form = GiftForm(posted(request), gifts=rows)
    if saved(
        request, form, lambda gift: services.match_payment(gift_id=gift.pk, pledge_id=pk, by=request.user)
    ):  # fmt: skip
        return _back(pledge)
    return page(request, site, "pledge_match", _("Which gift pays it?"), form=form, pledge=pledge, gifts=rows[:50])


@require_safe
@requires(Permission.GIFT_VIEW)
def pledge_due(request, site):
    today = timezone.localdate()
    listed = Paginator(queries.due(request.user, today), 50).get_page(request.GET.get("page"))
    forecast = queries.forecast(request.user, today)
    return page(
        request, site, "pledge_due", _("What is due"), listed=listed, forecast=forecast, today=today,
        most=max([amount for _month, amount in forecast], default=0) or 1, whole=sum(row[1] for row in forecast),
    )  # fmt: skip


@admin.register(Pledge)
class PledgeAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", pledge_list, "changelist"), ("add/", pledge_add, "add"), ("due/", pledge_due, "due"),
        ("<int:pk>/", pledge_page, "change"), ("<int:pk>/amend/", pledge_amend, "amend"),
        ("<int:pk>/cancel/", pledge_cancel, "cancel"), ("<int:pk>/match/", pledge_match, "match"),
    ]  # fmt: skip
