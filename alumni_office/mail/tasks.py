from celery import shared_task

from . import services


@shared_task
def deliver(message_id: int) -> None:
    services.deliver(message_id=message_id)


@shared_task
def sweep() -> None:
    for message_id in services.sweep():
        deliver.delay(message_id)
