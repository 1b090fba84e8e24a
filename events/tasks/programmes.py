"""Student programmes in the background."""

from celery import shared_task

from alumni_office.mail import tasks as mail
from events.services import programmes


@shared_task
def remind_volunteers() -> None:
    for message in programmes.remind():
        mail.deliver.delay(message.pk)
