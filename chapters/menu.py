"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(_("Overview"), "admin:chapters_overview", Permission.CHAPTER_VIEW, "chapters", order=5, icon="today"),
    MenuEntry(
        _("Chapters"), "admin:chapters_chapter_changelist", Permission.CHAPTER_VIEW, "chapters", order=10, icon="users"
    ),
    MenuEntry(
        _("Applications"), "admin:chapters_application_changelist", Permission.CHAPTER_EDIT, "chapters", order=20,
        icon="file",
    ),
    MenuEntry(
        _("Changes of council"), "admin:chapters_councilchange_changelist", Permission.CHAPTER_VIEW, "chapters",
        order=30, icon="users",
    ),
    MenuEntry(
        _("Terms of office"), "admin:chapters_term_changelist", Permission.CHAPTER_VIEW, "chapters", order=32,
        icon="today",
    ),
    MenuEntry(
        _("Duties and filings"), "admin:chapters_duty_changelist", Permission.CHAPTER_VIEW, "chapters", order=35,
        icon="file",
    ),
    MenuEntry(
        _("Members of chapters"), "admin:chapters_membership_changelist", Permission.CHAPTER_VIEW, "chapters", order=40,
        icon="person",
    ),
    MenuEntry(
        _("Congress"), "admin:chapters_congress_changelist", Permission.CHAPTER_VIEW, "chapters", order=60, icon="users"
    ),
]  # fmt: skip


def has_led(user) -> bool:
    """Whether the user leads, or led, a chapter (AppConfig.ready() has it asked with the user's own row)."""
    return getattr(user, "has_led_a_chapter", False)


SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("Chapters"), "chapters:directory", order=30),
    SiteEntry(_("My chapter"), "chapters:mine", order=20, for_members=True, shown_to=has_led),
    SiteEntry(_("My chapters"), "chapters:memberships", order=20, for_members=True),
    SiteEntry(_("Found a chapter"), "chapters:found", order=75, for_members=True),
    SiteEntry(_("Congress"), "chapters:congresses", order=60, at_foot=True),
]
