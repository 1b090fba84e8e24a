"""Recognition tiers on the desk: who is of which, as of a day."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from donations.forms.agreements import DayForm, TierForm
from donations.models import Tier
from donations.queries import tiers as queries
from donations.services import tiers as services

from .chrome import EDIT, OwnPages, page, posted, saved
from .guards import keeps_funds, whole

sees_tiers = whole(Permission.GIFT_VIEW)


def _day(request):
    form = DayForm(request.GET)
    return form, form.cleaned_data["on"] if form.is_valid() else timezone.localdate()


@require_safe
@sees_tiers
def tier_list(request, site):
    form, day = _day(request)
    return page(
        request, site, "tier_list", _("Recognition tiers"), lines=queries.counts(day), day=day, filters=form,
        may_edit=request.user.may(Permission.FUND_EDIT),
    )  # fmt: skip


@require_safe
@sees_tiers
def tier_donors(request, pk, site):
    tier = get_object_or_404(Tier, pk=pk)
    form, day = _day(request)
    return page(
        request, site, "tier_donors", str(tier), tier=tier, rows=queries.donors_of(tier, day), day=day, filters=form,
        most=queries.MOST,
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_funds
def tier_edit(request, site, pk=None):
    tier = get_object_or_404(Tier, pk=pk) if pk is not None else None
    form = TierForm(posted(request), tier=tier)
    if saved(request, form, lambda **said: services.save_tier(tier=tier, by=request.user, **said)):
        return redirect("admin:donations_tier_changelist")
    return page(
        request, site, "tier_form", str(tier or _("A new tier")), form=form, tier=tier, verb=_("Save"),
        of=_("Recognition tiers"), back="admin:donations_tier_changelist",
    )  # fmt: skip


@require_POST
@keeps_funds
def tier_remove(request, pk, site):
    services.remove_tier(tier=get_object_or_404(Tier, pk=pk), by=request.user)
    return redirect("admin:donations_tier_changelist")


@admin.register(Tier)
class TierAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", tier_list, "changelist"),
        ("add/", tier_edit, "add"),
        ("<int:pk>/", tier_edit, "change"),
        ("<int:pk>/donors/", tier_donors, "donors"),
        ("<int:pk>/remove/", tier_remove, "remove"),
    ]
