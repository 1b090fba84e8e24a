"""The directory of chapters: open to everyone, and the same for everyone."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from alumni_office.ui import language, office
from alumni_office.ui.page_cache import public_page
from chapters.forms.directory import DirectoryForm, place_name
from chapters.queries.directory import Directory


@require_safe
@public_page
def directory(request):
    everything = Directory()
    form = DirectoryForm(request.GET, countries=everything.countries)
    asked = form.cleaned_data if form.is_valid() else {}
    place = asked.get("place", "")
    named = language.named_in_address(request)
    here = language.in_language(reverse("chapters:directory"), named)
    context = {
        "form": form,
        "is_filtered": any(asked.values()),
        "words": asked.get("q", ""),
        "sections": [] if form.errors else everything.sections(
            kind=asked["kind"], place=place, state=asked["state"], words=asked["q"]
        ),
        "number": len(everything.chapters),
        "tiles": everything.province_tiles(here),
        "continents": everything.continents(here),
        "without": everything.without,
        "place": place,
        "place_name": place_name(place) if place else "",
        "language_query": language.in_language("", named),
        "data": _as_collection(),
    }  # fmt: skip
    return render(request, "chapters/directory.html", context, status=422 if form.errors else 200)


def _as_collection() -> dict:
    """As schema.org names it."""
    return {
        "@type": "CollectionPage",
        "name": gettext("Alumni chapters"),
        "url": settings.SITE_URL + reverse("chapters:directory"),
        "about": {"@type": "CollegeOrUniversity", "name": office.university()},
    }
