"""This app's lines in the menus of the desk and of the public site, a list for each area."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTION = _("Giving")
SECTION_TOGETHER = _("Needs and club")

# Donors, funds, campaigns, gifts.
DESK: list[MenuEntry] = [
    MenuEntry(_("Donors"), "admin:donations_donor_changelist", Permission.DONOR_VIEW, "donations", 10, "users"),
    MenuEntry(_("Gifts"), "admin:donations_gift_changelist", Permission.GIFT_VIEW, "donations", 12, "list"),
    MenuEntry(
        _("Batches of gifts"), "admin:donations_batch_changelist", Permission.GIFT_ENTER, "donations", 14, "upload"
    ),
    MenuEntry(_("Agreements"), "admin:donations_agreement_changelist", Permission.GIFT_VIEW, "donations", 16, "file"),
    MenuEntry(_("Funds"), "admin:donations_fund_changelist", Permission.DONOR_VIEW, "donations", 40, "star"),
    MenuEntry(_("Campaigns"), "admin:donations_campaign_changelist", Permission.DONOR_VIEW, "donations", 42, "today"),
    MenuEntry(_("Fundraising task"), "admin:donations_goal_changelist", Permission.GIFT_VIEW, "donations", 44, "check"),
    MenuEntry(_("Reports of giving"), "admin:donations_gift_reports", Permission.GIFT_VIEW, "donations", 70, "list"),
    MenuEntry(
        _("Organisations"), "admin:donations_organisation_changelist", Permission.DONOR_VIEW, "donations", 46, "school"
    ),
    MenuEntry(
        _("Recognition tiers"), "admin:donations_tier_changelist", Permission.GIFT_ENTER, "donations", 90, "star"
    ),
    MenuEntry(
        _("Closings of the days"), "admin:donations_closing_changelist", Permission.GIFT_POST, "donations", 92, "key"
    ),
]

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
NEEDS: list[MenuEntry] = [
    MenuEntry(
        _("Needs and offers"), "admin:donations_need_changelist", Permission.NEED_EDIT, "together", 50, "list"
    ),
    MenuEntry(
        _("Answers to needs"), "admin:donations_needcase_changelist", Permission.NEED_EDIT, "together", 52, "check"
    ),
    MenuEntry(
        _("Offers of alumni"), "admin:donations_standingoffer_changelist", Permission.NEED_EDIT, "together", 54, "star"
    ),
    MenuEntry(
        _("What came of needs"), "admin:donations_department_outcomes", Permission.NEED_EDIT, "together", 56, "list"
    ),
    MenuEntry(
        _("Departments"), "admin:donations_department_changelist", Permission.NEED_EDIT, "together", 58, "school"
    ),
]  # fmt: skip

# The entrepreneurs' club and its opportunities.
CLUB: list[MenuEntry] = [
    MenuEntry(_("Pipeline"), "admin:donations_opportunity_changelist", Permission.CLUB_VIEW, "together", 80, "right"),
    MenuEntry(
        _("Entrepreneurs’ club"), "admin:donations_clubmembership_changelist", Permission.CLUB_VIEW, "together", 82,
        "users",
    ),
]  # fmt: skip

ENTRIES = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]


def is_member(user) -> bool:
    """AppConfig.ready() has it asked with the user's own row."""
    return getattr(user, "is_verified_alumnus", False)


# On the public site: what is given for, and who gave.
GIVING: list[SiteEntry] = [
    SiteEntry(_("Giving"), "donations:funds", order=35),
    SiteEntry(_("Donor wall"), "donations:wall", order=36, at_foot=True),
]

# On the public site: needs and offers, the club.
TOGETHER: list[SiteEntry] = [
    SiteEntry(_("Needs and offers"), "donations:needs", order=40, for_members=True, shown_to=is_member),
    SiteEntry(pgettext_lazy("menu", "Club"), "donations:club", order=45, at_foot=True),
]

SITE_ENTRIES = [*GIVING, *TOGETHER]
