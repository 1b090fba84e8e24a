"""What comes, what was, and one series: open to everyone."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from alumni_office.ui import office
from alumni_office.ui.page_cache import public_page
from events.forms.public import LookForm
from events.models import Series
from events.queries import public
from events.queries.public import cards

MOST = 200


@require_safe
@public_page
def events(request):
    form = LookForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    year, kind = asked.get("year", ""), asked.get("kind", "")
    rows = public.over().filter(starts_at__year=year) if year else public.coming()
    if kind:
        rows = rows.filter(kind=kind)
    found = [] if form.errors else cards(rows[:MOST])
    context = {
        "form": form, "events": found, "year": year, "is_filtered": bool(year or kind), "years": public.years(),
        "data": {
            "@type": "CollectionPage", "name": gettext("Events"), "url": settings.SITE_URL + reverse("events:events"),
            "about": {"@type": "CollegeOrUniversity", "name": office.university()},
        },
    }  # fmt: skip
    return render(request, "events/events.html", context, status=422 if form.errors else 200)


@require_safe
@public_page
def series(request, pk):
    found = get_object_or_404(Series, pk=pk)
    rows = cards(public.of_series(found))
    ahead = [event for event in rows if event.standing not in ("held", "cancelled")]
    context = {"series": found, "ahead": ahead[::-1], "over": [event for event in rows if event not in ahead]}
    return render(request, "events/series.html", context)
