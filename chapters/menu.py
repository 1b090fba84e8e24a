"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Chapters")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Changes of council"), "admin:chapters_councilchange_changelist", Permission.CHAPTER_VIEW,
        section="chapters", order=30, icon="users",
    ),
    MenuEntry(
        _("Terms of office"), "admin:chapters_term_changelist", Permission.CHAPTER_VIEW,
        section="chapters", order=32, icon="today",
    ),
]  # fmt: skip


def has_led(user) -> bool:
    """Whether the user leads, or led, a chapter (AppConfig.ready() has it asked with the user's own row)."""
    return getattr(user, "has_led_a_chapter", False)


SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("My chapter"), "chapters:mine", order=20, for_members=True, shown_to=has_led),
]
