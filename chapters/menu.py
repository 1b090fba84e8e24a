"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Overview"), "admin:chapters_overview", Permission.CHAPTER_VIEW, section="chapters", order=5, icon="today"
    ),
    MenuEntry(
        _("Duties and filings"), "admin:chapters_duty_changelist", Permission.CHAPTER_VIEW, section="chapters",
        order=40, icon="file",
    ),
]  # fmt: skip

SITE_ENTRIES: list[SiteEntry] = []
