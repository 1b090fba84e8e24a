"""Who graduates in the year of a leave-taking, and in which class."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from alumni.models import Alumnus, Degree
from alumni.models.people import colleges_with_predecessors
from events.models import Leaver, LeaveTaking


def degrees_of(leaving: LeaveTaking) -> QuerySet[Degree]:
    rows = Degree.objects.filter(graduation_year=leaving.graduation_year)
    if leaving.college_id:
        rows = rows.filter(college__in=colleges_with_predecessors([leaving.college_id]))
    return rows


def graduates(leaving: LeaveTaking) -> QuerySet[Alumnus]:
    """Those of them who may be named and written to."""
    return Alumnus.objects.approachable().filter(Exists(degrees_of(leaving).filter(alumnus=OuterRef("pk"))))


def degree_of(leaver: Leaver) -> Degree | None:
    """The degree by which the person is in this leave-taking: of several the first."""
    return degrees_of(leaver.leaving).filter(alumnus=leaver.alumnus_id).order_by("pk").first()


def placed(rows: QuerySet, leaving: LeaveTaking) -> QuerySet:
    """With `degree_id`, `college_id`, `college_name` and `class_label` of that degree: the class, else the major."""
    first = degrees_of(leaving).filter(alumnus=OuterRef("alumnus")).order_by("pk")
    named = first.annotate(label=Coalesce(NullIf("class_name", Value("")), F("major")))
    return rows.annotate(
        degree_id=Subquery(first.values("pk")[:1]), college_id=Subquery(first.values("college")[:1]),
        college_name=Subquery(first.values("college__name")[:1]), class_label=Subquery(named.values("label")[:1]),
    )  # fmt: skip
