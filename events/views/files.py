"""What of events is no page: calendars, what is new, and their files."""

from pathlib import PurePath
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from alumni_office.ui import language, office
from alumni_office.ui.downloads import private_file, public_picture
from alumni_office.ui.page_cache import public_page
from events.models import Event, Material, Series
from events.public import news
from events.queries import public
from events.queries.calendar import calendar as as_calendar

from .event import shown_or_404

MOST = 300


@require_safe
@public_page
def calendar(request):
    """All that come, and what was cancelled of it: a calendar that follows this address takes them out again."""
    name = f"{office.university()} · {gettext('Events')}"
    return _calendar(public.with_host(Event.objects.listed()).order_by("-starts_at")[:MOST], name, "events")


@require_safe
@public_page
def series_calendar(request, pk):
    series = get_object_or_404(Series, pk=pk)
    return _calendar(public.of_series(series)[:MOST], series.shown_name, f"series-{pk}")


@require_safe
@public_page
def event_calendar(request, pk):
    event = shown_or_404(pk)
    return _calendar([event], event.shown_title, f"event-{pk}")


def _calendar(events, name: str, file: str) -> HttpResponse:
    response = HttpResponse(as_calendar(events, name=name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


@require_safe
@public_page
def feed(request):
    here = language.in_language(urljoin(settings.SITE_URL, request.path), get_language() or "")
    atom = Atom1Feed(
        title=f"{office.university()} · {gettext('Events')}", link=urljoin(settings.SITE_URL, reverse("events:events")),
        description="", feed_url=here, feed_guid=here, language=language.TAGS.get(get_language() or "", None),
    )  # fmt: skip
    for item in news():
        link = urljoin(settings.SITE_URL, item.path)
        atom.add_item(
            title=item.title, link=link, description=item.text, updateddate=item.at, unique_id=f"{link}#{item.key}"
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def material(request, pk, row):
    """What is for everybody; the rest is given out to those who are registered."""
    shown = Material.objects.filter(is_public=True, event__in=Event.objects.told())
    found = get_object_or_404(shown, pk=row, event=pk)
    return private_file(found.file, name=str(found), kind=PurePath(str(found.file.name)).suffix.removeprefix("."))


@require_safe
def photograph(request, pk, row):
    shown = Material.objects.filter(is_public=True, kind=Material.Kind.PHOTOGRAPH, event__in=Event.objects.told())
    return public_picture(get_object_or_404(shown, pk=row, event=pk).file)
