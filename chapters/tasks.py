"""What the background does for this app: job handlers and sweeps, each one service call."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from alumni_office.mail import tasks as mail

from .services import duties


def _remind(run) -> None:
    for message_id in duties.remind_in_background(run):
        mail.deliver.delay(message_id)


HANDLERS: dict = {duties.KIND: _remind}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {duties.KIND: {"label": _("Reminding chapters")}}
COUNT_LABELS: dict = {"reminded": _("Reminded"), "unreached": _("Nobody to write to")}


@shared_task
def run_duties() -> None:
    for message_id in duties.run_duties().mails:
        mail.deliver.delay(message_id)
