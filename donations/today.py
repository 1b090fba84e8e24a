"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import bank, cases, club, funds, gifts, needs, payments, pledges, receipts, thanks
from .queries.pipeline import board

DESK: list[Waiting] = [
    Waiting(_("Gifts to post"), gifts.to_post, "admin:donations_gift_to_post", Permission.GIFT_POST, 42),
    Waiting(_("Uses of funds to post"), funds.uses_to_post, "admin:donations_fund_uses", Permission.GIFT_POST, 44),
]

MONEY: list[Waiting] = [
    Waiting(
        _("Instalments of pledges that are overdue"),
        pledges.overdue,
        "admin:donations_pledge_due",
        Permission.GIFT_ENTER,
        44,
    ),
    Waiting(
        _("Lines of bank statements to decide"),
        bank.waiting,
        "admin:donations_bankstatement_changelist",
        Permission.GIFT_ENTER,
        45,
    ),
    Waiting(
        _("Notices of payments to look at"),
        payments.waiting,
        "admin:donations_announcedgift_notices",
        Permission.GIFT_ENTER,
        46,
    ),
]

RECEIPTS: list[Waiting] = [
    Waiting(
        _("Gifts that are due a receipt"), receipts.due, "admin:donations_receipt_due", Permission.GIFT_POST, 55
    ),
    Waiting(
        _("Receipts to be taken back, as something of their gifts went back"), receipts.to_take_back,
        "admin:donations_receipt_back", Permission.GIFT_POST, 56,
    ),
    Waiting(_("Thanks that are due"), thanks.due, "admin:donations_thanks_changelist", Permission.GIFT_ENTER, 57),
]  # fmt: skip

NEEDS: list[Waiting] = [
    Waiting(
        _("Needs and offers to approve"), needs.to_approve, "admin:donations_need_waiting", Permission.NEED_APPROVE, 60
    ),
    Waiting(
        _("Answers to needs that wait for a first word"), cases.unheard, "admin:donations_needcase_unheard",
        Permission.NEED_EDIT, 61,
    ),
    Waiting(
        _("Answers to needs with steps overdue"), cases.with_overdue_steps, "admin:donations_needcase_overdue",
        Permission.NEED_EDIT, 62,
    ),
    Waiting(
        _("Needs that nobody answered for a month"), needs.quiet, "admin:donations_need_quiet", Permission.NEED_EDIT, 63
    ),
    Waiting(
        _("Needs and offers that are over soon"), needs.expiring, "admin:donations_need_expiring",
        Permission.NEED_EDIT, 64,
    ),
]  # fmt: skip

CLUB: list[Waiting] = [
    Waiting(
        _("Applications to the entrepreneurs’ club"), club.applications, "admin:donations_clubmembership_changelist",
        Permission.CLUB_EDIT, 60,
    ),
    Waiting(
        _("Members of the club whose term ends"), club.to_renew, "admin:donations_clubmembership_renewals",
        Permission.CLUB_EDIT, 61,
    ),
    Waiting(
        _("Opportunities of mine that nobody moves on"), board.stale_of, "admin:donations_opportunity_stale",
        Permission.CLUB_EDIT, 62,
    ),
]  # fmt: skip

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
