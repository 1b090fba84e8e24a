"""The search over alumni. `search` gives a page, `facets` the counts beside it, `people` all
matches as a queryset (for exports, tags and audiences), `suggestions` what to offer while typing."""

from dataclasses import dataclass

from django.db.models.expressions import RawSQL

from alumni.models import Alumnus

from . import statements
from .chips import Chip, chips
from .facets import Facet, Offered, Option, facets, offered
from .filters import FILTERS, parse
from .limits import CAP
from .pages import Count
from .people import Person
from .people import people as people_of
from .search import Search
from .suggestions import Suggestion, suggestions

__all__ = [
    "CAP",
    "FILTERS",
    "Chip",
    "Count",
    "Facet",
    "Offered",
    "Option",
    "Page",
    "Person",
    "Search",
    "Suggestion",
    "chips",
    "facets",
    "matches",
    "offered",
    "page_of",
    "parse",
    "people",
    "search",
    "suggestions",
]


@dataclass(frozen=True)
class Page:
    people: list[Person]
    count: Count
    after: str


def search(user, words: str = "", filters: dict | None = None, *, after: str = "", limit: int = 25) -> Page:
    """Return one page of the people whom `user` may see and who match, best first.

    `after` is the cursor of the page before; a page stays the same while nobody in front of
    it changes. The count is exact up to CAP people or more, and marked where it is not.
    """
    return page_of(Search(user, words, filters), after=after, limit=limit)


def page_of(asked: Search, *, after: str = "", limit: int = 25) -> Page:
    hits = asked.hits(after=after, limit=limit)
    return Page(people_of(hits.ids), hits.count, hits.after)


def people(user, words: str = "", filters: dict | None = None, *, one_in: int = 1):
    """Return all matches as a queryset of Alumnus in no order. Evaluated anew at each use. `one_in`: for who takes but
    a sample of them, which need not be all that is returned."""
    return matches(Search(user, words, filters), user, one_in)


def matches(asked: Search, user, one_in: int = 1):
    visible = Alumnus.objects.visible_to(user)
    if not asked.is_allowed or any(each.is_empty for each in asked.conditions):
        return visible.none()
    if not asked.conditions:
        return visible
    few = asked.few()
    if few and not few.may_be_cut:
        sql, params = statements.candidates(asked, few)
        sql = f"SELECT person_id FROM ({sql}) AS candidate"
    else:
        smallest = min((each for each in asked.conditions if not each.same_degree), key=lambda each: each.size)
        sql, params = smallest.people(one_in)
        ask, values = asked.ask([each for each in asked.conditions if each is not smallest], "c.person_id")
        sql, params = f"SELECT c.person_id FROM ({sql}) AS c WHERE {ask}", [*params, *values]
    return visible.filter(pk__in=RawSQL(sql, params))
