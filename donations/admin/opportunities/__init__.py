"""The pipeline at the desk: the board and the list, one card, what is expected, the tasks of colleagues."""

from django.contrib import admin

from alumni_office.accounts.roles import Permission
from donations.admin.chrome import OwnPages
from donations.models import Opportunity

from . import board, card, moves, starting, totals


@admin.register(Opportunity)
class OpportunityAdmin(OwnPages):
    right = Permission.CLUB_VIEW
    views = [view for each in (board, starting, card, moves, totals) for view in each.VIEWS]
