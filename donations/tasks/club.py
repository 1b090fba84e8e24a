"""Opportunities in the background."""

from celery import shared_task

from alumni_office.mail import tasks as mail
from donations.services import opportunities


@shared_task
def remind_owners() -> None:
    for message in opportunities.remind_owners():
        mail.deliver.delay(message.pk)
