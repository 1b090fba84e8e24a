"""What to offer while someone types in the box: people, and terms that complete the last word."""

from dataclasses import dataclass, field

from django.db import connection
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.names import fold

from .condition import BEYOND
from .facets import name_of
from .people import Person, people
from .search import Search
from .terms import Kind, between, number, payload_of
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
    kind: str = field(default="", compare=False)


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
        Suggestion(term, " ".join([*before, term.replace(" ", "")]), label=str(LABELS.get(kind, "")), kind=kind)
        for kind, term in _terms(last, user, limit - len(offered))
    ]
    # Where nobody is called so, a college or an employer is meant.
    return offered + completions if asked.first_name else completions + offered


def _hint(person: Person) -> str:
    degree = person.degrees[-1] if person.degrees else None
    parts = [degree.college, str(degree.graduated or "")] if degree else []
    return " · ".join(part for part in (*parts, person.employer) if part)


def named(kind: Kind, text: str, user, limit: int) -> list[tuple[int, str]]:
    """Return the primary keys and names of the colleges, schools or tags that have `text` in a name."""
    low, high = between(kind)
    found = _found(fold(text), user, limit, "AND term_id >= %s AND term_id < %s", [low, high])
    return [(payload_of(term), name_of(kind, said)) for term, kind, said in found]


def _terms(word: str, user, limit: int) -> list[tuple[str, str]]:
    """What completes `word`."""
    return [(kind, text.split("|")[0]) for _term, kind, text in _found(fold(word), user, limit)]


def _found(folded: str, user, limit: int, where: str = "", params: list | None = None) -> list[tuple[int, str, str]]:
    """For those who see a college's people only, terms as far as these have them."""
    if not asks_for_terms(folded):
        return []
    reach = user.reach(Permission.ALUMNI_VIEW)
    colleges = [number(Kind.COLLEGE, college) for college in reach.college_ids]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.kind, t.text FROM ("
            f"SELECT * FROM alumni_term WHERE id IN (SELECT term_id FROM alumni_termkey WHERE key >= %s AND key < %s {where} LIMIT 500) "
            "ORDER BY people DESC, id OFFSET 0) AS t WHERE %s OR EXISTS ("
            "SELECT FROM alumni_searchdoc d WHERE d.terms @> ARRAY[t.id] AND d.terms && %s::bigint[]) LIMIT %s",
            [folded, folded + BEYOND, *(params or []), reach.everyone, colleges, limit],
        )
        return cursor.fetchall()
