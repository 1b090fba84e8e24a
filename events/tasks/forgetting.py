"""What is kept for a time, and then goes."""

from celery import shared_task

from events.services import forgetting


@shared_task
def forget_typed() -> None:
    forgetting.forget_typed()
