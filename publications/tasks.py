"""Bells: each task takes a number and makes one service call; what is due stands in the database."""

from celery import shared_task

from .services import sending
from .services.returns import reading


@shared_task
def prepare(mailing_id: int) -> None:
    if sending.prepare(mailing_id=mailing_id):
        ring(mailing_id)


@shared_task
def send(mailing_id: int, ticket: str) -> None:
    following = sending.run(mailing_id=mailing_id, ticket=ticket)
    if following:
        send.delay(mailing_id, following)


@shared_task
def sweep() -> None:
    waiting = sending.clear()
    for mailing_id in waiting.to_prepare:
        prepare.delay(mailing_id)
    for mailing_id, ticket in waiting.to_send:
        send.delay(mailing_id, str(ticket))


def ring(mailing_id: int) -> None:
    """Wake the senders of a mailing that may send."""
    for _mailing, ticket in sending.tickets(mailing_id=mailing_id):
        send.delay(mailing_id, str(ticket))


@shared_task
def read_returns() -> None:
    reading.read_new()
