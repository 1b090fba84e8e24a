"""Leave-taking in the background: links and reminders by jobs, letters by a sweep."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni_office.mail import tasks as mail
from events.models import LeaveTaking
from events.services import leaving


def _page(job):
    programme = LeaveTaking.objects.filter(pk=job.subject_id).values_list("programme", flat=True).first()
    return reverse("admin:events_programme_leaving", args=[programme]) if programme else ""


def _names(ids: set[int]) -> dict[int, str]:
    rows = LeaveTaking.objects.filter(pk__in=ids).select_related("programme")
    return {row.pk: row.programme.shown_title for row in rows}


HANDLERS: dict = dict.fromkeys(leaving.KINDS, leaving.send_mails)
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    leaving.INVITE: {"label": _("Links of a leave-taking"), "page": _page, "names": _names},
    leaving.REMIND: {"label": _("Reminders of a leave-taking"), "page": _page, "names": _names},
}


@shared_task
def send_letters() -> None:
    """Letters to oneself whose day has come; what became of those on their way."""
    now = timezone.now()
    leaving.settle(now=now)
    for message in leaving.send_due(now=now):
        mail.deliver.delay(message.pk)
