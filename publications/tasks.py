"""What the background does for this app: job handlers and sweeps, each one service call."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .services import post

HANDLERS: dict = {post.KIND: post.prepare}


def _distribution_page(job):
    return reverse("admin:publications_distribution_change", args=[job.subject_id])


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {post.KIND: {"label": _("Making labels"), "page": _distribution_page}}
