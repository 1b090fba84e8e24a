"""Donors that may be one: proposed, merged, kept apart, parted again."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.models import Donor, DonorMerge
from donations.queries import donors as queries
from donations.queries import likely_donors
from donations.services import donors as services
from donations.services.refusals import Refused

from .chrome import EDIT, page, telling, typed_words
from .guards import whole

merges_donors = whole(Permission.GIFT_ENTER)


@require_safe
@merges_donors
def alike(request, site):
    return page(
        request, site, "donor_alike", _("Donors that may be one"), pairs=likely_donors.pairs(),
        may_merge_people=request.user.may(Permission.ALUMNI_MERGE),
    )  # fmt: skip


def _two(request, pk: int, other: int) -> tuple[Donor, Donor]:
    rows = Donor.objects.visible_to(request.user).heads()
    return get_object_or_404(rows, pk=pk), get_object_or_404(rows, pk=other)


@require_http_methods(EDIT)
@merges_donors
def merge(request, pk, other, site):
    """Says what will happen, and does it."""
    kept, dropped = _two(request, pk, other)
    if likely_donors.Pair(kept, dropped, []).both_known:
        return _both_known(request, site, kept, dropped)
    if request.method == "POST":
        try:
            services.merge(kept_id=kept.pk, dropped_id=dropped.pk, by=request.user)
        except Refused as refusal:
            return _confirm(request, site, kept, dropped, refusal.sentence)
        return redirect("admin:donations_donor_change", kept.pk)
    return _confirm(request, site, kept, dropped)


def _both_known(request, site, kept: Donor, dropped: Donor):
    """Where to go instead: two people, or two organisations, are merged themselves."""
    url = reverse("admin:donations_organisation_merge", args=[kept.organisation_id, dropped.organisation_id]) if (
        kept.organisation_id
    ) else ""  # fmt: skip
    if kept.alumnus_id and request.user.may(Permission.ALUMNI_MERGE):
        url = reverse("admin:alumni_merge_create", args=[kept.alumnus_id, dropped.alumnus_id])
    response = page(request, site, "donor_both_known", _("Both are on record"), kept=kept, dropped=dropped, url=url)
    response.status_code = 422 if request.method == "POST" else 200
    return response


def _confirm(request, site, kept: Donor, dropped: Donor, refused: str = ""):
    context = site.each_context(request) | {
        "title": _("Merge “%(dropped)s” into “%(kept)s”") % {"dropped": dropped.name, "kept": kept.name},
        "text": refused or _("What both gave is added up from then on, and receipts name the one that is kept. "
                             "It can be taken back: every gift keeps the donor that it was entered for."),
        "numbers": [
            (_("Gifts of the one that is kept"), kept.gifts.posted().count()),
            (_("Gifts of the one that is merged"), dropped.gifts.posted().count()),
        ],
        "note": _("Kept: number %(kept)s. Merged: number %(dropped)s.") % {"kept": kept.pk, "dropped": dropped.pk},
        "verb": _("Merge them"), "back_url": reverse("admin:donations_donor_change", args=[kept.pk]),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context, status=422 if refused else 200)


@require_POST
@merges_donors
def apart(request, pk, other, site):
    one, two = _two(request, pk, other)
    telling(
        request, lambda: services.keep_apart(one=one, other=two, by=request.user),
        _("They are not proposed again."),
    )  # fmt: skip
    return redirect("admin:donations_donor_alike")


def merges_of(donor: Donor):
    """The mergings that hold, into this donor."""
    rows = DonorMerge.objects.filter(undone_at__isnull=True, dropped__in=queries.family(donor))
    return rows.select_related("dropped", "merged_by").order_by("-pk")


@require_safe
@merges_donors
def merges(request, site):
    rows = DonorMerge.objects.select_related("kept", "dropped", "merged_by", "undone_by")
    words = typed_words(request)
    if words:
        rows = rows.filter(Q(kept__name__icontains=words) | Q(dropped__name__icontains=words))
    return page(
        request, site, "donor_merges", _("Merged donors"), listed=newest_first(rows, request, size=50), words=words
    )


@require_http_methods(EDIT)
@merges_donors
def merge_undo(request, pk, site):
    row = get_object_or_404(DonorMerge.objects.select_related("kept", "dropped"), pk=pk)
    if request.method == "POST":
        telling(
            request, lambda: services.unmerge(merge_id=row.pk, by=request.user), _("They stand by themselves again.")
        )
        return redirect("admin:donations_donor_change", row.dropped_id)
    context = site.each_context(request) | {
        "title": _("Take the merging back"), "subtitle": row.dropped.name,
        "text": _("“%(dropped)s” stands by itself again, with its own gifts; “%(kept)s” keeps its own.")
        % {"dropped": row.dropped.name, "kept": row.kept.name},
        "verb": pgettext("merging", "Take it back"), "back_url": reverse("admin:donations_donor_merges"),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)
