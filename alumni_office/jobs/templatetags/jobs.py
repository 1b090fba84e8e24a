from django import template

from alumni_office.jobs import kinds

register = template.Library()


@register.inclusion_tag("ui/job_progress.html", takes_context=True)
def job_progress(context, job, reload=False):
    """How far a job is, with its buttons. The fragment asks for itself every second while the job
    is open; with `reload` the whole page is loaded anew when it ends."""
    kind = kinds.kind_of(job)
    return {
        "job": job,
        "kind": kind,
        "page": kind.page(job) if kind.page else "",
        "may_download": kinds.may_download(job, context["request"].user),
        "counts": kinds.counts_of(job),
        "problem": kinds.problem_of(job),
        "reload": reload,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def may_download(job, user):
    return kinds.may_download(job, user)


@register.filter
def kind_label(job):
    return kinds.kind_of(job).label
