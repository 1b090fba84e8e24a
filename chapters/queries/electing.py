"""Whom the office may name for a post: whoever the desk's search finds, told apart by what they studied."""

from collections import Counter

from alumni.models import Alumnus
from alumni.queries import search
from alumni.queries.duplicates.pairs import school_lines

MOST = 20


def electable(user, words: str) -> list[Alumnus]:
    """The first MOST, each with `line`: the name and the studies, and of who cannot be told apart by them the number
    of the record. Nobody without words."""
    if not words.strip():
        return []
    people = list(search.people(user, words).approachable().order_by("name", "pk")[:MOST])
    studies = school_lines({person.pk for person in people})
    lines = {each.pk: " · ".join(filter(None, [each.name, studies.get(each.pk, "")])) for each in people}
    often = Counter(lines.values())
    for person in people:
        line = lines[person.pk]
        person.line = f"{line} ({person.pk})" if often[line] > 1 else line  # type: ignore[attr-defined]
    return people


def of_key(user, pk: int) -> Alumnus | None:
    return Alumnus.objects.visible_to(user).approachable().filter(pk=pk).first()
