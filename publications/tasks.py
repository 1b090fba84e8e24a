"""What the background does for this app: job handlers, bells and sweeps, each one service call. A task takes a number;
what is due stands in the database."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .services import mailings, post, sending
from .services.returns import reading

HANDLERS: dict = {post.KIND: post.prepare, post.PRINT: post.print_in_background}


def _distribution_page(job):
    return reverse("admin:publications_distribution_change", args=[job.subject_id])


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    post.KIND: {"label": _("Making labels"), "page": _distribution_page},
    post.PRINT: {"label": _("Printing labels"), "page": _distribution_page, "may_download": post.may_download},
}


@shared_task
def prepare(mailing_id: int) -> None:
    if sending.prepare(mailing_id=mailing_id):
        wake(mailing_id)


@shared_task
def send(mailing_id: int, ticket: str) -> None:
    following = sending.run(mailing_id=mailing_id, ticket=ticket)
    if following:
        send.delay(mailing_id, following)


@shared_task
def sweep() -> None:
    waiting = sending.clear()
    _ring(waiting)


@shared_task
def read_returns() -> None:
    reading.read_new()


@shared_task
def wake(mailing_id: int) -> None:
    """Begin at once what a person just asked for, instead of at the next sweep."""
    _ring(sending.waiting(mailing_id=mailing_id))


@shared_task
def cancel_rest(mailing_id: int) -> None:
    mailings.cancel_rest(mailing_id=mailing_id)


def _ring(waiting: sending.Waiting) -> None:
    for mailing_id in waiting.to_prepare:
        prepare.delay(mailing_id)
    for mailing_id, ticket in waiting.to_send:
        send.delay(mailing_id, str(ticket))
    for mailing_id in waiting.to_cancel:
        cancel_rest.delay(mailing_id)


@shared_task
def expire_labels() -> None:
    post.expire_labels()
