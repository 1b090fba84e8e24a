"""What everybody sees of giving: funds, campaigns, and the donor wall."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alumni_office.ui.office import office
from alumni_office.ui.page_cache import fresh_page, public_page
from donations.models import Campaign, Fund
from donations.queries import giving, wall


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


@require_safe
@fresh_page
def donor_wall(request):
    """Names of people stand here by their word alone, so it is made anew for each visitor."""
    asked = request.GET.get("year", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Http404
    year = int(asked) if asked else None
    everybody = wall.circles()
    shown = wall.of_year(everybody, year) if year else everybody
    context = {"circles": shown, "years": wall.years_of(everybody), "year": year}
    return render(request, "donations/wall.html", context)


def _giving() -> dict:
    return {"ways": giving.ways_to_give(), "office": office()}
