"""Whose pages a chapter's are: the officers' whose term runs today."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache

from alumni.views.guards import member_required
from chapters.models import Chapter, led_by


def officer_required(view):
    """Call the view with the chapter in place of its key; to everybody but its officers of today there is none."""

    @never_cache
    @member_required
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        try:
            chapter = led_by(request.user.alumnus).get(pk=pk)
        except Chapter.DoesNotExist:
            raise Http404 from None
        return view(request, chapter, *args, **kwargs)

    return guarded


@dataclass(frozen=True)
class Tab:
    """One page among those of "my chapter"."""

    label: str | Promise
    url_name: str
    order: int

    def url_for(self, chapter: Chapter) -> str:
        return reverse(self.url_name, args=[chapter.pk])


# The modules of views add theirs at import.
TABS: list[Tab] = []


def frame(chapter: Chapter, request) -> dict:
    """What templates/chapters/my_base.html prints around each page of "my chapter"."""
    tabs = [(tab.label, tab.url_for(chapter)) for tab in sorted(TABS, key=lambda tab: tab.order)]
    return {
        "chapter": chapter,
        "tabs": [{"label": label, "url": url, "is_here": request.path == url} for label, url in tabs],
    }
