"""Class reunions in the background."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni_office.mail import tasks as mail
from events.models import ClassReunion
from events.services import reunions


def _reunion_page(job):
    return reverse("admin:events_classreunion_change", args=[job.subject_id])


def _reunion_names(ids: set[int]) -> dict[int, str]:
    return {row.pk: row.class_label for row in ClassReunion.objects.filter(pk__in=ids).select_related("college")}


HANDLERS: dict = {reunions.KIND: reunions.send_invitations}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    reunions.KIND: {"label": _("Invitations to a class reunion"), "page": _reunion_page, "names": _reunion_names},
}


@shared_task
def run_reunions() -> None:
    """Reunions whose day is over were held; who was invited and is silent is reminded once."""
    reunions.close_past(today=timezone.localdate())
    for message in reunions.remind_silent(now=timezone.now()):
        mail.deliver.delay(message.pk)
