"""Campaigns and fundraising tasks on the desk: what shall come, what came, what pledges will bring."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni_office.accounts.roles import Permission
from alumni_office.saving.forms import took
from donations.forms.fields import FIRST_YEAR, LAST_YEAR
from donations.forms.funds import CampaignForm, GoalForm
from donations.models import Campaign, Goal
from donations.queries import campaigns as queries
from donations.services import campaigns as services

from .chrome import EDIT, OwnPages, page, posted, saved
from .guards import keeps_funds, sees_donors, sees_gifts


def _year(request) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year


@require_safe
@sees_donors
def campaign_list(request, site):
    rows = Campaign.objects.order_by("-starts_on", "pk")
    return page(
        request, site, "campaign_list", _("Campaigns"), rows=rows, may_edit=request.user.may(Permission.FUND_EDIT),
        today=timezone.localdate(),
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_funds
def campaign_edit(request, site, pk=None):
    campaign = get_object_or_404(Campaign, pk=pk) if pk is not None else None
    form = CampaignForm(posted(request), user=request.user, campaign=campaign)

    def save(**said):
        if campaign:
            services.save_campaign(campaign=campaign, by=request.user, **said)
            return campaign
        return services.enter_campaign(by=request.user, **said)

    if made := took(form, save):
        return redirect("admin:donations_campaign_change", made.pk)
    return page(
        request, site, "form", str(campaign or _("Begin a campaign")), form=form, verb=_("Save"), of=_("Campaigns"),
        back="admin:donations_campaign_changelist",
    )  # fmt: skip


@require_safe
@sees_donors
def campaign_page(request, pk, site):
    campaign = get_object_or_404(Campaign, pk=pk)
    user, context = request.user, {}
    if user.may(Permission.GIFT_VIEW):
        bound = queries.in_reach(user)
        whole = queries.figures(campaign.starts_on, campaign.ends_on, colleges=bound).of(campaign=campaign.pk)
        context = {"figures": whole, "years": _years(user, campaign, bound)}
    return page(
        request, site, "campaign_page", str(campaign), campaign=campaign,
        funds=list(campaign.funds.order_by("name")), may_edit=user.may(Permission.FUND_EDIT), **context,
    )  # fmt: skip


def _years(user, campaign: Campaign, bound) -> list[tuple]:
    """(year, its figures, the tasks with their progress), the latest first; at most ten."""
    found = []
    for year in range(campaign.ends_on.year, max(campaign.starts_on.year, campaign.ends_on.year - 9) - 1, -1):
        span = queries.figures(*queries.year_of(year), colleges=bound)
        tasks = queries.progress(queries.goals_of(user, year, campaign=campaign), span)
        found.append((year, span.of(campaign=campaign.pk), tasks))
    return found


@require_safe
@sees_gifts
def goal_list(request, site):
    """The year's tasks and how far they are."""
    year, user = _year(request), request.user
    span = queries.figures(*queries.year_of(year), colleges=queries.in_reach(user))
    rows = list(queries.goals_of(user, year))
    return page(
        request, site, "goal_list", _("Fundraising task %(year)d") % {"year": year}, year=year,
        years=[(each, each == year) for each in queries.years()], whole=span.of(),
        tasks=queries.progress(rows, span), people=[row for row in rows if row.person_id],
        may_edit=user.may(Permission.FUND_EDIT), everyone=queries.in_reach(user) is None,
    )  # fmt: skip


@require_http_methods(EDIT)
@keeps_funds
def goal_edit(request, site, pk=None):
    goal = get_object_or_404(Goal, pk=pk) if pk is not None else None
    form = GoalForm(posted(request), goal=goal, year=_year(request))

    def save(**said):
        if goal:
            services.save_goal(goal=goal, by=request.user, **said)
        else:
            services.set_goal(by=request.user, **said)

    if saved(request, form, save):
        return redirect(f"{reverse('admin:donations_goal_changelist')}?year={form.cleaned_data['year']}")
    return page(
        request, site, "goal_form", _("A task") if goal else _("Set a task"), form=form, goal=goal, verb=_("Save"),
        of=_("Fundraising task"), back="admin:donations_goal_changelist",
    )  # fmt: skip


@require_POST
@keeps_funds
def goal_remove(request, pk, site):
    goal = get_object_or_404(Goal, pk=pk)
    services.remove_goal(goal=goal, by=request.user)
    return redirect(f"{reverse('admin:donations_goal_changelist')}?year={goal.year}")


@admin.register(Campaign)
class CampaignAdmin(OwnPages):
    views = [
        ("", campaign_list, "changelist"),
        ("add/", campaign_edit, "add"),
        ("<int:pk>/", campaign_page, "change"),
        ("<int:pk>/edit/", campaign_edit, "edit"),
    ]


@admin.register(Goal)
class GoalAdmin(OwnPages):
    right = Permission.GIFT_VIEW
    views = [
        ("", goal_list, "changelist"),
        ("add/", goal_edit, "add"),
        ("<int:pk>/", goal_edit, "change"),
        ("<int:pk>/remove/", goal_remove, "remove"),
    ]
