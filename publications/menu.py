"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Publications and mail")

ENTRIES: list[MenuEntry] = []
ENTRIES += [
    MenuEntry(
        _("Mailings"), "admin:publications_mailing_changelist", Permission.MAILING_VIEW, "publications", 40, "mail"
    ),
    MenuEntry(
        _("Mail that came back"), "admin:publications_bounce_changelist", Permission.MAILING_VIEW, "publications", 50,
        "list",
    ),
    MenuEntry(
        _("Addresses left alone"), "admin:publications_suppression_changelist", Permission.MAILING_SEND,
        "publications", 60, "list",
    ),
]  # fmt: skip

SITE_ENTRIES: list[SiteEntry] = []
