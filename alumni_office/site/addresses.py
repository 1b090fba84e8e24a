"""What search engines and feed readers ask for."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from alumni_office.ui import language, office, public
from alumni_office.ui.page_cache import public_page

CLOSED = ["/admin/", "/hijack/", "/language/", "/theme/"]
MOST_ADDRESSES = 50_000  # what a sitemap may hold
NEWS = 30


@require_safe
@public_page
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {_full(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@public_page
def sitemap(request):
    paths = [path for pages in public.pages for path in pages()][:MOST_ADDRESSES]
    addresses = [
        (_full(path), [(tag, language.in_language(_full(path), code)) for code, tag in language.TAGS.items()])
        for path in paths
    ]
    return render(request, "site/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
@public_page
def feed(request):
    """What is new, from all apps that have something to tell, as Atom."""
    news = sorted((item for tell in public.news for item in tell()), key=lambda item: item.at, reverse=True)[:NEWS]
    here = language.in_language(_full(request.path), get_language() or "")
    atom = Atom1Feed(
        title=f"{office.university()} · {gettext('Alumni')}",
        link=_full("/"),
        description="",
        language=language.TAGS.get(get_language() or "", None),
        feed_url=here,
        feed_guid=here,
    )
    for item in news:
        link = _full(item.path)
        atom.add_item(
            title=item.title, link=link, description=item.text, updateddate=item.at, unique_id=f"{link}#{item.key}"
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _full(path: str) -> str:
    return urljoin(settings.SITE_URL, path)
