"""Articles: written, put into an issue, taken out of it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from alumni_office.saving.versions import save_version
from alumni_office.ui import rich
from publications.models import Article, Issue, Section

from .issues import insist_open

RICH = ("body", "body_en")


def _cleaned(fields: dict) -> dict:
    return fields | {name: rich.clean(fields[name]) for name in RICH if name in fields}


def _next_place(issue: Issue) -> int:
    return (Article.objects.filter(issue=issue).aggregate(last=Max("order"))["last"] or 0) + 1


@transaction.atomic
def create_article(*, issue: Issue | None, section: Section | None, key: UUID, by, **fields) -> Article:
    """Write a new article at the end of an issue, or for the drawer; the same `key` again returns the first. Raises
    IssueFixed."""
    if earlier := Article.objects.filter(key=key).first():
        return earlier
    insist_open(issue.pk if issue else None)
    article, _ = Article.objects.get_or_create(
        key=key,
        defaults={
            "issue": issue, "section": section, "order": _next_place(issue) if issue else 1, "created_by": by,
            **_cleaned(fields),
        },
    )  # fmt: skip
    return article


@transaction.atomic
def save_article(*, article: Article, version: int, section: Section | None, by, **fields) -> None:
    """Change an article. Raises IssueFixed and ChangedMeanwhile."""
    insist_open(article.issue_id)
    save_version(article, version=version, values={"section": section, **_cleaned(fields)})


@transaction.atomic
def take_out(*, article: Article, by) -> None:
    """Into the drawer: the issue goes on without it. Raises IssueFixed."""
    insist_open(article.issue_id)
    Article.objects.filter(pk=article.pk).update(issue=None, section=None, order=1)


@transaction.atomic
def put_in(*, article: Article, issue: Issue, by) -> None:
    """At the end of an issue. Raises IssueFixed, for either of the two issues."""
    for pk in sorted({pk for pk in (article.issue_id, issue.pk) if pk is not None}):
        insist_open(pk)
    if article.issue_id != issue.pk:
        section = article.section if article.section and article.section.periodical_id == issue.periodical_id else None
        Article.objects.filter(pk=article.pk).update(issue=issue, section=section, order=_next_place(issue))
