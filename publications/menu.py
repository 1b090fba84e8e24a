"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Publications and mail")

ENTRIES = [
    MenuEntry(
        _("Printed issues by post"), "admin:publications_distribution_changelist", Permission.POST_SEND,
        section="publications", order=60, icon="mail",
    ),
]  # fmt: skip

SITE_ENTRIES: list[SiteEntry] = []
