from celery import shared_task

from . import services


@shared_task
def run(job_id: int) -> None:
    services.run(job_id=job_id)


@shared_task
def sweep() -> None:
    for job_id in services.sweep():
        run.delay(job_id)
