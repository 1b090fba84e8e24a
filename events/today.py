"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import checkins

WAITING = [
    Waiting(
        _("Check-in entries to look at"), checkins.waiting, "admin:events_checkin_changelist", Permission.EVENT_EDIT, 40
    ),
]
