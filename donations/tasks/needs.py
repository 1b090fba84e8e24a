"""Needs in the background."""

from celery import shared_task

from donations.services import needs


@shared_task
def sweep_needs() -> None:
    needs.expire_those_over()
    needs.give_notice()
