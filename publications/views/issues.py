"""One published issue: its contents, its cover, its printed edition."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alumni_office.ui.downloads import private_file, shown_picture
from alumni_office.ui.page_cache import fresh_page
from publications.models import Issue
from publications.queries import issues


def _published(slug: str, number: int) -> Issue:
    published = Issue.objects.published().with_is_printed_shown().select_related("periodical")
    return get_object_or_404(published, periodical__slug=slug, number=number)


@require_safe
@fresh_page
def issue(request, slug, number):
    found = _published(slug, number)
    return render(request, "publications/issue_page.html", {"issue": found, "parts": issues.contents(found)})


@require_safe
@fresh_page
def cover(request, slug, number):
    found = _published(slug, number)
    if not found.cover:
        raise Http404
    return shown_picture(found.cover, kind=str(found.cover.name).rpartition(".")[2])


@require_safe
@fresh_page
def printed(request, slug, number):
    """As it went to print; not while somebody who is in it has taken the word back since."""
    found = _published(slug, number)
    if not found.is_printed_shown:
        raise Http404
    response = private_file(found.printed, name=f"{slug}-{number}", kind="pdf")
    response["Cache-Control"] = "no-cache"
    return response
