"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Congress"), "admin:chapters_congress_changelist", Permission.CHAPTER_VIEW, section="chapters", order=60,
        icon="users",
    ),
]  # fmt: skip

SITE_ENTRIES: list[SiteEntry] = [SiteEntry(_("Congress"), "chapters:congresses", order=60, at_foot=True)]
