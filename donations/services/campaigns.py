"""Campaigns, and what a year shall bring."""

from uuid import UUID

import pghistory
from django.db import transaction
from django.utils.translation import gettext_lazy

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Campaign, CampaignFund, Goal

from .refusals import SENTENCES, said_plainly

SENTENCES.update(
    {
        "donations_campaign_name_key": gettext_lazy("Another campaign has this name."),
        "goal_once": gettext_lazy("This task stands there already: change that one."),
    }
)


@transaction.atomic
def enter_campaign(*, key: UUID, funds, by, **fields) -> Campaign:
    """The same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        campaign = make_once(Campaign, key=key, of={}, fields={**fields, "created_by": by})
        _be_for(campaign, funds)
        return campaign


@transaction.atomic
def save_campaign(*, campaign: Campaign, version: int, funds, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(campaign, version=version, values=fields)
        _be_for(campaign, funds)


def _be_for(campaign: Campaign, funds) -> None:
    wanted = {fund.pk for fund in funds}
    rows = CampaignFund.objects.filter(campaign=campaign)
    rows.exclude(fund__in=wanted).delete()
    known = set(rows.values_list("fund_id", flat=True))
    CampaignFund.objects.bulk_create(CampaignFund(campaign=campaign, fund_id=pk) for pk in sorted(wanted - known))


@transaction.atomic
def set_goal(*, by, **fields) -> Goal:
    """Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        return Goal.objects.create(**fields)


@transaction.atomic
def save_goal(*, goal: Goal, version: int, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(goal, version=version, values=fields)


@transaction.atomic
def remove_goal(*, goal: Goal, by) -> None:
    with pghistory.context(user=by.pk):
        Goal.objects.filter(pk=goal.pk).delete()
