"""Issues for the desk and for the archive."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext

from publications.models import Article, ArticlePerson, Issue, Periodical

from .articles import ShownArticle, for_reading, titled

LATEST = 4


@dataclass(frozen=True)
class Part:
    """A section of an issue with its articles; without a name, what stands in none."""

    name: str
    articles: list[ShownArticle]


def archive() -> list[Periodical]:
    """The periodicals of which something was published, each with its issues, the newest first."""
    issues = Prefetch("issues", Issue.objects.published().newest_first().select_related("periodical"), "published")
    return list(Periodical.objects.with_published().in_order().prefetch_related(issues))


def contents(issue: Issue) -> list[Part]:
    """What a visitor reads of, section by section in the order in which they begin."""
    parts: dict[str, Part] = {}
    for article in for_reading(Article.objects.filter(issue=issue).in_order()):
        entry = titled(article)
        parts.setdefault(entry.section, Part(entry.section, [])).articles.append(entry)
    return list(parts.values())


def latest_published() -> list[Issue]:
    return list(Issue.objects.published().newest_first().select_related("periodical")[:LATEST])


def neighbours(article: Article) -> tuple[ShownArticle | None, ShownArticle | None]:
    """What stands before and after it in the issue."""
    others = Article.objects.filter(issue=article.issue_id)
    before = for_reading(others.filter(order__lt=article.order).order_by("-order")[:1])
    after = for_reading(others.filter(order__gt=article.order).order_by("order")[:1])
    return next(map(titled, before), None), next(map(titled, after), None)


def desk_list(issues):
    """With how many articles each has, and whether somebody in it has not agreed."""
    people = ArticlePerson.objects.filter(article__issue=OuterRef("pk")).with_hashes()
    return issues.select_related("periodical").annotate(
        count=Count("articles"), has_missing=Exists(people.filter(is_complete=False))
    )


def desk_contents(issue: Issue):
    """The articles with their people and how each stands."""
    people = Prefetch("people", ArticlePerson.objects.with_hashes().select_related("alumnus").order_by("pk"))
    return (
        Article.objects.filter(issue=issue)
        .in_order()
        .select_related("section")
        .prefetch_related(people)
        .annotate(picture_count=Count("pictures", distinct=True))
    )


def desk_periodicals():
    """In their order, with how many issues each has and how many are published."""
    published = Count("issues", filter=Q(issues__state="published"))
    return Periodical.objects.in_order().annotate(issue_count=Count("issues"), published_count=published)


def heading(issue: Issue) -> str:
    """As an issue is called: the periodical and the number, and the title that it may have."""
    called = gettext("%(name)s, no. %(number)s") % {"name": issue.periodical.shown_name, "number": issue.number}
    return f"{called} · {issue.shown_title}" if issue.shown_title else called
