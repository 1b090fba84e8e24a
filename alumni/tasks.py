"""What the background does for this app: job handlers and sweeps, each one service call."""

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from .services import exports, lists, rosters

HANDLERS: dict = {
    exports.KIND: exports.write_export,
    lists.KIND: lists.act_in_background,
    "roster_check": lambda run: rosters.check_roster(run=run),
    "roster_import": lambda run: rosters.import_roster(run=run),
    "roster_undo": lambda run: rosters.undo_roster(run=run),
}

# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {
    exports.KIND: {"label": _("Export"), "may_download": exports.may_download},
    lists.KIND: {"label": _("Tags and lists")},
}


@shared_task
def expire_exports() -> None:
    exports.expire_exports()
