"""This app's lines in the menu of the desk."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry

SECTION = _("Events")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Class reunions"), "admin:events_classreunion_changelist", Permission.EVENT_VIEW, "events", order=40,
        icon="users",
    ),
    MenuEntry(
        _("Anniversary radar"), "admin:events_radar", Permission.EVENT_VIEW, "events", order=50, icon="today"
    ),
]  # fmt: skip
