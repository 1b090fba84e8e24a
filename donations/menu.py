"""This app's lines in the menus of the desk and of the public site, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Giving")

# Donors, funds, campaigns, gifts.
DESK: list[MenuEntry] = []

# Pledges, bank statements, online payments.
MONEY: list[MenuEntry] = []

# Receipts, thanks, the donor wall.
RECEIPTS: list[MenuEntry] = []

# Needs and offers.
NEEDS: list[MenuEntry] = [
    MenuEntry(
        _("Needs and offers"), "admin:donations_need_changelist", Permission.NEED_EDIT, "donations", 50, "list"
    ),
    MenuEntry(
        _("Answers to needs"), "admin:donations_needcase_changelist", Permission.NEED_EDIT, "donations", 52, "check"
    ),
    MenuEntry(
        _("Offers of alumni"), "admin:donations_standingoffer_changelist", Permission.NEED_EDIT, "donations", 54, "star"
    ),
    MenuEntry(
        _("What came of needs"), "admin:donations_department_outcomes", Permission.NEED_EDIT, "donations", 56, "list"
    ),
    MenuEntry(
        _("Departments"), "admin:donations_department_changelist", Permission.NEED_EDIT, "donations", 58, "school"
    ),
]  # fmt: skip

# The entrepreneurs' club and its opportunities.
CLUB: list[MenuEntry] = []

ENTRIES = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]


def is_member(user) -> bool:
    """AppConfig.ready() has it asked with the user's own row."""
    return getattr(user, "is_verified_alumnus", False)


# On the public site: what is given for, and who gave.
GIVING: list[SiteEntry] = []

# On the public site: needs and offers, the club.
TOGETHER: list[SiteEntry] = [
    SiteEntry(_("Needs and offers"), "donations:needs", order=40, for_members=True, shown_to=is_member),
]

SITE_ENTRIES = [*GIVING, *TOGETHER]
