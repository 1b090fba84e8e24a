"""The archive's first page, one periodical, and the index of people: open to everyone."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alumni_office.ui.page_cache import fresh_page, public_page
from publications.queries import articles_people, issues


@require_safe
@public_page
def archive(request):
    return render(request, "publications/periodical_archive.html", {"periodicals": issues.archive()})


@require_safe
@public_page
def periodical(request, slug):
    found = next((each for each in issues.archive() if each.slug == slug), None)
    if found is None:
        raise Http404
    return render(request, "publications/periodical_page.html", {"periodical": found})


@require_safe
@fresh_page
def people(request):
    return render(request, "publications/people_index.html", {"letters": articles_people.index()})
