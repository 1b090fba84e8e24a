"""Colleges, tags, saved searches, lists and rosters by a part of their names, for the box in the header."""

from urllib.parse import urlencode

from django.urls import reverse

from alumni.models import PersonList, Roster, SavedSearch
from alumni_office.ui.find import Found

from .search.suggestions import named
from .search.terms import Kind


def colleges(user, text: str, limit: int) -> list[Found]:
    return _with_people("college", Kind.COLLEGE, user, text, limit)


def tags(user, text: str, limit: int) -> list[Found]:
    return _with_people("tag", Kind.TAG, user, text, limit)


def _with_people(name: str, kind: Kind, user, text: str, limit: int) -> list[Found]:
    console = reverse("admin:alumni_alumnus_changelist")
    return [Found(label, f"{console}?{urlencode({name: pk})}") for pk, label in named(kind, text, user, limit)]


def saved_searches(user, text: str, limit: int) -> list[Found]:
    return _saved(SavedSearch, user, text, limit)


def person_lists(user, text: str, limit: int) -> list[Found]:
    return _saved(PersonList, user, text, limit)


def _saved(model, user, text: str, limit: int) -> list[Found]:
    rows = model.objects.visible_to(user).filter(name__icontains=text).select_related("owner")[:limit]
    name = f"admin:alumni_{model._meta.model_name}_open"
    return [
        Found(row.name, reverse(name, args=[row.pk]), "" if row.owner_id == user.pk else str(row.owner)) for row in rows
    ]


def rosters(user, text: str, limit: int) -> list[Found]:
    rows = Roster.objects.visible_to(user).filter(filename__icontains=text).select_related("college")[:limit]
    return [
        Found(row.filename, reverse("admin:alumni_roster_change", args=[row.pk]), str(row.college or ""))
        for row in rows
    ]
