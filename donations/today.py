"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import bank, funds, gifts, payments, pledges

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

RECEIPTS: list[Waiting] = []

NEEDS: list[Waiting] = []

CLUB: list[Waiting] = []

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
