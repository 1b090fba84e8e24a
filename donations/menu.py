"""This app's lines in the menus of the desk and of the public site, a list for each area."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.ui.menu import MenuEntry
from alumni_office.ui.public import SiteEntry

SECTIONS = {
    "donations": _("Giving"),
    "thanks": _("Receipts and thanks"),
    "funds": _("Funds and set-up"),
    "together": _("Needs and club"),
}

# Who gives, what is given, what is promised, what the bank says.
GIFTS: list[MenuEntry] = [
    MenuEntry(_("Donors"), "admin:donations_donor_changelist", Permission.DONOR_VIEW, "donations", 10, "users"),
    MenuEntry(
        _("Organisations"), "admin:donations_organisation_changelist", Permission.DONOR_VIEW, "donations", 12, "school"
    ),
    MenuEntry(
        _("Gifts"), "admin:donations_gift_changelist", Permission.GIFT_VIEW, "donations", 14, "list",
        parts=("admin:donations_batch_changelist",),
    ),
    MenuEntry(_("Pledges"), "admin:donations_pledge_changelist", Permission.GIFT_VIEW, "donations", 16, "today"),
    MenuEntry(_("Agreements"), "admin:donations_agreement_changelist", Permission.GIFT_VIEW, "donations", 18, "file"),
    MenuEntry(
        _("Bank statements"), "admin:donations_bankstatement_changelist", Permission.GIFT_ENTER, "donations", 20,
        "upload", parts=("admin:donations_bankaccount_changelist",),
    ),
    MenuEntry(
        _("Announced and online"), "admin:donations_announcedgift_changelist", Permission.GIFT_ENTER, "donations", 22,
        "check",
    ),
    MenuEntry(_("Reports of giving"), "admin:donations_gift_reports", Permission.GIFT_VIEW, "donations", 24, "list"),
]  # fmt: skip

# What donors are given back: receipts, thanks, the wall, names.
THANKS: list[MenuEntry] = [
    MenuEntry(_("Receipts"), "admin:donations_receipt_changelist", Permission.GIFT_VIEW, "thanks", 10, "file"),
    MenuEntry(_("Thanks"), "admin:donations_thanks_changelist", Permission.GIFT_VIEW, "thanks", 12, "mail"),
    MenuEntry(
        _("Words for the donor wall"), "admin:donations_wallword_changelist", Permission.DONOR_VIEW, "thanks", 14,
        "users",
    ),
    MenuEntry(
        _("Naming rights"), "admin:donations_namingright_changelist", Permission.DONOR_VIEW, "thanks", 16, "star"
    ),
]  # fmt: skip

# What is given for, and what is laid down once.
SETUP: list[MenuEntry] = [
    MenuEntry(_("Funds"), "admin:donations_fund_changelist", Permission.DONOR_VIEW, "funds", 10, "star"),
    MenuEntry(
        _("Campaigns"), "admin:donations_campaign_changelist", Permission.DONOR_VIEW, "funds", 12, "today"
    ),
    MenuEntry(_("Fundraising task"), "admin:donations_goal_changelist", Permission.GIFT_VIEW, "funds", 14, "check"),
    MenuEntry(_("Recognition tiers"), "admin:donations_tier_changelist", Permission.GIFT_ENTER, "funds", 16, "star"),
    MenuEntry(_("Issuers and numbers"), "admin:donations_issuer_changelist", Permission.GIFT_POST, "funds", 18, "list"),
    MenuEntry(
        _("Closings of the days"), "admin:donations_closing_changelist", Permission.GIFT_POST, "funds", 20, "key"
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

ENTRIES = [*GIFTS, *THANKS, *SETUP, *NEEDS, *CLUB]


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
