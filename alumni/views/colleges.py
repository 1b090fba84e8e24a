"""Where is my college today: open to everyone."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni.forms.colleges import CollegeSearchForm
from alumni.queries.schools import Directory
from alumni_office.ui.page_cache import public_page


@require_safe
@public_page
def college_list(request):
    form = CollegeSearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "words": words, "schools": Directory().entries(words) if not form.errors else []}
    return render(request, "alumni/college_list.html", context)


@require_safe
@public_page
def college_page(request, pk):
    directory = Directory()
    college = _found(directory.colleges, pk)
    context = {
        "college": college,
        "before": directory.before[pk],
        "after": directory.after[pk],
        "today": directory.today_of(college),
    }
    context |= _other_language(college) | {"data": _as_organisation(college, parent=college.school)}
    return render(request, "alumni/college_page.html", context)


@require_safe
@public_page
def school_page(request, pk):
    directory = Directory()
    school = _found(directory.schools, pk)
    entry = next(entry for entry in directory.entries() if entry.school == school)
    context = {"school": school, "entry": entry, "joined": directory.joined(school)}
    context |= _other_language(school) | {"data": _as_organisation(school, parent=school.successor)}
    return render(request, "alumni/school_page.html", context)


def _other_language(place) -> dict:
    """The name in the language that the reader does not read, for diplomas and letters abroad."""
    chinese = place.shown_name == place.name
    return {"other_name": place.english_name if chinese else place.name, "other_lang": "en" if chinese else "zh-hans"}


def _as_organisation(place, *, parent) -> dict:
    """As schema.org names it."""
    data = {
        "@type": "CollegeOrUniversity",
        "name": place.shown_name,
        "alternateName": [name for name in (place.name, place.english_name) if name and name != place.shown_name],
        "url": settings.SITE_URL + place.public_url,
        "foundingDate": place.founded_on and place.founded_on.isoformat(),
        "dissolutionDate": place.closed_on and place.closed_on.isoformat(),
        "parentOrganization": parent and {"@type": "CollegeOrUniversity", "name": parent.shown_name},
    }
    return {name: value for name, value in data.items() if value}


def _found(places, pk):
    if pk not in places:
        raise Http404
    return places[pk]
