"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import today

WAITING = [
    Waiting(
        _("Stories to read"),
        today.open_suggestions,
        "admin:publications_suggestion_changelist",
        Permission.PUBLICATION_EDIT,
        30,
    ),
    Waiting(
        _("People of articles to ask"),
        today.unanswered_people,
        "admin:publications_issue_changelist",
        Permission.PUBLICATION_EDIT,
        32,
    ),
    Waiting(
        _("Issues to publish"),
        today.approved_issues,
        "admin:publications_issue_changelist",
        Permission.PUBLICATION_APPROVE,
        34,
    ),
    Waiting(
        _("Mailings to approve"),
        today.mailings_to_approve,
        "admin:publications_mailing_changelist",
        Permission.MAILING_SEND,
        36,
    ),
    Waiting(
        _("Mailings that wait for a word"),
        today.held_mailings,
        "admin:publications_mailing_changelist",
        Permission.MAILING_SEND,
        38,
    ),
]
