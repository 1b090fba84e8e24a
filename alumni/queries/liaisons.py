"""Whom to ask about a person: the liaisons of the person's classes."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from alumni.models import Alumnus, College, Degree, Liaison
from alumni.models.people import colleges_with_predecessors

PAGE = 50


@dataclass(frozen=True)
class ClassLine:
    """A class of one person at the desk: `own` is the person's standing office, `others` those of classmates."""

    degree: Degree
    own: Liaison | None
    others: list[Liaison]


def liaisons_of(person: Alumnus) -> QuerySet[Liaison]:
    """Those who speak for a class of `person` today and can be asked: living, on record, not the person."""
    of_them = Q()
    for degree in person.degrees.all():
        if degree.class_of is not None:
            of_them |= degree.class_of
    if not of_them:
        return Liaison.objects.none()
    return able().filter(degree__in=Degree.objects.filter(of_them)).exclude(alumnus=person)


def able() -> QuerySet[Liaison]:
    """Those in office who are living and on record, and did not have the record restricted."""
    return Liaison.objects.current().filter(
        alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True,
    ).exclude(alumnus__life=Alumnus.Life.DECEASED)  # fmt: skip


def speaks_for(degree: Degree) -> QuerySet[Liaison]:
    """The liaisons of the class of `degree` who can be asked."""
    assert degree.class_of is not None
    return able().filter(degree__in=Degree.objects.filter(degree.class_of)).select_related("alumnus").order_by("pk")


def classes(person: Alumnus, user) -> list[ClassLine]:
    """The classes of one person that can be told, latest first, with the liaisons whom `user` may see."""
    lines = []
    for degree in person.degrees.select_related("college", "school").by_year():
        if degree.class_of is None:
            continue
        standing = list(speaks_for(degree).filter(alumnus__in=Alumnus.objects.visible_to(user)))
        own = Liaison.objects.current().filter(alumnus=person, degree=degree).first()
        lines.append(ClassLine(degree, own, [row for row in standing if row.alumnus_id != person.pk]))
    return lines


def history(person: Alumnus) -> QuerySet[Liaison]:
    """Offices of the person that are over, the latest first."""
    past = Liaison.objects.filter(alumnus=person, until_on__isnull=False)
    return past.select_related("degree__college", "degree__school", "appointed_by").order_by("-until_on", "-pk")


def listed(user, *, college: int | None = None, past: bool = False) -> QuerySet[Liaison]:
    """Liaisons whom `user` may see, those of a college and of its predecessors, by year of the class."""
    rows = Liaison.objects.visible_to(user).filter(until_on__isnull=not past)
    if college:
        rows = rows.filter(degree__college__in=colleges_with_predecessors([college]))
    return rows.select_related("alumnus", "degree__college", "degree__school", "appointed_by").order_by(
        "-degree__graduation_year", "degree__college", "pk"
    )


def colleges(user) -> QuerySet[College]:
    """The colleges that have a liaison whom `user` may see."""
    return College.objects.filter(pk__in=Liaison.objects.visible_to(user).values("degree__college")).order_by("name")
