"""Articles that name people who came to an event, in the twelve months after it."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from events.hooks import CountedOutcome
from events.models import Event
from events.queries.effect.came import counts, keys
from publications.models import ArticlePerson

MONTHS = 12
# Of an event: who is named with consent in an article whose issue came out in the time after it, of those of whom a
# check-in stands.
NAMED = """
    JOIN events_event e ON e.id = came.event_id
    JOIN publications_articleperson p ON p.alumnus_id = came.alumnus_id AND p.state = 'agreed'
    JOIN publications_article a ON a.id = p.article_id
    JOIN publications_issue i ON i.id = a.issue_id AND i.state = 'published'
        AND i.published_at > e.ends_at AND i.published_at <= e.ends_at + make_interval(months => %(months)s)
"""


def counted(events: Sequence[int]) -> dict[int, int]:
    """{event: mentions of people who came}; each person of each article once."""
    return counts(NAMED, events, months=MONTHS)


def after(user, event: Event) -> QuerySet[ArticlePerson]:
    """Those that were counted, as far as `user` may see the people."""
    found = keys("p.id", NAMED, event.pk, months=MONTHS)
    rows = ArticlePerson.objects.filter(pk__in=found, alumnus__in=Alumnus.objects.visible_to(user))
    return rows.select_related("article__issue__periodical").order_by("-article__issue__published_at", "-pk")


COUNTED = CountedOutcome(
    "mentions", gettext_lazy("Mentions in print"),
    gettext_lazy("Articles of our periodicals that name somebody who came, with consent, in issues of the twelve "
                 "months after it; each person of each article once."),
    counted, lambda event_id: reverse("admin:publications_article_event", args=[event_id]),
    Permission.PUBLICATION_VIEW,
)  # fmt: skip
