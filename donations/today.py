"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import funds, gifts

DESK: list[Waiting] = [
    Waiting(_("Gifts to post"), gifts.to_post, "admin:donations_gift_to_post", Permission.GIFT_POST, 42),
    Waiting(_("Uses of funds to post"), funds.uses_to_post, "admin:donations_fund_uses", Permission.GIFT_POST, 44),
]

MONEY: list[Waiting] = []

RECEIPTS: list[Waiting] = []

NEEDS: list[Waiting] = []

CLUB: list[Waiting] = []

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
