"""Tags, hand-picked lists and saved searches, for one person and for thousands."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alumni.models import AlumnusTag, PersonList, PersonListEntry, SavedSearch, Source, Tag
from alumni.queries import search
from alumni.queries.selection import Selection
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job

BATCH = 500
KIND = "alumni.selection"


class NameTaken(Exception):
    """The owner has another list or search of this name."""


@dataclass(frozen=True)
class Done:
    """How many people an action changed, and for how many there was nothing to do."""

    changed: int
    same: int


def tag_people(*, ids: Iterable[int], tag: Tag, by) -> Done:
    """Put a tag on people; those who have it keep it. The caller has seen to the scope of `ids`."""
    ids = list(ids)
    with transaction.atomic(), pghistory.context(user=by.pk):
        rows = [AlumnusTag(alumnus_id=pk, tag=tag, source=Source.STAFF, entered_by=by) for pk in ids]
        return _added(AlumnusTag.objects.filter(tag=tag), rows, ids)


def untag_people(*, ids: Iterable[int], tag: Tag, by) -> Done:
    ids = list(ids)
    with transaction.atomic(), pghistory.context(user=by.pk):
        gone, _by_model = AlumnusTag.objects.filter(tag=tag, alumnus__in=ids).delete()
    return Done(gone, len(ids) - gone)


def add_to_list(*, ids: Iterable[int], person_list: PersonList, by) -> Done:
    ids = list(ids)
    with transaction.atomic():
        rows = [PersonListEntry(list=person_list, alumnus_id=pk, added_by=by) for pk in ids]
        return _added(PersonListEntry.objects.filter(list=person_list), rows, ids)


def remove_from_list(*, ids: Iterable[int], person_list: PersonList, by) -> Done:
    ids = list(ids)
    gone, _by_model = PersonListEntry.objects.filter(list=person_list, alumnus__in=ids).delete()
    return Done(gone, len(ids) - gone)


def _added(standing, rows: list, ids: list[int]) -> Done:
    """Insert what is not there yet; the unique constraint settles a race."""
    before = standing.filter(alumnus__in=ids).count()
    standing.model.objects.bulk_create(rows, ignore_conflicts=True)
    changed = standing.filter(alumnus__in=ids).count() - before
    return Done(changed, len(ids) - changed)


def tag_named(*, name: str) -> Tag:
    return Tag.objects.get_or_create(name=name)[0]


ACTIONS: dict[str, tuple[str, Callable]] = {
    "tag": (
        Permission.ALUMNI_EDIT,
        lambda subject, ids, by: tag_people(ids=ids, tag=Tag.objects.get(pk=subject), by=by),
    ),
    "untag": (
        Permission.ALUMNI_EDIT,
        lambda subject, ids, by: untag_people(ids=ids, tag=Tag.objects.get(pk=subject), by=by),
    ),
    "list": (
        Permission.ALUMNI_VIEW,
        lambda subject, ids, by: add_to_list(ids=ids, person_list=PersonList.objects.get(pk=subject, owner=by), by=by),
    ),
    "unlist": (
        Permission.ALUMNI_VIEW,
        lambda subject, ids, by: remove_from_list(
            ids=ids, person_list=PersonList.objects.get(pk=subject, owner=by), by=by
        ),
    ),
}


def act_on(*, selection: Selection, action: str, subject_id: int, by) -> Done:
    """Do one of ACTIONS with everyone selected whom `by` may do it to, at once."""
    permission, act = ACTIONS[action]
    with transaction.atomic():
        ids = list(selection.people(by, permission).order_by("pk").values_list("pk", flat=True))
        return act(subject_id, ids, by)


def start_acting_on(*, selection: Selection, action: str, subject_id: int, total: int, by) -> Job:
    """The same as a job, for many people."""
    params = {"action": action, "selection": selection.as_json()}
    return jobs.start(kind=KIND, by=by, subject_id=subject_id, params=params, total=total)


def act_in_background(run: jobs.Run) -> None:
    """Work a selection in batches. Each batch and its place are one commit, so that a killed worker
    repeats nothing; the scope is that of the person who asked, as it is now."""
    job = run.job
    assert job.by_id is not None
    by = User.objects.get(pk=job.by_id)
    selection, action = Selection.from_json(job.params["selection"]), job.params["action"]
    permission, act = ACTIONS[action]
    if not by.may(permission):
        raise jobs.Refused(_("You may no longer do this. Nobody else was changed."))
    counts = {"changed": 0, "same": 0, **job.counts}
    after = job.params.get("after", 0)
    done = counts["changed"] + counts["same"]
    for ids in _batches(selection.people(by, permission), after):
        with transaction.atomic():
            result = act(job.subject_id, ids, by)
            counts = {"changed": counts["changed"] + result.changed, "same": counts["same"] + result.same}
            done += len(ids)
            Job.objects.filter(pk=job.pk).update(params={**job.params, "after": ids[-1]})
            run.report(done=done, total=max(done, job.total), counts=counts)
    run.report(done=done, total=done, counts=counts)


def _batches(people, after: int) -> Iterator[list[int]]:
    """The primary keys in order, from one moment's answer to the search: actions may change who matches."""
    ids = people.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    found = list(ids)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def create_list(*, name: str, is_shared: bool, by) -> PersonList:
    """Return the owner's list of that name, made now if there was none: a form sent twice makes one."""
    found, _created = PersonList.objects.get_or_create(owner=by, name=name, defaults={"is_shared": is_shared})
    return found


def save_search(*, name: str, words: str, filters: dict, is_shared: bool, by) -> SavedSearch:
    """Keep words and filters under a name. Raises NameTaken when the name stands for another search."""
    saved, created = SavedSearch.objects.get_or_create(
        owner=by, name=name, defaults={"words": words, "filters": search.parse(filters), "is_shared": is_shared}
    )
    if not created and (saved.words, saved.filters) != (words, search.parse(filters)):
        raise NameTaken(name)
    return saved


def rename(*, saved: PersonList | SavedSearch, name: str, is_shared: bool) -> None:
    """Change name and sharing of a list or a saved search. Raises NameTaken."""
    saved.name, saved.is_shared = name, is_shared
    try:
        with transaction.atomic():
            saved.save(update_fields=["name", "is_shared"])
    except IntegrityError:
        raise NameTaken(name) from None


def delete(*, saved: PersonList | SavedSearch) -> None:
    """Delete a list or a saved search; the people in it stay as they are."""
    saved.delete()


def found_by(saved: SavedSearch, user):
    """Return the people whom a saved search finds now, among those whom `user` may see."""
    return search.people(user, saved.words, search.parse(saved.filters))
