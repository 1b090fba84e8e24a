"""The people of an export, a batch at a time, each batch in a constant number of queries."""

from array import array
from collections import defaultdict
from collections.abc import Iterator

from alumni.models import Alumnus, AlumnusTag, ContactPoint, Degree, Employment, Honour
from alumni_office.accounts.roles import Permission

from .columns import Line

BATCH = 1_000


def chosen_ids(people) -> array:
    """Everyone selected at this moment, eight bytes each, in the order of their names."""
    ids = people.order_by("doc__sort_name", "pk").values_list("pk", flat=True)
    return array("q", ids.iterator(chunk_size=10_000))


def batches(ids: array, *, by, wants_contacts: bool) -> Iterator[list[Line]]:
    """Yield the people in order. Who left the asker's scope meanwhile is left out."""
    for start in range(0, len(ids), BATCH):
        yield batch(ids[start : start + BATCH].tolist(), by=by, wants_contacts=wants_contacts)


def batch(ids: list[int], *, by, wants_contacts: bool) -> list[Line]:
    people = Alumnus.objects.visible_to(by, Permission.ALUMNI_EXPORT).in_bulk(ids)
    degrees = _by_person(Degree.objects.filter(alumnus__in=ids).by_year().select_related("school", "college"))
    employments = _by_person(Employment.objects.filter(alumnus__in=ids).order_by("is_current", "started_on", "pk"))
    honours = _by_person(Honour.objects.filter(alumnus__in=ids).order_by("year", "pk"))
    tags = _by_person(AlumnusTag.objects.filter(alumnus__in=ids).select_related("tag").order_by("tag__name"))
    contacts = _contacts(ids, by) if wants_contacts else {}
    return [
        Line(
            person=_without_birth_date(people[pk], contacts, wants_contacts),
            degrees=degrees[pk], employment=employments[pk][-1] if employments[pk] else None,
            contacts=contacts.get(pk, {}),
            tags=[row.tag.name for row in tags[pk]], honours=[row.title for row in honours[pk]],
        )
        for pk in ids if pk in people
    ]  # fmt: skip


def _by_person(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.alumnus_id].append(row)
    return found


def _contacts(ids: list[int], by) -> dict[int, dict[str, list]]:
    """{person: {kind: contacts that reach}} for the people whose contacts `by` may see."""
    seen = Alumnus.objects.visible_to(by, Permission.CONTACT_VIEW).filter(pk__in=ids).values_list("pk", flat=True)
    found: dict[int, dict[str, list]] = {pk: defaultdict(list) for pk in seen}
    useless = [ContactPoint.State.BAD, ContactPoint.State.ENDED]
    for point in ContactPoint.objects.filter(alumnus__in=found).exclude(state__in=useless).order_by("pk"):
        found[point.alumnus_id][point.kind].append(point)
    return found


def _without_birth_date(person: Alumnus, contacts: dict, wants_contacts: bool) -> Alumnus:
    if not wants_contacts or person.pk not in contacts:
        person.birth_date = ""
    return person
