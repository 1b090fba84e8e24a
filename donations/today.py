"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import receipts, thanks

DESK: list[Waiting] = []

MONEY: list[Waiting] = []

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

NEEDS: list[Waiting] = []

CLUB: list[Waiting] = []

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
