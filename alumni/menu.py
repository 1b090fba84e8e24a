"""This app's lines in the desk's menu."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry

ENTRIES = [
    MenuEntry(_("Find"), "admin:alumni_alumnus_changelist", Permission.ALUMNI_VIEW, order=10, icon="search"),
    MenuEntry(_("Import rosters"), "admin:alumni_roster_changelist", Permission.ROSTER_IMPORT, order=20, icon="upload"),
    MenuEntry(
        _("Duplicates"), "admin:alumni_duplicatecandidate_changelist", Permission.ALUMNI_MERGE, order=30, icon="twins"
    ),
    MenuEntry(
        _("Saved searches"), "admin:alumni_savedsearch_changelist", Permission.ALUMNI_VIEW, order=40, icon="star"
    ),
    MenuEntry(_("Lists"), "admin:alumni_personlist_changelist", Permission.ALUMNI_VIEW, order=50, icon="list"),
    MenuEntry(_("Tags"), "admin:alumni_tag_changelist", Permission.ALUMNI_EDIT, order=60, icon="tag"),
    MenuEntry(
        _("Data requests"), "admin:alumni_datarequest_changelist", Permission.RIGHTS_DECIDE, order=65, icon="eye"
    ),
    MenuEntry(
        _("Schools and colleges"), "admin:alumni_college_changelist", Permission.SCHOOL_EDIT, order=70, icon="school"
    ),
]
