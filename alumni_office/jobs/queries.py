from django.db.models import QuerySet

from .models import Job


def open_jobs(user) -> QuerySet:
    return Job.objects.visible_to(user).filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
