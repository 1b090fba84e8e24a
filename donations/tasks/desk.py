"""The ledger in the background."""

from celery import shared_task

from donations.services import closing


@shared_task
def close_ledger() -> None:
    """Every hour: the first after midnight closes the day; after an outage the next closes what was left open."""
    closing.close_and_check()
