"""The people whom a mailing names: searches, lists and people, without others. Evaluated anew at each use."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from alumni.models import Alumnus, PersonList, PersonListEntry, SavedSearch
from alumni.queries import search


def people(audience: dict, user) -> QuerySet:
    """Return the present people of `audience` whom `user` may see; whom nothing names is not among them."""
    named = _named(audience, user)
    if named is None:
        return Alumnus.objects.none()
    found = Alumnus.objects.visible_to(user).filter(named)
    without = _named(audience.get("without") or {}, user)
    return found if without is None else found.exclude(without)


def _named(said: dict, user) -> Q | None:
    parts = [
        Q(pk__in=search.people(user, saved.words, search.parse(saved.filters)).values("pk"))
        for saved in SavedSearch.objects.visible_to(user).filter(pk__in=said.get("searches", []))
    ]
    lists = PersonList.objects.visible_to(user).filter(pk__in=said.get("lists", []))
    if said.get("lists"):
        parts.append(Q(Exists(PersonListEntry.objects.filter(list__in=lists, alumnus=OuterRef("pk")))))
    if said.get("people"):
        parts.append(Q(pk__in=said["people"]))
    if not parts:
        return None
    named = parts[0]
    for part in parts[1:]:
        named |= part
    return named
