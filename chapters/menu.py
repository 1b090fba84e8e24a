"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Members of chapters"), "admin:chapters_membership_changelist", Permission.CHAPTER_VIEW, order=40,
        icon="person", section="chapters",
    ),
]  # fmt: skip

SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("My chapters"), "chapters:memberships", order=20, for_members=True),
]
