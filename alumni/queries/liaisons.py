"""Whom to ask about a person: the liaisons of the person's classes."""

from django.db.models import Q, QuerySet

from alumni.models import Alumnus, Degree, Liaison


def liaisons_of(person: Alumnus) -> QuerySet[Liaison]:
    """Those who speak for a class of `person` today and can be asked: living, on record, not the person."""
    classes = [degree.class_of for degree in person.degrees.all() if degree.class_of is not None]
    if not classes:
        return Liaison.objects.none()
    of_them = Q()
    for each in classes:
        of_them |= each
    able = Liaison.objects.current().filter(
        alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True,
    ).exclude(alumnus__life=Alumnus.Life.DECEASED)  # fmt: skip
    return able.filter(degree__in=Degree.objects.filter(of_them)).exclude(alumnus=person)
