"""Pledges, bank statements and payments in the background."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.mail import tasks as mail
from donations.models import BankStatement
from donations.services import bank, payments, pledges
from donations.services.bank import importing, many

HANDLERS: dict = {importing.KIND: bank.read_statement, many.KIND: bank.confirm_sure}


def _statement_page(job):
    return reverse("admin:donations_bankstatement_change", args=[job.subject_id])


def _filenames(ids: set[int]) -> dict[int, str]:
    return dict(BankStatement.objects.filter(pk__in=ids).values_list("pk", "filename"))


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    importing.KIND: {"label": _("Reading a bank statement"), "page": _statement_page, "names": _filenames},
    many.KIND: {"label": _("Posting the sure lines of a bank statement"), "page": _statement_page, "names": _filenames},
}


@shared_task
def remind_pledges() -> None:
    for message in pledges.remind():
        mail.deliver.delay(message.pk)


@shared_task
def sweep_payments() -> None:
    payments.sweep(provider=payments.provider())
