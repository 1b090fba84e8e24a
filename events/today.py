"""This app's part of the desk's first page."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries.reunions import desk

WAITING = [
    Waiting(
        _("Class reunions that wait for the college"), desk.waiting, "admin:events_classreunion_changelist",
        Permission.EVENT_EDIT, 40,
    ),
]  # fmt: skip
