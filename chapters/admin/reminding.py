"""Reminding the officers of many chapters: how many it will reach, then the job."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks
from chapters.forms.duties import RemindForm
from chapters.models import Chapter
from chapters.queries.reminding import preview
from chapters.services import duties as services

from .overview import State, shown


@require_POST
@requires(Permission.CHAPTER_EDIT)
def page(request, site):
    known = Chapter.objects.editable_by(request.user).living().values_list("pk", flat=True)
    data = request.POST if "key" in request.POST else _first(request)
    if not data.getlist("chapter"):
        messages.warning(request, _("Tick at least one chapter."))
        return redirect("admin:chapters_overview")
    form = RemindForm(data, chapters=known)
    if form.is_valid() and request.POST.get("verb") == "send":
        data = form.cleaned_data
        job, is_new = services.start_reminding(
            chapters=data["chapter"], what=data["what"], key=data["key"], by=request.user
        )
        if is_new:
            tasks.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    context = site.each_context(request) | {
        "title": _("Remind chapters"), "form": form,
        "preview": preview(form.cleaned_data["chapter"], form.cleaned_data["what"]) if form.is_valid() else None,
    }  # fmt: skip
    status = 200 if form.is_valid() else 422
    return TemplateResponse(request, "admin/chapters/overview_remind.html", context, status=status)


def _first(request):
    """The first look, from the list of chapters, which sends neither a key nor what to remind of; and either the
    ticked ones or the name of the whole list."""
    data = request.POST.copy()
    if "whole" in data:
        data.setlist("chapter", [str(row.chapter.pk) for row in shown(request.user, State(data))])
    data["key"] = str(RemindForm.base_fields["key"].initial())
    data.setdefault("what", RemindForm.base_fields["what"].choices[0][0])
    return data
