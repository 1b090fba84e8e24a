"""Announced gifts and the notices of a payment provider on the desk."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.forms.payments import NoticeForm, SearchForm
from donations.models import AnnouncedGift, PaymentNotice
from donations.queries import payments as queries
from donations.services import payments as services
from donations.services.refusals import Refused

from .chrome import EDIT, OwnPages, page, posted, saved


@require_safe
@requires(Permission.GIFT_ENTER)
def announced_list(request, site):
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    return page(
        request, site, "announced_list", _("Announced and online"), filters=form, is_filtered=any(said.values()),
        page=newest_first(queries.announced(**said), request, size=50), waiting=queries.waiting(request.user).count(),
        takes_online=services.provider() is not None, takes_transfers=services.takes_transfers(),
        missing=services.missing(),
    )  # fmt: skip


@require_safe
@requires(Permission.GIFT_ENTER)
def notice_list(request, site):
    show = request.GET.get("show", "waiting")
    show = show if show in ("waiting", "all") else "waiting"
    rows = queries.notices("" if show == "all" else show)
    return page(
        request, site, "notice_list", _("Notices of payments"), show=show, page=newest_first(rows, request, size=50)
    )


@require_http_methods(EDIT)
@requires(Permission.GIFT_ENTER)
def notice_page(request, site, pk):
    notice = get_object_or_404(queries.notices(), pk=pk)
    form = NoticeForm(posted(request))
    if saved(request, form, lambda note: services.look_at(notice_id=pk, note=note, by=request.user) or True):
        return redirect("admin:donations_announcedgift_notices")
    return page(request, site, "notice_page", _("Notice of a payment"), form=form, notice=notice)


@require_POST
@requires(Permission.GIFT_POST)
def notice_again(request, site, pk):
    notice = get_object_or_404(PaymentNotice, pk=pk)
    try:
        is_taken = services.take_again(notice_id=notice.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if is_taken:
            messages.success(request, _("The books have taken it."))
        else:
            messages.error(request, _("The books do not take it: the reason stands at the notice."))
    return redirect("admin:donations_announcedgift_notice", pk)


@admin.register(AnnouncedGift)
class AnnouncedGiftAdmin(OwnPages):
    right = Permission.GIFT_ENTER
    views = [
        ("", announced_list, "changelist"), ("notices/", notice_list, "notices"),
        ("notices/<int:pk>/", notice_page, "notice"), ("notices/<int:pk>/again/", notice_again, "notice_again"),
    ]  # fmt: skip
