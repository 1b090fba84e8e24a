"""The desk's list of reunions, and one of them with its classmates."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from alumni.models import Alumnus, College, Degree
from alumni.models.people import colleges_with_predecessors
from alumni.queries.liaisons import speaks_for
from alumni_office.accounts.roles import Permission
from events.models import PLAN, ClassReunion, ReunionTask, Step

PAGE = 50


def listed(user, *, state: str = "", college: int | None = None, year: int | None = None):
    """Those that `user` may see, by day: those ahead first, the nearest on top."""
    rows = ClassReunion.objects.visible_to(user)
    if state:
        rows = rows.filter(state=state)
    if college:
        rows = rows.filter(college__in=colleges_with_predecessors([college]))
    if year:
        rows = rows.filter(day__range=(date(year, 1, 1), date(year, 12, 31)))
    coming = Count("classmates", filter=Q(classmates__answer="coming", classmates__alumnus__merged_into__isnull=True))
    return rows.select_related("college", "place", "contact").annotate(coming=coming).order_by("-day", "pk")


def bookable(user):
    """Degrees whose class `user` may enter a booking for: of people in sight, of colleges that the user decides for."""
    reach = user.reach(Permission.EVENT_EDIT)
    people = Alumnus.objects.visible_to(user).usable().exclude(life=Alumnus.Life.DECEASED)
    rows = Degree.objects.filter(alumnus__in=people, college__isnull=False, graduation_year__isnull=False)
    if not reach.everyone:
        rows = rows.filter(college__in=colleges_with_predecessors(reach.college_ids))
    return rows.select_related("alumnus", "college").order_by("graduation_year", "pk")


def speakers(degree: Degree, user) -> list[Alumnus]:
    """The liaisons of the class whom `user` may see."""
    return list(Alumnus.objects.visible_to(user).filter(pk__in=speaks_for(degree).values("alumnus")).order_by("name"))


def by_state(user) -> dict[str, int]:
    """How many there are in each state."""
    found = ClassReunion.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
    return dict(found)


def colleges(user):
    return College.objects.filter(pk__in=ClassReunion.objects.visible_to(user).values("college")).order_by("name")


def waiting(user):
    """For the first page: those on which the user's college decides."""
    return ClassReunion.objects.decided_by(user).filter(state=ClassReunion.State.ASKED)


def classmates(reunion: ClassReunion, user):
    """Rows of people whom `user` may see; the counts of the page are of all."""
    people = Alumnus.objects.visible_to(user)
    rows = reunion.classmates.filter(alumnus__in=people).select_related("alumnus")
    return rows.order_by("answer", "alumnus__name", "pk")


def is_over(reunion: ClassReunion) -> bool:
    return reunion.day < timezone.localdate()


def steps_of(reunion: ClassReunion) -> list[ReunionTask]:
    """The plan in its order."""
    order = list(PLAN)
    tasks = reunion.tasks.select_related("reunion", "done_by")
    return sorted(tasks, key=lambda task: order.index(Step(task.step)))


def sees(user, person_id: int | None) -> bool:
    """Whether the page of this person opens for the user."""
    return person_id is not None and Alumnus.objects.visible_to(user).filter(pk=person_id).exists()
