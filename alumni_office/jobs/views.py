from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alumni_office.history import services as history
from alumni_office.history.models import AccessRecord
from alumni_office.ui.keyset import newest_first

from . import services, tasks
from .kinds import kind_of, may_download, name_subjects
from .models import Job

PAGE = 50


def own_job(request, pk) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("by"), pk=pk)


@require_safe
def job_list(request, model_admin):
    page = newest_first(Job.objects.visible_to(request.user).select_related("by"), request, size=PAGE)
    name_subjects(page.rows)
    context = model_admin.admin_site.each_context(request) | {"title": _("Jobs"), "page": page}
    return TemplateResponse(request, "admin/jobs/job_list.html", context)


@require_safe
def job_detail(request, pk, model_admin):
    job = own_job(request, pk)
    name_subjects([job])
    context = model_admin.admin_site.each_context(request) | {"title": kind_of(job).label, "job": job}
    return TemplateResponse(request, "admin/jobs/job_page.html", context)


@require_safe
def job_progress(request, pk):
    """The fragment that an open job's page asks for every second."""
    return _fragment(request, own_job(request, pk), reload=request.GET.get("reload") == "1")


@require_POST
def job_stop(request, pk):
    services.ask_stop(job_id=own_job(request, pk).pk)
    return _answer(request, pk)


@require_POST
def job_resume(request, pk):
    if services.resume(job_id=own_job(request, pk).pk):
        tasks.run.delay_on_commit(pk)
    return _answer(request, pk)


def _answer(request, pk):
    if request.htmx:
        return _fragment(request, own_job(request, pk), reload=request.POST.get("reload") == "1")
    return redirect("admin:jobs_job_change", pk)


def _fragment(request, job, *, reload):
    response = TemplateResponse(request, "ui/job_fragment.html", {"job": job, "reload": reload})
    if reload and not job.is_open:
        response["HX-Refresh"] = "true"  # the page around the bar has something new to show
    return response


@require_safe
def job_download(request, pk):
    job = own_job(request, pk)
    if not may_download(job, request.user) or getattr(request, "hijacker", None):
        raise Http404
    with transaction.atomic():
        history.record_access(
            action=AccessRecord.Action.DOWNLOAD,
            target=Job._meta.label_lower,
            target_id=job.pk,
            by=request.user,
            count=job.done,
        )
        response = FileResponse(job.result.open("rb"), as_attachment=True)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
