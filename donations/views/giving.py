"""What everybody sees of giving: funds and campaigns."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alumni_office.ui.office import office
from alumni_office.ui.page_cache import public_page
from donations.models import Campaign, Fund
from donations.queries import giving


@require_safe
@public_page
def funds(request):
    context = {"funds": giving.funds(), "campaigns": giving.campaigns()}
    return render(request, "donations/funds.html", context | _giving())


@require_safe
@public_page
def fund(request, pk):
    found = get_object_or_404(Fund.objects.public().select_related("college"), pk=pk)
    return render(
        request, "donations/fund.html", {"fund": found, "uses": giving.uses_of([found])[found.pk]} | _giving()
    )


@require_safe
@public_page
def campaign(request, pk):
    found = get_object_or_404(Campaign.objects.public(), pk=pk)
    context = {"campaign": found, "funds": giving.funds().filter(campaigns=found)}
    return render(request, "donations/campaign.html", context | _giving())


def _giving() -> dict:
    return {"ways": giving.ways_to_give(), "office": office()}
