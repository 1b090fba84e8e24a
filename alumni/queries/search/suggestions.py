"""What to offer while someone types in the box: people, and terms that complete the last word."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.names import fold

from .condition import BEYOND
from .people import Person, people
from .search import Search
from .terms import Kind, number
from .words import asks_for_terms

LABELS = {
    "school": _("School"),
    "college": _("College"),
    "city": _("City"),
    "employer": _("Employer"),
    "major": _("Major"),
    "tag": _("Tag"),
    "province": _("Province"),
    "country": _("Country or region"),
    "level": _("Level"),
}


@dataclass(frozen=True)
class Suggestion:
    text: str
    query: str  # the words to search for when this one is chosen
    pk: int | None = None
    hint: str = ""
    label: str = ""


def suggestions(user, text: str, *, limit: int = 8) -> list[Suggestion]:
    if not text.strip():
        return []
    asked = Search(user, text)
    if not asked.is_allowed:
        return []
    found = people(asked.hits(limit=limit - 3).ids)
    offered = [Suggestion(person.name, text, person.pk, _hint(person)) for person in found]
    *before, last = text.split()
    completions = [
        Suggestion(term, " ".join([*before, term.replace(" ", "")]), label=str(LABELS.get(kind, "")))
        for kind, term in _terms(last, user, limit - len(offered))
    ]
    # Where nobody is called so, a college or an employer is meant.
    return offered + completions if asked.first_name else completions + offered


def _hint(person: Person) -> str:
    degree = person.degrees[-1] if person.degrees else None
    parts = [degree.college, str(degree.graduated or "")] if degree else []
    return " · ".join(part for part in (*parts, person.employer) if part)


def _terms(word: str, user, limit: int) -> list[tuple[str, str]]:
    """What completes `word`: for those who see a college's people only, as far as these have it."""
    folded = fold(word)
    if not asks_for_terms(folded):
        return []
    reach = user.reach(Permission.ALUMNI_VIEW)
    colleges = [number(Kind.COLLEGE, college) for college in reach.college_ids]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.kind, split_part(t.text, '|', 1) FROM ("
            "SELECT * FROM alumni_term WHERE id IN (SELECT term_id FROM alumni_termkey WHERE key >= %s AND key < %s LIMIT 500) "
            "ORDER BY people DESC, id OFFSET 0) AS t WHERE %s OR EXISTS ("
            "SELECT FROM alumni_searchdoc d WHERE d.terms @> ARRAY[t.id] AND d.terms && %s::bigint[]) LIMIT %s",
            [folded, folded + BEYOND, reach.everyone, colleges, limit],
        )
        return cursor.fetchall()
