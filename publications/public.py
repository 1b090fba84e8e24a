"""What the app tells search engines, feed readers and the home page."""

from collections.abc import Iterator

from django.urls import reverse

from alumni_office.ui.public import HomeBlock, News

from .models import Article, Issue, Periodical
from .queries import issues

NEWEST = 10


def paths() -> Iterator[str]:
    yield reverse("publications:periodicals")
    yield reverse("publications:people")
    for periodical in Periodical.objects.with_published().in_order():
        yield periodical.public_url
    for issue in Issue.objects.published().newest_first().select_related("periodical"):
        yield issue.public_url
    for pk in Article.objects.published().order_by("-pk").values_list("pk", flat=True):
        yield reverse("publications:article", args=[pk])


def news() -> Iterator[News]:
    """The newest issues; titles of articles may name people, and are in a feed of their own."""
    published = Issue.objects.published().select_related("periodical").order_by("-published_at")
    for issue in published[:NEWEST]:
        at = issue.published_at
        assert at is not None
        yield News(str(issues.heading(issue)), issue.public_url, at, issue.shown_note, key=str(issue.pk))


def latest(request) -> dict:
    return {"issues": issues.latest_published()}


HOME_BLOCK = HomeBlock("publications/home_issues.html", latest, order=30)
