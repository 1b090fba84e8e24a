"""This app's lines in the menus of the desk and of the public site, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Giving")

# Donors, funds, campaigns, gifts.
DESK: list[MenuEntry] = []

# Pledges, bank statements, online payments.
MONEY: list[MenuEntry] = [
    MenuEntry(_("Pledges"), "admin:donations_pledge_changelist", Permission.GIFT_VIEW, "donations", 30, "list"),
    MenuEntry(
        _("Bank statements"),
        "admin:donations_bankstatement_changelist",
        Permission.GIFT_ENTER,
        "donations",
        32,
        "upload",
    ),
    MenuEntry(
        _("Announced and online"),
        "admin:donations_announcedgift_changelist",
        Permission.GIFT_ENTER,
        "donations",
        34,
        "check",
    ),
]

# Receipts, thanks, the donor wall.
RECEIPTS: list[MenuEntry] = []

# Needs and offers.
NEEDS: list[MenuEntry] = []

# The entrepreneurs' club and its opportunities.
CLUB: list[MenuEntry] = []

ENTRIES = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]

# On the public site: what is given for, and who gave.
GIVING: list[SiteEntry] = []

# On the public site: needs and offers, the club.
TOGETHER: list[SiteEntry] = []

SITE_ENTRIES = [*GIVING, *TOGETHER]
