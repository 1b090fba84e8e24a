"""The page of one chapter, and what it writes for everyone."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alumni.models.places import country_label
from alumni_office.ui import office
from alumni_office.ui.page_cache import names_people, public_page
from chapters.models import Chapter
from chapters.queries import page
from chapters.queries.clock import is_elsewhere
from chapters.queries.places import place_label


@require_safe
@public_page
def chapter_page(request, pk):
    chapter = get_object_or_404(Chapter.objects.select_related("college__school"), pk=pk)
    if chapter.recognition == Chapter.Recognition.DISSOLVED:
        return render(request, "chapters/dissolved.html", {"chapter": chapter, "place": place_label(chapter)})
    if not chapter.is_public:
        raise Http404
    council = page.council_of(chapter)
    if council and council.names_somebody:
        names_people(request)
    context = {
        "chapter": chapter,
        "place": place_label(chapter),
        "council": council,
        "news": list(page.news_of(chapter)[: page.NEWS]),
        "gatherings": page.gatherings_of(chapter),
        "has_contact": any([chapter.email, chapter.phone, chapter.address, chapter.website, chapter.wechat_account]),
        "photos": list(chapter.photos.order_by("-uploaded_at", "-pk")[:9]),
        "local_now": timezone.localtime(timezone=chapter.zone) if is_elsewhere(chapter) else None,
        "data": as_organisation(chapter),
    } | in_readers_language(chapter)
    return render(request, "chapters/chapter_page.html", context)


@require_safe
@public_page
def notice_page(request, pk, notice):
    found = get_object_or_404(page.public_notices().select_related("chapter"), pk=notice, chapter=pk)
    return render(request, "chapters/notice_page.html", {"notice": found, "chapter": found.chapter})


def in_readers_language(chapter: Chapter) -> dict:
    """The name in the other language, and the introduction in the reader's or else in the one there is."""
    is_chinese = chapter.shown_name == chapter.name
    said = [("zh-hans", chapter.introduction), ("en", chapter.introduction_en)]
    if office.in_readers_language("zh", "en") == "en":
        said.reverse()
    introduction_lang, introduction = next((pair for pair in said if pair[1]), said[0])
    return {
        "other_name": chapter.name_en if is_chinese else chapter.name,
        "other_lang": "en" if is_chinese else "zh-hans",
        "introduction": introduction,
        "introduction_lang": introduction_lang,
    }


def as_organisation(chapter: Chapter) -> dict:
    """As schema.org names it: a body of its own that belongs to the university's alumni."""
    names = [name for name in (chapter.name, chapter.name_en) if name and name != chapter.shown_name]
    logo = reverse("chapters:logo", args=[chapter.pk]) if chapter.logo else ""
    data = {
        "@type": "Organization",
        "name": chapter.shown_name,
        "alternateName": names,
        "url": urljoin(settings.SITE_URL, chapter.public_url),
        "foundingDate": chapter.founded_on and chapter.founded_on.isoformat(),
        "logo": logo and urljoin(settings.SITE_URL, logo),
        "email": chapter.email,
        "telephone": chapter.phone,
        "sameAs": chapter.website,
        "address": _as_address(chapter),
        "identifier": chapter.civil_number if chapter.is_legal_person else "",
        "memberOf": {"@type": "CollegeOrUniversity", "name": office.university(), "url": settings.SITE_URL + "/"},
    }
    return {name: value for name, value in data.items() if value}


def _as_address(chapter: Chapter) -> dict:
    country = chapter.country or ("CN" if chapter.province else "")
    data = {
        "streetAddress": chapter.address,
        "addressLocality": chapter.city,
        "addressRegion": str(chapter.get_province_display()) if chapter.province else "",
        "addressCountry": country_label(country) if country else "",
    }
    said = {name: value for name, value in data.items() if value}
    return {"@type": "PostalAddress"} | said if said else {}
