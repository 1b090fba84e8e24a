"""How far a leave-taking is: by college and class, with the graduates behind each number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from alumni.models import Alumnus, ContactPoint, Liaison
from events.models import Leaver, LeaveTaking
from events.queries.reunions.people import addressed

from .graduates import placed

Kind = ContactPoint.Kind
PAGE = 50
# What a page of graduates may be asked for.
WHICH = ("all", "checked", "unchecked", "lasting", "offered")


@dataclass(frozen=True)
class Counts:
    """Of a class, a college, or all."""

    graduates: int
    checked: int
    lasting: int
    offered: int

    @property
    def unchecked(self) -> int:
        return self.graduates - self.checked

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        """(what its graduates are asked for by, label, number), as the columns of the page stand."""
        yield "all", _("Graduates"), self.graduates
        yield "checked", _("Checked"), self.checked
        yield "unchecked", _("Not yet checked"), self.unchecked
        yield "lasting", _("Reached for years"), self.lasting
        yield "offered", _("Offer to speak"), self.offered

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


NOBODY = Counts(0, 0, 0, 0)


@dataclass(frozen=True)
class ClassLine:
    label: str
    counts: Counts
    has_liaison: bool


@dataclass
class CollegeLine:
    """A college with its classes; `pk` is None where a degree names no college."""

    pk: int | None
    name: str
    counts: Counts = NOBODY
    classes: list[ClassLine] = field(default_factory=list)


def colleges(leaving: LeaveTaking) -> list[CollegeLine]:
    """All of them, in two queries however many graduates there are."""
    rows = (
        placed(listed(leaving), leaving).annotate(lasts=_lasting(leaving))
        .values("college_id", "college_name", "class_label").order_by("college_name", "college_id", "class_label")
        .annotate(
            people=Count("pk"), n_checked=Count("pk", filter=Q(checked_at__isnull=False)),
            n_lasting=Count("pk", filter=Q(lasts=True)), n_offered=Count("pk", filter=Q(offered_at__isnull=False)),
        )
    )  # fmt: skip
    served = _classes_with_liaison(leaving)
    found: dict[int | None, CollegeLine] = {}
    for row in rows:
        college = found.setdefault(row["college_id"], CollegeLine(row["college_id"], row["college_name"] or ""))
        place = row["college_id"], row["class_label"] or ""
        counts = Counts(row["people"], row["n_checked"], row["n_lasting"], row["n_offered"])
        college.counts += counts
        college.classes.append(ClassLine(place[1], counts, place in served))
    return list(found.values())


def _classes_with_liaison(leaving: LeaveTaking) -> set[tuple[int | None, str]]:
    current = Liaison.objects.current().filter(degree__graduation_year=leaving.graduation_year)
    rows = current.values_list("degree__college", "degree__class_name", "degree__major")
    return {(college, name or major) for college, name, major in rows}


def listed(leaving: LeaveTaking) -> QuerySet[Leaver]:
    """Its graduates, without those who may not be named any more."""
    return leaving.leavers.on_record()


def _lasting(leaving: LeaveTaking) -> Exists:
    """Whether there is a way to reach the person that does not end with the studies."""
    points = ContactPoint.objects.filter(alumnus=OuterRef("alumnus"), state__in=ContactPoint.USABLE)
    if leaving.domains:
        names = "|".join(re.escape(each) for each in leaving.domains)
        points = points.exclude(kind=Kind.EMAIL, value__regex=rf"@(.+\.)?({names})$")
    return Exists(points)


def people(leaving: LeaveTaking, *, which: str, college: int | None, label: str | None) -> QuerySet:
    """The graduates behind a number: of one class by its label, of one college (0: of none), or all."""
    rows = placed(listed(leaving), leaving).annotate(lasts=_lasting(leaving))
    if college is not None:
        rows = rows.filter(college_id=college) if college else rows.filter(college_id__isnull=True)
    if label is not None:
        rows = rows.filter(Q(class_label=label) | Q(class_label__isnull=True) if not label else Q(class_label=label))
    asked = {
        "checked": Q(checked_at__isnull=False), "unchecked": Q(checked_at__isnull=True), "lasting": Q(lasts=True),
        "offered": Q(offered_at__isnull=False),
    }.get(which, Q())  # fmt: skip
    return rows.filter(asked).select_related("alumnus")


def with_offices(rows: Iterable[Leaver]) -> list[Leaver]:
    """With `is_liaison`: whether the person speaks for the class of the degree already."""
    found = list(rows)
    degrees = [row.degree_id for row in found]  # type: ignore[attr-defined]
    in_office = set(Liaison.objects.current().filter(degree__in=degrees).values_list("degree_id", flat=True))
    for row in found:
        row.is_liaison = row.degree_id in in_office  # type: ignore[attr-defined]
    return found


def to_mail(leaving: LeaveTaking) -> QuerySet[Leaver]:
    """Who was not sent the link, has not been there by other ways, and may be written to."""
    return _writable(listed(leaving).filter(mailed_at__isnull=True, checked_at__isnull=True))


def to_remind(leaving: LeaveTaking) -> QuerySet[Leaver]:
    """Who was sent the link, has not checked, and was not reminded."""
    return _writable(listed(leaving).filter(mailed_at__isnull=False, reminded_at__isnull=True, checked_at__isnull=True))


def _writable(rows: QuerySet[Leaver]) -> QuerySet[Leaver]:
    """Everybody with an address but those whose last word is that they do not want it."""
    people = addressed(Alumnus.objects.filter(pk=OuterRef("alumnus"))).filter(email__isnull=False)
    return rows.filter(Exists(people.filter(Q(agreed=True) | Q(agreed__isnull=True))))


def addressed_leavers(rows: Iterable[Leaver]) -> dict[int, Alumnus]:
    """{alumnus: the person with `email`}."""
    people = addressed(Alumnus.objects.filter(pk__in=[row.alumnus_id for row in rows]))
    return people.select_related("user").in_bulk()


def unreached(leaving: LeaveTaking) -> QuerySet[Leaver]:
    """Who has not checked and cannot be written to: paper reaches them."""
    rows = listed(leaving).filter(checked_at__isnull=True)
    return rows.exclude(pk__in=_writable(rows).values("pk"))
