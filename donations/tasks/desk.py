"""The ledger in the background."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from donations.services import closing, erasing

HANDLERS: dict = {erasing.KIND: erasing.erase_in_background}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {erasing.KIND: {"label": _("Erasure of a donor")}}


@shared_task
def close_ledger() -> None:
    """Every hour: the first after midnight closes the day; after an outage the next closes what was left open."""
    closing.close_and_check()
