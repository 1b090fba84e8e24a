"""Articles: read, looked for, followed by a feed."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from alumni_office.ui import language, office
from alumni_office.ui.downloads import shown_picture
from alumni_office.ui.page_cache import fresh_page
from publications.forms.articles import SearchForm
from publications.models import Article, Picture
from publications.models.naming import is_shown
from publications.queries import articles, articles_search, issues

NEWEST = 30


def _url_of(picture: Picture) -> str:
    return reverse("publications:picture", args=[picture.pk])


@require_safe
@fresh_page
def article(request, pk):
    found = get_object_or_404(articles.for_reading(Article.objects.published()), pk=pk)
    shown = articles.shown(found, url_of=_url_of)
    before, after = issues.neighbours(found)
    context = {"article": shown, "issue": found.issue, "before": before, "after": after, "data": _as_article(shown)}
    return render(request, "publications/article_page.html", context)


def _as_article(shown: articles.ShownArticle) -> dict:
    """As schema.org names it."""
    issue = shown.article.issue
    assert issue is not None
    data = {
        "@type": "NewsArticle",
        "headline": shown.title,
        "description": shown.lead,
        "inLanguage": shown.lang,
        "url": settings.SITE_URL + shown.url,
        "author": {"@type": "Person", "name": shown.authors} if shown.authors else None,
        "image": [urljoin(settings.SITE_URL, picture.url) for picture in shown.top],
        "datePublished": issue.dated_on.isoformat(),
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": issue.number, "name": str(issue.periodical)},
        "publisher": {"@type": "CollegeOrUniversity", "name": office.university()},
    }
    return {name: value for name, value in data.items() if value}


@require_safe
@fresh_page
def picture(request, pk):
    """Of a published article, unless somebody on it is not to be shown."""
    found = get_object_or_404(Picture.objects.filter(article__issue__state="published"), pk=pk)
    if not all(is_shown(person) for person in found.people.select_related("alumnus")):
        raise Http404
    return shown_picture(found.file, kind=found.kind)


@require_safe
@fresh_page
def search(request):
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    hits = articles_search.search(words) if words else []
    context = {"form": form, "words": words, "hits": hits, "is_cut": len(hits) >= articles_search.MOST}
    return render(request, "publications/article_search.html", context)


@require_safe
@fresh_page
def feed(request):
    """The newest articles as Atom."""
    here = language.in_language(urljoin(settings.SITE_URL, request.path), get_language() or "")
    atom = Atom1Feed(
        title=f"{office.university()} · {gettext('Publications')}",
        link=urljoin(settings.SITE_URL, reverse("publications:periodicals")), description="",
        language=language.TAGS.get(get_language() or "", None), feed_url=here, feed_guid=here,
    )  # fmt: skip
    newest = Article.objects.published().order_by("-issue__published_at", "order")[:NEWEST]
    for found in articles.for_reading(newest):
        shown = articles.titled(found)
        link = urljoin(settings.SITE_URL, shown.url)
        assert found.issue is not None
        atom.add_item(
            title=shown.title, link=link, description=shown.lead, author_name=shown.authors or None,
            pubdate=found.issue.published_at, updateddate=found.issue.published_at, unique_id=link,
        )  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
