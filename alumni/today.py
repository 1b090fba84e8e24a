"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Block, Feed, FirstStep, Waiting

from .queries import rights, today
from .queries.overview import overview

WAITING = [
    Waiting(
        _("Claims to decide"), today.open_claims, "admin:alumni_verification_changelist", Permission.ALUMNI_EDIT, 2
    ),
    Waiting(
        _("Requests for changes"),
        today.open_changes,
        "admin:alumni_changerequest_changelist",
        Permission.ALUMNI_EDIT,
        4,
    ),
    Waiting(_("Rosters to finish"), today.open_rosters, "admin:alumni_roster_changelist", Permission.ROSTER_IMPORT, 10),
    Waiting(
        _("Possible duplicates"),
        today.open_duplicates,
        "admin:alumni_duplicatecandidate_changelist",
        Permission.ALUMNI_MERGE,
        20,
    ),
    Waiting(
        _("Reported messages"),
        today.reported_messages,
        "admin:alumni_personalmessage_changelist",
        Permission.MESSAGE_CHECK,
        60,
    ),
    Waiting(
        _("Requests about personal data"), rights.waiting, "admin:alumni_datarequest_changelist",
        Permission.RIGHTS_DECIDE, 5,
    ),
    Waiting(
        _("Requests past their deadline"), rights.overdue, "admin:alumni_datarequest_changelist",
        Permission.RIGHTS_DECIDE, 4,
    ),
]  # fmt: skip
BLOCKS = [Block("admin/alumni/today_overview.html", overview, Permission.ALUMNI_VIEW)]
FEEDS = [
    Feed(_("Latest imports"), today.latest_imports, "admin/alumni/today_imports.html", Permission.ROSTER_IMPORT),
    Feed(_("Latest changes"), today.latest_changes, "admin/alumni/today_changes.html", Permission.ALUMNI_VIEW),
]
FIRST_STEPS = [FirstStep("admin/alumni/today_first_roster.html", today.is_empty, Permission.ROSTER_IMPORT)]
