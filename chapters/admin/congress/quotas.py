"""Quotas on the desk: the rule with its arithmetic, and what was adjusted by hand."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from chapters.forms.congress import CountForm, QuotaForm
from chapters.models import Congress, Delegation
from chapters.queries.congress.lines import quota_lines
from chapters.services import congress as services

from .frame import congress_or_404, done, page, refused_at, row_or_404, to


@require_safe
@requires(Permission.CHAPTER_VIEW)
def quota_page(request, pk, site):
    congress = congress_or_404(request, pk)
    found = quota_lines(congress)
    return page(
        request, site, congress, "quotas", here="quotas", title=_("Quotas"), found=found, form=CountForm(),
        is_planned=congress.state == Congress.State.PLANNED,
        may_adjust=congress.state in (Congress.State.PLANNED, Congress.State.NOMINATING),
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def quota_count(request, pk, site):
    congress, form = congress_or_404(request, pk), CountForm(request.POST)
    if form.is_valid():
        act = services.work_out_quotas
        done(request, lambda: act(congress=congress, by=request.user, **form.cleaned_data), _("Counted anew."))
    return to("quotas", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONGRESS_EDIT)
def quota_adjust(request, pk, site):
    row = row_or_404(request, Delegation, pk, "chapter", "college")
    form = QuotaForm(
        request.POST if request.method == "POST" else None, initial={"seats": row.seats, "reason": row.reason}
    )
    if form.is_valid() and refused_at(
        form, lambda **values: services.adjust_quota(delegation=row, by=request.user, **values)
    ):
        messages.success(request, _("Saved."))
        return to("quotas", row.congress_id)
    title = _("Quota of %(body)s") % {"body": row.shown_name}
    return page(
        request, site, row.congress, "quota", here="quotas", title=title, form=form, row=row,
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
@requires(Permission.CONGRESS_EDIT)
def quota_settle(request, pk, site):
    congress = congress_or_404(request, pk)
    sentence = _("Chapters and colleges can name their delegates now.")
    is_done = done(request, lambda: services.open_nomination(congress=congress, by=request.user), sentence)
    return to("delegates" if is_done else "quotas", pk)


VIEWS = [
    ("<int:pk>/quotas/", quota_page, "quotas"),
    ("<int:pk>/quotas/count/", quota_count, "count"),
    ("<int:pk>/quotas/settle/", quota_settle, "settle"),
    ("quota/<int:pk>/", quota_adjust, "adjust"),
]
