"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import today

WAITING = [
    Waiting(
        _("Changes of council"), today.council_changes, "admin:chapters_councilchange_changelist",
        Permission.CHAPTER_EDIT, 32,
    ),
    Waiting(_("Councils past their term"), today.overdue_terms, "admin:chapters_term_overdue",
            Permission.CHAPTER_EDIT, 34),
]  # fmt: skip
