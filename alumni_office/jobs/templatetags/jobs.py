from django import template

from alumni_office.jobs import kinds

register = template.Library()


@register.inclusion_tag("ui/job_progress.html", takes_context=True)
def job_progress(context, job, reload=False):
    """How far a job is, with its buttons. The fragment asks for itself every second while the job
    is open; with `reload` the whole page is loaded anew when it ends."""
    return {
        "job": job,
        "kind": kinds.kind_of(job),
        "page": kinds.kind_of(job).page(job) if kinds.kind_of(job).page else "",
        "counts": kinds.counts_of(job),
        "problem": kinds.problem_of(job),
        "reload": reload,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def kind_label(job):
    return kinds.kind_of(job).label
