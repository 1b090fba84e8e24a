"""Consultations in the background."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Consultation
from events.services import consultations
from events.services.consultations import mixing

HANDLERS: dict = {
    consultations.ASK: consultations.send_asking,
    consultations.REMIND: consultations.send_reminders,
    consultations.REPORT: consultations.send_report,
}


def _consultation_page(job):
    return reverse("admin:events_consultation_change", args=[job.subject_id])


def _titles(ids: set[int]) -> dict[int, str]:
    return {row.pk: row.shown_title for row in Consultation.objects.filter(pk__in=ids)}


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    consultations.ASK: {"label": _("Asking a circle"), "page": _consultation_page, "names": _titles},
    consultations.REMIND: {"label": _("Reminding who has not answered"), "page": _consultation_page, "names": _titles},
    consultations.REPORT: {"label": _("Telling what became of it"), "page": _consultation_page, "names": _titles},
}


@shared_task
def sweep_consultations() -> None:
    consultations.close_those_over()
    mixing.mix_what_came_in()
