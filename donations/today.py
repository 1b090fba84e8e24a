"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import club
from .queries.pipeline import board

DESK: list[Waiting] = []

MONEY: list[Waiting] = []

RECEIPTS: list[Waiting] = []

NEEDS: list[Waiting] = []

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
