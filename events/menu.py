"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry

SECTION = _("Events")

ENTRIES: list[MenuEntry] = [
    MenuEntry(_("Check-in"), "admin:events_checkin_changelist", Permission.EVENT_VIEW, "events", 40, "check"),
]
