"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import checkins, desk, interviews
from .queries.reunions import desk as reunions

WAITING = [
    Waiting(
        _("Plans of events within two months that nobody knows of"), desk.drafts_soon, "admin:events_event_drafts",
        Permission.EVENT_EDIT, 36,
    ),
    Waiting(
        _("Events that are over: say that they took place"), desk.to_close, "admin:events_event_over",
        Permission.EVENT_EDIT, 37,
    ),
    Waiting(
        _("Class reunions that wait for the college"), reunions.waiting, "admin:events_classreunion_changelist",
        Permission.EVENT_EDIT, 38,
    ),
    Waiting(
        _("Reports of interview teams to read"), interviews.waiting, "admin:events_programme_reports",
        Permission.PROGRAMME_EDIT, 39,
    ),
    Waiting(
        _("Check-in entries to look at"), checkins.waiting, "admin:events_checkin_changelist", Permission.EVENT_EDIT, 40
    ),
]  # fmt: skip
