"""Deletes what an import inserted, where nobody has changed it since."""

from collections import defaultdict

from django.db import models

from alumni.models import Alumnus, RosterRow
from alumni.queries.rosters import versions
from alumni.queries.rosters.people import VALUES

from .plan import NEW_VALUES
from .writing import CHILDREN, change

STAY = {"name", "source", "field_sources"}  # of a person who stays


def remove_rows(added, kept) -> None:
    """`added` is [(roster row, table, pk)]."""
    for table, (model, _) in CHILDREN.items():
        mine = {pk: row for row, of, pk in added if of == table}
        now = versions.current(model, mine)
        first = versions.first_written(model, now)
        changed = {pk for pk in now if now[pk] != first[pk]}
        for pk in sorted(changed):
            kept[mine[pk].pk].append({"table": table, "pk": pk, "why": "changed"})
        model._default_manager.filter(pk__in=now.keys() - changed)._raw_delete(using="default")


def remove_people(created, kept) -> set[int]:
    """Delete the new people of whom nothing else is known by now; return their keys. Of the others
    the columns that still are as imported are emptied."""
    rows = {row.alumnus_id: row for row in created}
    now = versions.current(Alumnus, rows)
    first = versions.first_written(Alumnus, now)
    used = in_use(now)
    emptied: dict[int, dict] = {}
    gone = set()
    for pk, person in now.items():
        edited = [
            name for name in versions.columns_of(Alumnus) if name not in IGNORED and person[name] != first[pk][name]
        ]
        if pk not in used and not edited:
            gone.add(pk)
            continue
        kept[rows[pk].pk].append(
            {"table": "alumnus", "pk": pk, "why": "merged" if person["merged_into_id"] else "in_use"}
        )
        if person["merged_into_id"] is None:
            blank = {
                name: empty(name)
                for name in VALUES
                if name not in STAY and person[name] == first[pk][name] and person[name] != empty(name)
            }
            if blank:
                emptied[pk] = blank
    if emptied:
        change("alumnus", emptied)
    delete_people(gone)
    return gone


IGNORED = {"updated_at"}


def empty(name):
    return [] if name == "former_names" else NEW_VALUES[name]


def relations():
    """(model, column, what deleting a person does) of every reference to people."""
    for relation in Alumnus._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field.name, relation.on_delete


def in_use(people) -> set[int]:
    """Those to whom anything refers that may not be deleted with them."""
    used: set[int] = set()
    for model, name, on_delete in relations():
        if on_delete is models.PROTECT and model is not RosterRow:
            used.update(model._base_manager.filter(**{f"{name}__in": people}).values_list(name, flat=True))
    return used


def delete_people(people) -> None:
    if not people:
        return
    RosterRow.objects.filter(alumnus__in=people).update(alumnus=None)
    handled = defaultdict(list)
    for model, name, on_delete in relations():
        if on_delete in (models.CASCADE, models.SET_NULL):
            handled[on_delete].append(model._base_manager.filter(**{f"{name}__in": people}))
    for queryset in handled[models.CASCADE]:
        queryset.delete()
    Alumnus.objects.filter(pk__in=people)._raw_delete(using="default")
