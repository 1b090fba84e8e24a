"""Who issues receipts, and the numbers that were given for them."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.forms.receipts import IssuerForm, NewIssuerForm, RangeForm
from donations.models import Issuer
from donations.services import receipts as services

from .chrome import EDIT, OwnPages, page, posted, saved

posts_gifts = requires(Permission.GIFT_POST)


@require_safe
@posts_gifts
def issuer_list(request, site):
    rows = Issuer.objects.prefetch_related("ranges").order_by("closed_at", "name")
    return page(request, site, "issuer_list", _("Issuers and numbers"), issuers=rows)


@require_http_methods(EDIT)
@posts_gifts
def issuer_add(request, site):
    form = NewIssuerForm(posted(request))
    if saved(request, form, lambda **fields: services.save_issuer(by=request.user, **fields)):
        return redirect("admin:donations_issuer_changelist")
    return page(request, site, "issuer_form", _("Enter an issuer"), form=form, verb=_("Enter"))


@require_http_methods(EDIT)
@posts_gifts
def issuer_edit(request, pk, site):
    issuer = get_object_or_404(Issuer.objects.open(), pk=pk)
    form = IssuerForm(posted(request), issuer=issuer)
    if saved(request, form, lambda **fields: services.save_issuer(issuer=issuer, by=request.user, **fields)):
        return redirect("admin:donations_issuer_changelist")
    return page(request, site, "issuer_form", _("Change the issuer"), form=form, issuer=issuer, verb=_("Save"))


@require_http_methods(EDIT)
@posts_gifts
def issuer_close(request, pk, site):
    issuer = get_object_or_404(Issuer.objects.open(), pk=pk)
    if request.method == "POST":
        services.close_issuer(issuer=issuer, by=request.user)
        messages.success(request, _("It issues no receipts any more."))
        return redirect("admin:donations_issuer_changelist")
    context = site.each_context(request) | {
        "title": _("No more receipts from this issuer"), "subtitle": issuer.name,
        "verb": pgettext("issuer", "Close it"), "danger": True,
        "text": _("What it issued stays as it is. Numbers that are left are used no more. This cannot be taken back."),
        "numbers": [(_("Numbers that are left"), sum(each.left for each in issuer.ranges.all()))],
        "back_url": reverse("admin:donations_issuer_changelist"),
    }  # fmt: skip
    return TemplateResponse(request, "ui/confirm.html", context)


@require_http_methods(EDIT)
@posts_gifts
def range_add(request, site):
    form = RangeForm(posted(request))
    if saved(request, form, lambda **fields: services.register_range(by=request.user, **fields)):
        return redirect("admin:donations_issuer_changelist")
    return page(request, site, "issuer_form", _("Register numbers"), form=form, verb=pgettext("giving", "Register"))


@admin.register(Issuer)
class IssuerAdmin(OwnPages):
    right = Permission.GIFT_POST
    views = [
        ("", issuer_list, "changelist"),
        ("add/", issuer_add, "add"),
        ("<int:pk>/", issuer_edit, "change"),
        ("<int:pk>/close/", issuer_close, "close"),
        ("numbers/add/", range_add, "range_add"),
    ]
