"""What the background does for this app: each one service call."""

from celery import shared_task

from alumni_office.mail import tasks as mail

from .services import notices
from .services.registering import moving_up


@shared_task
def sweep() -> None:
    """Notices and reminders that nobody was told yet, and seats that nobody was given."""
    moving_up.sweep()
    for message_id in notices.sweep():
        mail.deliver.delay(message_id)
