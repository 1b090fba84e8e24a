"""This app's lines in the menus of the desk and of the public site, a list for each area."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
NEEDS: list[MenuEntry] = []

# The entrepreneurs' club and its opportunities.
CLUB: list[MenuEntry] = [
    MenuEntry(_("Pipeline"), "admin:donations_opportunity_changelist", Permission.CLUB_VIEW, "donations", 80, "right"),
    MenuEntry(
        _("Entrepreneurs’ club"), "admin:donations_clubmembership_changelist", Permission.CLUB_VIEW, "donations", 82,
        "users",
    ),
]  # fmt: skip

ENTRIES = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]

# On the public site: what is given for, and who gave.
GIVING: list[SiteEntry] = []

# On the public site: needs and offers, the club.
TOGETHER: list[SiteEntry] = [SiteEntry(pgettext_lazy("menu", "Club"), "donations:club", order=45)]

SITE_ENTRIES = [*GIVING, *TOGETHER]
