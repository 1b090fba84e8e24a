"""Whose pages a chapter's are: the officers' whose term runs today."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import render
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
    # A page below one of the tabs belongs to the one whose address is the longest beginning of its own.
    here = max((url for _label, url in tabs if request.path.startswith(url)), key=len, default="")
    return {
        "chapter": chapter,
        "tabs": [{"label": label, "url": url, "is_here": url == here} for label, url in tabs],
    }


def show(request, chapter: Chapter, template: str, context: dict | None = None, *, status: int = 200):
    """A page of "my chapter" in its frame."""
    return render(request, template, frame(chapter, request) | (context or {}), status=status)


def show_form(request, chapter: Chapter, form, *, title, back: str, status: int | None = None, **context):
    """A page of "my chapter" that is one form. `back`: the name of the page that it leads back to."""
    context |= {"form": form, "title": title, "back_url": reverse(back, args=[chapter.pk])}
    status = status or (422 if form.errors else 200)
    return show(request, chapter, "chapters/my_form.html", context, status=status)


def show_confirm(request, chapter: Chapter, *, title, lead: str, verb, back: str, what: str = ""):
    """What an act will do, before it is done: the button posts to the same address."""
    context = {"title": title, "lead": lead, "verb": verb, "what": what, "back_url": reverse(back, args=[chapter.pk])}
    return show(request, chapter, "chapters/my_confirm.html", context)
