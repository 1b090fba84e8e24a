from alumni_office.ui.today import capped

from .models import Job


def open_jobs(user) -> int:
    return capped(Job.objects.visible_to(user).filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]))
