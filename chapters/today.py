"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import desk, founding, today

WAITING = [
    Waiting(
        _("Applications that wait for the office"), founding.waiting, "admin:chapters_application_changelist",
        Permission.CHAPTER_EDIT, 6,
    ),
    Waiting(
        _("Filings of chapters to look at"), desk.filings_to_decide, "admin:chapters_duty_changelist",
        Permission.CHAPTER_EDIT, 30,
    ),
    Waiting(
        _("Changes of council"), today.council_changes, "admin:chapters_councilchange_changelist",
        Permission.CHAPTER_EDIT, 32,
    ),
    Waiting(
        _("Councils past their term"), today.overdue_terms, "admin:chapters_term_overdue", Permission.CHAPTER_EDIT, 34
    ),
]  # fmt: skip
