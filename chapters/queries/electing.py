"""Whom the office may name for a post: whoever the desk's search finds, told apart by what they studied."""

from alumni.models import Alumnus
from alumni.queries import search
from alumni.queries.duplicates.pairs import school_lines

MOST = 20


def electable(user, words: str) -> list[Alumnus]:
    """The first MOST, each with `line`: the name and the studies. Nobody without words."""
    if not words.strip():
        return []
    people = list(search.people(user, words).approachable().order_by("name", "pk")[:MOST])
    studies = school_lines({person.pk for person in people})
    for person in people:
        person.line = " · ".join(filter(None, [person.name, studies.get(person.pk, "")]))  # type: ignore[attr-defined]
    return people


def of_key(user, pk: int) -> Alumnus | None:
    return Alumnus.objects.visible_to(user).approachable().filter(pk=pk).first()
