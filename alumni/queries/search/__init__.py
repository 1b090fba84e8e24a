"""The search over alumni. `search` gives a page, `facets` the counts beside it, `people` all
matches as a queryset (for exports, tags and audiences), `suggestions` what to offer while typing."""

from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from alumni.models import Alumnus

from alumni_office.names import fold

from .condition import BEYOND
from .facets import Facet, Option, facets
from .filters import FILTERS, parse
from .people import Person
from .people import people as people_of
from .search import CAP, Count, Search
from .words import asks_for_terms

__all__ = ["CAP", "FILTERS", "Count", "Facet", "Option", "Page", "Person", "Search", "facets", "matches", "parse", "people", "search", "suggestions"]


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
    hits = Search(user, words, filters).hits(after=after, limit=limit)
    return Page(people_of(hits.ids), hits.count, hits.after)


def people(user, words: str = "", filters: dict | None = None):
    """Return all matches as a queryset of Alumnus in no order. Evaluated anew at each use."""
    return matches(Search(user, words, filters), user)


def matches(asked: Search, user):
    visible = Alumnus.objects.visible_to(user)
    if not asked.is_allowed or any(each.is_empty for each in asked.conditions):
        return visible.none()
    if not asked.conditions:
        return visible
    few = asked.few()
    if few and "LIMIT" not in few[0]:
        sql, params = asked.candidates(few)
        sql = f"SELECT person_id FROM ({sql}) AS candidate"
    else:
        smallest = min((each for each in asked.conditions if not each.same_degree), key=lambda each: each.size)
        sql, params = smallest.people()
        ask, values = asked.ask([each for each in asked.conditions if each is not smallest], "c.person_id")
        sql, params = f"SELECT c.person_id FROM ({sql}) AS c WHERE {ask}", [*params, *values]
    return visible.filter(pk__in=RawSQL(sql, params))


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: str
    pk: int | None = None
    hint: str = ""


def suggestions(user, text: str, *, limit: int = 8) -> list[Suggestion]:
    """Return people first, then colleges, employers, cities and tags that begin or go on as typed."""
    if not text.strip():
        return []
    page = search(user, text, limit=limit - 3)
    found = [Suggestion(person.name, "person", person.pk, _hint(person)) for person in page.people]
    last = text.split()[-1]
    return found + [Suggestion(term, kind) for kind, term in _terms(last, limit - len(found))]


def _hint(person: Person) -> str:
    degree = person.degrees[-1] if person.degrees else None
    parts = [degree.college, str(degree.graduated or "")] if degree else []
    return " · ".join(part for part in (*parts, person.employer) if part)


def _terms(word: str, limit: int) -> list[tuple[str, str]]:
    folded = fold(word)
    if not asks_for_terms(folded):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t.kind, split_part(t.text, '|', 1), t.people FROM alumni_termkey k JOIN alumni_term t ON t.id = k.term_id "
            "WHERE k.key >= %s AND k.key < %s ORDER BY t.people DESC LIMIT %s",
            [folded, folded + BEYOND, limit],
        )
        return [(kind, text) for kind, text, _people in cursor.fetchall()]
