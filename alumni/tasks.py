"""What the background does for this app: job handlers and sweeps, each one service call."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .queries.rosters import rows
from .services import claims, duplicates, erasing, exports, lists, rosters, search_index

HANDLERS: dict = {
    exports.KIND: exports.write_export,
    lists.KIND: lists.act_in_background,
    erasing.KIND: erasing.erase_in_background,
    "roster_check": lambda run: rosters.check_roster(run=run),
    "roster_import": lambda run: rosters.import_roster(run=run),
    "roster_undo": lambda run: rosters.undo_roster(run=run),
}


def _roster_page(job):
    return reverse("admin:alumni_roster_change", args=[job.subject_id])


# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    "roster_check": {"label": _("Checking a roster"), "page": _roster_page, "names": rows.filenames},
    "roster_import": {"label": _("Importing a roster"), "page": _roster_page, "names": rows.filenames},
    "roster_undo": {"label": _("Undoing an import"), "page": _roster_page, "names": rows.filenames},
    exports.KIND: {"label": _("Export"), "may_download": exports.may_download},
    lists.KIND: {"label": _("Tags and lists")},
    erasing.KIND: {"label": _("Deletion of a person")},
}


@shared_task
def expire_exports() -> None:
    exports.expire_exports()


@shared_task
def look_for_duplicates() -> None:
    duplicates.sweep()


@shared_task
def recount_terms() -> None:
    search_index.recount_terms()


@shared_task
def sweep_evidence() -> None:
    claims.sweep_evidence()


@shared_task
def write_erasure_log() -> None:
    erasing.write_log()
