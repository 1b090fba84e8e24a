"""Organisations that may be one: proposed, looked at side by side, merged, kept apart, given back."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.ui.keyset import newest_first
from donations.forms.donors import OrganisationMergeForm
from donations.models import Organisation, OrganisationMerge
from donations.queries import organisation_merging as queries
from donations.queries import organisations
from donations.services import organisation_merging as services
from donations.services.refusals import Refused

from .chrome import EDIT, page, telling
from .guards import organisations as seen

RIGHTS = (Permission.GIFT_ENTER, Permission.CLUB_EDIT)
MOST = 20
merges_into = queries.merges_into


def may_merge(user) -> bool:
    """An organisation is everybody's: whoever enters gifts or keeps the club for the whole office."""
    return any(user.reach(right).everyone for right in RIGHTS)


def merges_organisations(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not any(request.user.may(right) for right in RIGHTS):
            raise PermissionDenied
        if not may_merge(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def head_of(pk: int) -> int | None:
    """Where the page of one that was merged is. Raises Http404 for one that never was."""
    return get_object_or_404(Organisation.objects.filter(merged_into__isnull=False), pk=pk).merged_into_id


@require_safe
@merges_organisations
def alike(request, site):
    return page(request, site, "organisation_alike", _("Organisations that may be one"), pairs=organisations.pairs())


@require_safe
@merges_organisations
def find(request, pk, site):
    """The other one: proposed, or looked for by name or code."""
    organisation = get_object_or_404(seen(request.user), pk=pk)
    words = request.GET.get("q", "").strip()[:60]
    found = organisations.named(seen(request.user), words).exclude(pk=pk).order_by("name", "pk") if words else []
    return page(
        request, site, "organisation_find", _("Merge with another"), organisation=organisation, words=words,
        found=list(found[:MOST]), alike=organisations.alike(organisation),
    )  # fmt: skip


def _two(request, pk: int, other: int) -> tuple[Organisation, Organisation]:
    rows = seen(request.user)
    if pk == other:
        raise Http404
    return get_object_or_404(rows, pk=pk), get_object_or_404(rows, pk=other)


@require_http_methods(EDIT)
@merges_organisations
def merge(request, pk, other, site):
    """Both side by side: what will be kept, what goes along; and does it."""
    if Organisation.objects.filter(pk=other, merged_into=pk).exists():  # a second press
        return redirect("admin:donations_organisation_change", pk)
    kept, dropped = _two(request, pk, other)
    refused = ""
    if request.method == "POST":
        form = OrganisationMergeForm(request.POST, kept=kept, dropped=dropped)
        try:
            if form.is_valid():
                services.merge(kept_id=kept.pk, dropped_id=dropped.pk, choices=form.choices, by=request.user)
                return redirect("admin:donations_organisation_change", kept.pk)
            refused = _("Say of each fact whose value is kept.")
        except Refused as refusal:
            refused = refusal.sentence
    response = page(
        request, site, "organisation_merge", _("One organisation or two?"),
        comparison=queries.compare(request.user, kept, dropped), refused=refused,
        hindrance=queries.hindrance(kept, dropped, request.user),
    )  # fmt: skip
    response.status_code = 422 if refused else 200
    return response


@require_POST
@merges_organisations
def apart(request, pk, other, site):
    one, two = _two(request, pk, other)
    telling(
        request, lambda: services.keep_apart(one=one, other=two, by=request.user),
        _("They are not proposed again."),
    )  # fmt: skip
    return redirect("admin:donations_organisation_alike")


@require_safe
@merges_organisations
def merges(request, site):
    rows = OrganisationMerge.objects.select_related("kept", "dropped", "merged_by", "undone_by")
    words = request.GET.get("q", "").strip()[:60]
    if words:
        rows = rows.filter(Q(kept__name__icontains=words) | Q(dropped__name__icontains=words))
    return page(
        request, site, "organisation_merges", _("Merged organisations"), listed=newest_first(rows, request, size=50),
        words=words,
    )  # fmt: skip


@require_http_methods(EDIT)
@merges_organisations
def merge_undo(request, pk, site):
    row = get_object_or_404(OrganisationMerge.objects.select_related("kept", "dropped", "donor_merge"), pk=pk)
    refused = ""
    if row.undone_at:
        messages.info(request, _("This merge was undone already. There is nothing left to do."))
        return redirect("admin:donations_organisation_merges")
    if request.method == "POST":
        try:
            services.undo(merge_id=row.pk, by=request.user)
            return redirect("admin:donations_organisation_change", row.dropped_id)
        except Refused as refusal:
            refused = refusal.sentence
    return _confirm_undo(request, site, row, refused)


def _confirm_undo(request, site, row: OrganisationMerge, refused: str):
    numbers = [(queries.named(label), number) for label, number in queries.going_back(row).items() if number]
    context = site.each_context(request) | {
        "title": _("Take the merging back"), "subtitle": row.dropped.name, "row": row, "refused": refused,
        "text": _("“%(dropped)s” stands by itself again, with what it brought along; “%(kept)s” keeps its own and what "
                  "came since. A value that somebody changed since stays.")
        % {"dropped": row.dropped.name, "kept": row.kept.name},
        "numbers": numbers, "later": queries.prevents(row), "verb": _("Take the merging back"),
        "back_url": reverse("admin:donations_organisation_merges"),
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/donations/organisation_merge_undo.html", context, status=422 if refused else 200
    )
