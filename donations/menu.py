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
RECEIPTS: list[MenuEntry] = [
    MenuEntry(
        _("Receipts due"), "admin:donations_receipt_due", Permission.GIFT_VIEW, "donations", 50, "check"
    ),
    MenuEntry(_("Receipts"), "admin:donations_receipt_changelist", Permission.GIFT_VIEW, "donations", 52, "list"),
    MenuEntry(
        _("Issuers and numbers"), "admin:donations_issuer_changelist", Permission.GIFT_POST, "donations", 54, "list"
    ),
    MenuEntry(_("Thanks"), "admin:donations_thanks_changelist", Permission.GIFT_VIEW, "donations", 56, "mail"),
    MenuEntry(
        _("Words for the donor wall"), "admin:donations_wallword_changelist", Permission.DONOR_VIEW, "donations", 58,
        "users",
    ),
    MenuEntry(
        _("Naming rights"), "admin:donations_namingright_changelist", Permission.DONOR_VIEW, "donations", 60, "today"
    ),
]  # fmt: skip

# Needs and offers.
NEEDS: list[MenuEntry] = []

# The entrepreneurs' club and its opportunities.
CLUB: list[MenuEntry] = []

ENTRIES = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]

# On the public site: what is given for, and who gave.
GIVING: list[SiteEntry] = [
    SiteEntry(_("Giving"), "donations:funds", order=35),
    SiteEntry(_("Donor wall"), "donations:wall", order=36, at_foot=True),
]

# On the public site: needs and offers, the club.
TOGETHER: list[SiteEntry] = []

SITE_ENTRIES = [*GIVING, *TOGETHER]
