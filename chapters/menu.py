"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(_("Overview"), "admin:chapters_overview", Permission.CHAPTER_VIEW, "chapters", order=10, icon="today"),
    MenuEntry(
        _("Chapters"), "admin:chapters_chapter_changelist", Permission.CHAPTER_VIEW, "chapters", order=20, icon="users"
    ),
    MenuEntry(
        _("Members of chapters"), "admin:chapters_membership_changelist", Permission.CHAPTER_VIEW, "chapters", order=30,
        icon="person",
    ),
    MenuEntry(
        _("Applications"), "admin:chapters_application_changelist", Permission.CHAPTER_EDIT, "chapters", order=40,
        icon="file",
    ),
    MenuEntry(
        _("Duties and filings"), "admin:chapters_duty_changelist", Permission.CHAPTER_VIEW, "chapters", order=50,
        icon="file",
    ),
    MenuEntry(
        _("Changes of council"), "admin:chapters_councilchange_changelist", Permission.CHAPTER_VIEW, "chapters",
        order=60, icon="users",
    ),
    MenuEntry(
        _("Terms of office"), "admin:chapters_term_changelist", Permission.CHAPTER_VIEW, "chapters", order=70,
        icon="today",
    ),
    MenuEntry(
        _("Congress"), "admin:chapters_congress_changelist", Permission.CHAPTER_VIEW, "chapters", order=80, icon="users"
    ),
]  # fmt: skip


def has_led(user) -> bool:
    """Whether the user leads, or led, a chapter (AppConfig.ready() has it asked with the user's own row)."""
    return getattr(user, "has_led_a_chapter", False)


SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("Chapters"), "chapters:directory", order=30),
    SiteEntry(_("Chapters I lead"), "chapters:mine", order=20, for_members=True, shown_to=has_led),
    SiteEntry(_("Chapters I belong to"), "chapters:memberships", order=21, for_members=True),
    SiteEntry(_("Found a chapter"), "chapters:found", order=75, for_members=True),
    SiteEntry(_("Congress"), "chapters:congresses", order=60, at_foot=True),
]
