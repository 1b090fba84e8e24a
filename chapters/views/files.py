"""What of a chapter is no page: its logo and photographs, its visiting card, and what is new."""

from datetime import UTC
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from alumni.models.places import country_label
from alumni_office.documents.vcard import VERSIONS, Card, vcard
from alumni_office.ui import language, office
from alumni_office.ui.downloads import public_picture
from alumni_office.ui.page_cache import public_page
from chapters.models import Chapter, Photo
from chapters.public import news


@require_safe
def logo(request, pk):
    chapter = get_object_or_404(Chapter.objects.listed().exclude(logo=""), pk=pk)
    return public_picture(chapter.logo)


@require_safe
def photo(request, pk, photo):
    shown = Photo.objects.filter(chapter__in=Chapter.objects.listed())
    return public_picture(get_object_or_404(shown, pk=photo, chapter=pk).file)


@require_safe
@public_page
def card(request, pk, version):
    """The public contact for an address book; of a chapter without one there is no card."""
    if version not in VERSIONS:
        raise Http404
    chapter = get_object_or_404(Chapter.objects.listed(), pk=pk)
    response = HttpResponse(vcard(_card(chapter), version=version), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="chapter-{chapter.pk}.vcf"'
    return response


def _card(chapter: Chapter) -> Card:
    page = urljoin(settings.SITE_URL, chapter.public_url)
    return Card(
        name=chapter.shown_name, uid=f"{page}#contact", revised=f"{chapter.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        language=language.TAGS.get(get_language() or "", ""), email=chapter.email, telephone=chapter.phone,
        street=chapter.address, locality=chapter.city, url=chapter.website or page,
        region=str(chapter.get_province_display()) if chapter.province else "",
        country=country_label(chapter.country or "CN") if chapter.country or chapter.province else "",
        note=gettext("WeChat: %(account)s") % {"account": chapter.wechat_account} if chapter.wechat_account else "",
    )  # fmt: skip


@require_safe
@public_page
def feed(request):
    title = f"{office.university()} · {gettext('Alumni chapters')}"
    return _atom(request, title, reverse("chapters:directory"), news())


@require_safe
@public_page
def chapter_feed(request, pk):
    chapter = get_object_or_404(Chapter.objects.listed(), pk=pk)
    return _atom(request, chapter.shown_name, chapter.public_url, news(chapter))


def _atom(request, title: str, path: str, items) -> HttpResponse:
    here = language.in_language(urljoin(settings.SITE_URL, request.path), get_language() or "")
    atom = Atom1Feed(
        title=title, link=urljoin(settings.SITE_URL, path), description="", feed_url=here, feed_guid=here,
        language=language.TAGS.get(get_language() or "", None),
    )  # fmt: skip
    for item in items:
        link = urljoin(settings.SITE_URL, item.path)
        atom.add_item(
            title=item.title, link=link, description=item.text, updateddate=item.at, unique_id=f"{link}#{item.key}"
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
