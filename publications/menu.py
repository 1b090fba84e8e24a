"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Publications and mail")

ENTRIES: list[MenuEntry] = [
    MenuEntry(
        _("Issues"), "admin:publications_issue_changelist", Permission.PUBLICATION_VIEW, "publications", 10, "list"
    ),
    MenuEntry(
        _("Articles in the drawer"),
        "admin:publications_article_changelist",
        Permission.PUBLICATION_VIEW,
        "publications",
        12,
        "file",
    ),
    MenuEntry(
        _("Suggestions"),
        "admin:publications_suggestion_changelist",
        Permission.PUBLICATION_EDIT,
        "publications",
        14,
        "mail",
    ),
    MenuEntry(
        _("Periodicals"),
        "admin:publications_periodical_changelist",
        Permission.PUBLICATION_VIEW,
        "publications",
        16,
        "star",
    ),
    MenuEntry(
        _("Printed issues by post"),
        "admin:publications_distribution_changelist",
        Permission.POST_SEND,
        "publications",
        60,
        "mail",
    ),
]

SITE_ENTRIES: list[SiteEntry] = [
    SiteEntry(_("Publications"), "publications:periodicals", order=40),
    SiteEntry(_("Suggest a story"), "publications:suggest", order=75, for_members=True),
]
