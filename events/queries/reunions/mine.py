"""What members of a class see of its reunion: all of them the day and the counts, the contact person the answers."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils import timezone

from alumni.models import Alumnus, Degree
from alumni.queries.circle import MOST_OF_A_CLASS, class_members, classes_of
from alumni.queries.liaisons import speaks_for
from events.models import Classmate, ClassReunion

Answer = Classmate.Answer


@dataclass(frozen=True)
class Counts:
    """People by answer; `heads` are those who come, with who comes along."""

    coming: int
    heads: int
    unsure: int
    not_coming: int
    not_found: int
    invited: int
    silent: int


def counts_of(reunion: ClassReunion) -> Counts:
    rows = reunion.classmates.filter(alumnus__merged_into__isnull=True)
    found = rows.aggregate(
        **{str(each): Count("pk", filter=Q(answer=each)) for each in Answer if each != Answer.NONE},
        heads=Sum("seats", filter=Q(answer=Answer.COMING), default=0),
        invited=Count("pk", filter=Q(invited_at__isnull=False)),
        silent=Count("pk", filter=Q(invited_at__isnull=False, answer=Answer.NONE)),
    )
    return Counts(**found)


def takes_answers(reunion: ClassReunion) -> bool:
    return reunion.is_open and reunion.day >= timezone.localdate()


@dataclass(frozen=True)
class ClassLine:
    """One class of a person: what is planned, and whether the person may book."""

    degree: Degree
    reunions: list[ClassReunion]
    may_book: bool
    is_known: bool  # college, year of graduation, and class or major
    has_liaison: bool


def lines_of(person: Alumnus) -> list[ClassLine]:
    """Of a handful of degrees, each asked on its own."""
    return [_line(person, degree) for degree in classes_of(person)]


def _line(person: Alumnus, degree: Degree) -> ClassLine:
    is_known = bool(degree.college_id and degree.graduation_year)
    found = reunions_of(degree).order_by("day") if is_known else []
    speaking = {row.alumnus_id for row in speaks_for(degree)} if is_known else set()
    return ClassLine(
        degree, list(found), is_known and (not speaking or person.pk in speaking), is_known, bool(speaking)
    )


def reunions_of(degree: Degree):
    """Those to which the person of `degree` belongs by it: of the class, and of the whole year. Those that were
    declined or cancelled are shown for a year."""
    assert degree.graduation_year is not None
    same = ClassReunion.objects.filter(college=degree.college_id, graduation_year=degree.graduation_year)
    recent = Q(state__in=ClassReunion.STANDING) | Q(day__year__gte=timezone.localdate().year)
    rows = same.filter(recent).select_related("college", "place", "contact", "event__place")
    return rows.filter(pk__in=[row.pk for row in rows if Degree.objects.filter(row.class_of, pk=degree.pk).exists()])


def own_degree(person: Alumnus, reunion: ClassReunion) -> Degree | None:
    """The degree by which the person belongs to it."""
    return person.degrees.filter(reunion.class_of).select_related("college", "school", "alumnus").first()


@dataclass(frozen=True)
class Mate:
    """A classmate as the contact person sees one: the name, and what is known for this reunion."""

    person: Alumnus
    row: Classmate | None
    is_open: bool  # opened themselves to the contact person
    is_missing: bool  # the office looks for them
    is_self: bool

    @property
    def answer(self) -> str:
        return self.row.answer if self.row else Answer.NONE

    @property
    def label(self) -> str:
        return str(Answer(self.answer).label)

    @property
    def may_invite(self) -> bool:
        return self.is_open and not (self.row and (self.row.invited_at or self.row.is_own))

    @property
    def may_mark(self) -> bool:
        return not (self.is_self or (self.row and self.row.is_own))


def mates_of(reunion: ClassReunion, person: Alumnus, degree: Degree) -> list[Mate]:
    """The class list of the contact person, as the page of the class names it, without those who died."""
    living = class_members(degree).exclude(life=Alumnus.Life.DECEASED)
    people = list(living.order_by("doc__sort_name", "pk")[:MOST_OF_A_CLASS])
    ids = [each.pk for each in people]
    opened = set(Alumnus.objects.opened_to(person).filter(pk__in=ids).values_list("pk", flat=True))
    rows = {row.alumnus_id: row for row in reunion.classmates.filter(alumnus__in=ids)}
    return [
        Mate(each, rows.get(each.pk), each.pk in opened, not (each.user_id or each.verified_at), each.pk == person.pk)
        for each in people
    ]
