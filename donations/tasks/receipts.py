"""Receipts and thanks in the background."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from alumni_office.mail import tasks as mail
from donations.models import NumberRange, ThanksTemplate
from donations.services import naming, receipts, thanks
from donations.services.receipts import issuing
from donations.services.thanks import sending


def ranges(ids: set[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in NumberRange.objects.filter(pk__in=ids)}


def templates(ids: set[int]) -> dict[int, str]:
    return dict(ThanksTemplate.objects.filter(pk__in=ids).values_list("pk", "name"))


HANDLERS = {issuing.JOB: receipts.issue_due, sending.JOB: thanks.send_many}
KINDS: dict = {
    issuing.JOB: {"label": _("Receipts that are issued"), "names": ranges},
    sending.JOB: {"label": _("Thanks that go out by mail"), "names": templates},
}


@shared_task
def sweep_thanks() -> None:
    """What fell due since, and letters that go out by themselves."""
    thanks.fall_due()
    for message in thanks.send_automatic():
        mail.deliver.delay(message.pk)


@shared_task
def remind_stewards() -> None:
    for message in naming.remind():
        mail.deliver.delay(message.pk)
