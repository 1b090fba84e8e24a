"""What the background does for this app: job handlers, each one service call."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Chapter
from .services import invitations, members, notices

HANDLERS: dict = {
    invitations.KIND: invitations.send_invitations,
    notices.KIND: notices.send_notice,
    members.CONSENT_KIND: members.mail_the_question,
}


def _members_page(job):
    return reverse("admin:chapters_membership_chapter", args=[job.subject_id])


def _names(ids: set[int]) -> dict[int, str]:
    return {chapter.pk: chapter.shown_name for chapter in Chapter.objects.filter(pk__in=ids)}


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    invitations.KIND: {"label": _("Invitations to a chapter"), "page": _members_page, "names": _names},
    notices.KIND: {"label": _("A notice by mail")},
    members.CONSENT_KIND: {"label": _("Asking members for consent"), "page": _members_page, "names": _names},
}
