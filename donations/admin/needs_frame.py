"""What the desk's pages of needs share: whose they are, the page of a form, the question before an act."""

from functools import wraps

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.models import Need, NeedCase

from .chrome import page

NEED, CASE = "admin:donations_need", "admin:donations_needcase"


def of_need(view, *, right: str = Permission.NEED_EDIT):
    """Call the view with the need in place of its key: 403 without the right, 404 out of scope."""

    @requires(right)
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = Need.objects.visible_to(request.user).select_related(
            "department__contact", "fund", "college", "chapter", "submitted_by", "approved_by"
        )
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def approved(view):
    return of_need(view, right=Permission.NEED_APPROVE)


def of_case(view):
    @requires(Permission.NEED_EDIT)
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = NeedCase.objects.visible_to(request.user).select_related(
            "need__department", "alumnus", "organisation", "owner"
        )
        return view(request, get_object_or_404(rows, pk=pk), *args, **kwargs)

    return guarded


def url_of(row) -> str:
    name = NEED if isinstance(row, Need) else CASE
    return reverse(f"{name}_change", args=[row.pk])


def form_page(request, site, title, form, *, back: str, verb, lead="", **context):
    return page(
        request, site, "need_form", title, form=form, back_url=back, verb=verb, lead=lead, **context
    )  # fmt: skip


def confirm(request, site, row, title, **context):
    context = site.each_context(request) | context | {"title": title, "back_url": url_of(row)}
    return TemplateResponse(request, "ui/confirm.html", context)
