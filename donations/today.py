"""This app's part of the desk's first page, a list for each area."""

from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.today import Waiting

from .queries import cases, needs

DESK: list[Waiting] = []

MONEY: list[Waiting] = []

RECEIPTS: list[Waiting] = []

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

CLUB: list[Waiting] = []

WAITING = [*DESK, *MONEY, *RECEIPTS, *NEEDS, *CLUB]
