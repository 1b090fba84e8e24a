"""Who is meant by an audience: any combination of saved searches, lists, chapters, classes, subscribers and people
picked by hand, without those of other such parts. Read anew at each use, in the scope of whoever sends.

As JSON: {"include": [{"kind": "search", "id": 3}, {"kind": "chapter", "id": 7}], "exclude": [...]}.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Mod
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alumni.models import Alumnus, College, Degree, PersonList, PersonListEntry, SavedSearch
from alumni.models.people import colleges_with_predecessors
from alumni.queries import search
from alumni_office.accounts.roles import Permission
from chapters.models import Chapter, Membership
from publications.models import Periodical, Subscription

MOST_PARTS = 30
MOST_PICKED = 5_000
INDEXED = 16  # of a sample of one in so many; every other one is a part of it


class Unknown(Exception):
    """A part names something that is not there, or that the sender may not use."""


@dataclass(frozen=True)
class Asked:
    """People are those in the reach of `user`; searches and lists may be `chosen_by`'s own as well as shared ones."""

    user: Any
    chosen_by: Any


@dataclass(frozen=True)
class Part:
    """One circle of people, by its kind and what that kind needs."""

    kind: str
    id: int = 0
    ids: tuple[int, ...] = ()
    year: int = 0
    class_name: str = ""

    def as_json(self) -> dict[str, Any]:
        found = {"kind": self.kind, "id": self.id, "ids": list(self.ids), "year": self.year, "class": self.class_name}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Audience:
    include: tuple[Part, ...] = ()
    exclude: tuple[Part, ...] = field(default=())

    @classmethod
    def from_json(cls, data: dict) -> "Audience":
        """Raises Unknown for what `as_json` never writes."""
        return cls(tuple(map(_part, _list(data, "include"))), tuple(map(_part, _list(data, "exclude"))))

    @classmethod
    def standing(cls, data: dict) -> "Audience":
        """As `from_json`, to begin a form with: an empty one for what cannot be read."""
        try:
            return cls.from_json(data)
        except Unknown:
            return cls()

    def as_json(self) -> dict:
        return {
            "include": [part.as_json() for part in self.include],
            "exclude": [part.as_json() for part in self.exclude],
        }

    def people(
        self, user, permission: str = Permission.ALUMNI_VIEW, *, one_in: int = 1, chosen_by=None
    ) -> QuerySet[Alumnus]:
        """Return everybody who is meant and whom `user` may use `permission` on, restricted people left out; of these
        one in so many. `chosen_by`: who put the audience together, where that is somebody else. Nobody for no parts.
        Raises Unknown."""
        meant, asked = Q(pk__in=[]), Asked(user, chosen_by or user)
        for part in self.include:
            meant |= ids_of(part, asked, one_in)
        for part in self.exclude:
            meant &= ~ids_of(part, asked, one_in)
        return sampled(Alumnus.objects.visible_to(user, permission).usable().filter(meant), "pk", one_in)


def _list(data: Any, name: str) -> list:
    found = data.get(name, []) if isinstance(data, dict) else None
    if not isinstance(found, list) or len(found) > MOST_PARTS:
        raise Unknown(name)
    return found


def _part(data: Any) -> Part:
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        raise Unknown
    ids = data.get("ids", [])
    if not isinstance(ids, list) or len(ids) > MOST_PICKED:
        raise Unknown
    numbers = [data.get("id", 0), data.get("year", 0), *ids]
    if not all(type(number) is int and 0 <= number < 2**63 for number in numbers):
        raise Unknown
    return Part(data["kind"], numbers[0], tuple(ids), numbers[1], str(data.get("class", ""))[:60])


# The rows that parts name by their `id`.
NAMED = {
    "search": SavedSearch, "list": PersonList, "chapter": Chapter, "class": College, "subscribers": Periodical,
    "post_subscribers": Periodical,
}  # fmt: skip


def rows_named(parts: Iterable[Part]) -> dict[str, dict[int, Any]]:
    """{kind: {key: row}} of what the parts name; a query a kind, however many they are."""
    keys: dict[str, set[int]] = {}
    for part in parts:
        if part.kind in NAMED:
            keys.setdefault(part.kind, set()).add(part.id)
    return {kind: NAMED[kind]._default_manager.in_bulk(some) for kind, some in keys.items()}


def sampled(rows: QuerySet, person: str, one_in: int) -> QuerySet:
    """One person in so many, in the words of the indexes for that (sql/counting.sql)."""
    for each in sorted({INDEXED, one_in} if one_in > 1 else ()):
        rows = rows.alias(**{f"rest_{each}": Mod(F(person), each, output_field=BigIntegerField())})
        rows = rows.filter(**{f"rest_{each}": 0})
    return rows


def ids_of(part: Part, asked: Asked, one_in: int = 1) -> Q:
    return KINDS[part.kind].people(part, asked, one_in)


def _of(rows: QuerySet, one_in: int) -> Q:
    return Q(pk__in=sampled(rows, "alumnus_id", one_in).values("alumnus"))


def _everyone(part: Part, asked: Asked, one_in: int) -> Q:
    return Q(pk__isnull=False)


def _search(part: Part, asked: Asked, one_in: int) -> Q:
    saved = SavedSearch.objects.visible_to(asked.chosen_by).filter(pk=part.id).first()
    if saved is None:
        raise Unknown
    return Q(pk__in=search.people(asked.user, saved.words, search.parse(saved.filters), one_in=one_in).values("pk"))


def _list_of_people(part: Part, asked: Asked, one_in: int) -> Q:
    if not PersonList.objects.visible_to(asked.chosen_by).filter(pk=part.id).exists():
        raise Unknown
    return _of(PersonListEntry.objects.filter(list=part.id), one_in)


def _chapter(part: Part, asked: Asked, one_in: int) -> Q:
    if not Chapter.objects.visible_to(asked.user).filter(pk=part.id).exists():
        raise Unknown
    return _of(Membership.objects.members().filter(chapter=part.id), one_in)


def _class(part: Part, asked: Asked, one_in: int) -> Q:
    """Graduates of one year of a college and its predecessors; of one class where it is named."""
    degrees = Degree.objects.filter(college__in=colleges_with_predecessors([part.id]), graduation_year=part.year)
    if part.class_name:
        degrees = degrees.filter(class_name=part.class_name)
    return _of(degrees, one_in)


def _subscribers(channel: str) -> Callable[[Part, Asked, int], Q]:
    def subscribers(part: Part, asked: Asked, one_in: int) -> Q:
        if not Periodical.objects.filter(pk=part.id).exists():
            raise Unknown
        return _of(Subscription.objects.running().filter(periodical=part.id, channel=channel), one_in)

    return subscribers


def _picked(part: Part, asked: Asked, one_in: int) -> Q:
    return Q(pk__in=part.ids)


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    people: Callable[[Part, Asked, int], Q]


KINDS: dict[str, Kind] = {
    "everyone": Kind(_("Everyone"), _everyone),
    "search": Kind(_("A saved search"), _search),
    "list": Kind(_("A list"), _list_of_people),
    "chapter": Kind(_("Members of a chapter"), _chapter),
    "class": Kind(_("A class or year"), _class),
    "subscribers": Kind(_("Subscribers by e-mail"), _subscribers(Subscription.Channel.EMAIL)),
    "post_subscribers": Kind(_("Subscribers by post"), _subscribers(Subscription.Channel.POST)),
    "people": Kind(_("People picked by hand"), _picked),
}
