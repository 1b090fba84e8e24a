"""What the pages of opportunities share."""

from django.shortcuts import get_object_or_404, redirect

from alumni_office.accounts.roles import Permission
from donations.models import Opportunity
from donations.queries.pipeline.amounts import sees_amounts
from donations.queries.pipeline.board import RELATED


def of_card(request, pk: int) -> Opportunity:
    rows = Opportunity.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related(*RELATED, "fund", "campaign", "gift", "pledge"), pk=pk)


def back_to(pk: int):
    return redirect("admin:donations_opportunity_change", pk)


def rights(request) -> dict:
    return {"may_edit": request.user.may(Permission.CLUB_EDIT), "sees_amounts": sees_amounts(request.user)}
