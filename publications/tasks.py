"""What the background does for this app: job handlers, bells and sweeps, each one service call. A task takes a number;
what is due stands in the database."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .services import post, sending
from .services.returns import reading

HANDLERS: dict = {post.KIND: post.prepare}


def _distribution_page(job):
    return reverse("admin:publications_distribution_change", args=[job.subject_id])


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {post.KIND: {"label": _("Making labels"), "page": _distribution_page}}


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
