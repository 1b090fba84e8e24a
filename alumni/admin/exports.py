"""Asking for an export: columns, format, reason; the job's own page shows the rest."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni.forms.selection import ExportForm
from alumni.queries.selection import Selection
from alumni.services import exports
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks
from alumni_office.ui.redirects import safe_next

from .guards import requires


@require_POST
@requires(Permission.ALUMNI_EXPORT)
def export(request, site):
    selection = Selection.from_post(request.POST)
    back = safe_next(request, reverse("admin:alumni_alumnus_changelist"))
    total = selection.people(request.user, Permission.ALUMNI_EXPORT).count()
    if not total:
        messages.warning(request, _("Nobody is selected. Tick people, or choose the whole result."))
        return redirect(back)
    sees = request.user.may(Permission.CONTACT_VIEW)
    form = ExportForm(request.POST if "key" in request.POST else None, may_see_contacts=sees)
    if form.is_bound and form.is_valid():
        job, is_new = exports.start_export(
            selection=selection, by=request.user, language=get_language(), **form.cleaned_data
        )
        if is_new:
            tasks.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    found = selection.people(request.user).count()
    context = site.each_context(request) | {
        "title": _("Export"), "form": form, "total": total, "selection": selection, "next": back, "sees": sees,
        "left_out": ngettext("%(count)s person is left out: you may see but not export the record.",
                             "%(count)s people are left out: you may see but not export their records.",
                             found - total) % {"count": found - total} if found > total else "",
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/alumni/export_form.html", context, status=status)
