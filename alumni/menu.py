"""This app's lines in the menus of the desk and of the public site."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

ENTRIES = [
    MenuEntry(_("Find"), "admin:alumni_alumnus_changelist", Permission.ALUMNI_VIEW, order=10, icon="search"),
    MenuEntry(_("Import rosters"), "admin:alumni_roster_changelist", Permission.ROSTER_IMPORT, order=20, icon="upload"),
    MenuEntry(
        _("Duplicates"), "admin:alumni_duplicatecandidate_changelist", Permission.ALUMNI_MERGE, order=30, icon="twins"
    ),
    MenuEntry(_("Claims"), "admin:alumni_verification_changelist", Permission.ALUMNI_EDIT, order=32, icon="person"),
    MenuEntry(
        _("Requests for changes"),
        "admin:alumni_changerequest_changelist",
        Permission.ALUMNI_EDIT,
        order=34,
        icon="edit",
    ),
    MenuEntry(
        _("Saved searches"), "admin:alumni_savedsearch_changelist", Permission.ALUMNI_VIEW, order=40, icon="star"
    ),
    MenuEntry(_("Lists"), "admin:alumni_personlist_changelist", Permission.ALUMNI_VIEW, order=50, icon="list"),
    MenuEntry(_("Class liaisons"), "admin:alumni_liaison_changelist", Permission.ALUMNI_VIEW, order=55, icon="users"),
    MenuEntry(_("Tags"), "admin:alumni_tag_changelist", Permission.ALUMNI_EDIT, order=60, icon="tag"),
    MenuEntry(
        _("Reported messages"),
        "admin:alumni_personalmessage_changelist",
        Permission.MESSAGE_CHECK,
        order=65,
        icon="list",
    ),
    MenuEntry(
        _("Data requests"), "admin:alumni_datarequest_changelist", Permission.RIGHTS_DECIDE, order=68, icon="eye"
    ),
    MenuEntry(
        _("Schools and colleges"), "admin:alumni_college_changelist", Permission.SCHOOL_EDIT, order=70, icon="school"
    ),
]

SITE_ENTRIES = [
    SiteEntry(pgettext_lazy("menu", "Colleges"), "alumni:colleges", order=50),
    SiteEntry(_("My pages"), "alumni:me", order=10, for_members=True),
    SiteEntry(_("Classmates"), "alumni:classmates", order=60, for_members=True),
    SiteEntry(_("Messages"), "alumni:messages", order=70, for_members=True),
    SiteEntry(_("That is me"), "alumni:claim", order=80),
    SiteEntry(_("For relatives"), "alumni:relatives", order=95, at_foot=True),
]
