"""Notices of events, and waiting lists, in the background."""

from celery import shared_task

from alumni_office.mail import tasks as mail
from events.services import feedback, notices
from events.services.registering import moving_up


@shared_task
def sweep_notices() -> None:
    """Notices and reminders that nobody was told yet, and seats that nobody was given."""
    feedback.ask()
    moving_up.sweep()
    for message_id in notices.sweep():
        mail.deliver.delay(message_id)
