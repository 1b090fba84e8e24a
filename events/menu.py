"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry

SECTION = _("Events")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Consultations"), "admin:events_consultation_changelist", Permission.CONSULT_EDIT, "events", order=80,
        icon="mail",
    ),
]  # fmt: skip
