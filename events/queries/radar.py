"""The anniversary radar: which classes have a round anniversary in a year, and how far each has come.

Two statements read the classes: one finds those of a page among all of the year, by the index of degrees by year; one
counts the people of these. Reachable is who is living and has an e-mail, a telephone or an address on file, as the
search says it; agreed is who of them also agreed to be written to by mail.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, College, Liaison
from alumni.models.people import colleges_with_predecessors
from alumni.queries.liaisons import able
from alumni.queries.search.filters import FILTERS, REACH
from alumni.queries.search.measure import settle
from alumni_office.accounts.roles import Permission
from events.models import PLAN, ClassReunion, Event, Kind, Step, due_on

from .classes import CLASS, Key, key_of

ANNIVERSARIES = (10, 20, 30, 40, 50)
YEARS_AHEAD = 4  # this year and the next three
PAGE = 50

# A class is told by its name, or by its major where it has none, as Degree.class_of does.
CLASSES = """
    SELECT college_id, graduation_year, level, class_name, CASE WHEN class_name = '' THEN major ELSE '' END AS major
    FROM alumni_degree
    WHERE graduation_year = ANY(%(years)s) AND {scope} AND (class_name <> '' OR major <> '')
    GROUP BY 1, 2, 3, 4, 5
"""

FOUND = """
    SELECT c.*, count(*) OVER () FROM ({classes}) AS c
    ORDER BY graduation_year, college_id, class_name, major, level LIMIT %(size)s OFFSET %(start)s
"""

COUNTED = """
    WITH class AS (
        SELECT * FROM unnest(%(colleges)s::bigint[], %(years)s::smallint[], %(levels)s::text[], %(names)s::text[],
                             %(majors)s::text[])
               WITH ORDINALITY AS c (college_id, graduation_year, level, class_name, major, place)
    ), member AS (
        SELECT DISTINCT class.place, s.person_id, s.terms
        FROM class JOIN alumni_degree d
          ON d.graduation_year = class.graduation_year AND d.college_id = class.college_id AND d.level = class.level
         AND d.class_name = class.class_name AND (class.class_name <> '' OR d.major = class.major)
        JOIN alumni_searchdoc s ON s.person_id = d.alumnus_id
    )
    SELECT m.place, count(*),
           count(*) FILTER (WHERE is_reachable),
           count(*) FILTER (WHERE is_reachable AND m.terms @> %(email)s AND (
               SELECT given FROM alumni_consent o
               WHERE o.alumnus_id = m.person_id AND o.purpose = 'contact' AND o.channel IN ('email', 'any')
               ORDER BY o.at DESC, o.id DESC LIMIT 1))
    FROM member m CROSS JOIN LATERAL (SELECT m.terms && %(reach)s AND m.terms @> %(living)s AS is_reachable) AS r
    GROUP BY m.place
"""


@dataclass
class Row:
    """A class, with what is planned of its anniversary in `year`."""

    key: Key
    year: int
    people: int = 0
    reachable: int = 0
    agreed: int = 0
    college: College | None = None
    liaisons: list[Liaison] = field(default_factory=list)
    reunion: ClassReunion | None = None
    next_step: str = ""
    next_on: date | None = None

    @property
    def anniversary(self) -> int:
        return self.year - self.key.graduation_year

    @property
    def label(self) -> str:
        return self.key.label

    @property
    def next_label(self) -> str:
        return str(Step(self.next_step).label) if self.next_step else ""

    @property
    def days_left(self) -> int | None:
        return (self.next_on - timezone.localdate()).days if self.next_on else None

    @property
    def is_late(self) -> bool:
        """Where a day is booked: a class that plans nothing has promised nothing."""
        return self.reunion is not None and self.is_past

    @property
    def is_past(self) -> bool:
        """Whether the day is over on which the next step should have been taken."""
        return self.days_left is not None and self.days_left < 0

    @property
    def days_late(self) -> int:
        return -(self.days_left or 0)

    @property
    def class_url(self) -> str:
        """The search for the people of the class: what the console can do is done with them there."""
        return _search({CLASS: self.key.value})

    @property
    def reachable_url(self) -> str:
        return _search({CLASS: self.key.value, "life": "living", "reach": list(REACH)})

    @property
    def year_url(self) -> str:
        """The search for the whole year of the college."""
        return _search({"college": self.key.college_id, "graduated": self.key.graduation_year})


def _search(asked: dict) -> str:
    return f"{reverse('admin:alumni_alumnus_changelist')}?{urlencode(asked, doseq=True)}"


@dataclass(frozen=True)
class Radar:
    rows: list[Row]
    total: int
    day: date | None  # of the Return Day of that year, from which classes without a reunion count back


def years() -> range:
    this = timezone.localdate().year
    return range(this, this + YEARS_AHEAD)


def radar(
    user, *, year: int, anniversary: int | None = None, college: int | None = None, page: int | None = 1
) -> Radar:
    """One page of it; all pages with `page=None`."""
    settle()
    asked = [year - each for each in ([anniversary] if anniversary else ANNIVERSARIES)]
    scope = scope_of(user, college)
    keys, total = _classes(asked, scope, page)
    day = return_day(year)
    rows = [Row(key, year) for key in keys]
    _count(rows)
    _name(rows)
    _who_speaks(rows, user)
    _planned(rows, user, year, day)
    return Radar(rows, total, day)


def scope_of(user, college: int | None) -> list[int] | None:
    """The colleges whose classes are asked for, predecessors included; None: of all."""
    reach = user.reach(Permission.EVENT_VIEW)
    own = None if reach.everyone else colleges_with_predecessors(reach.college_ids)
    if college is None:
        return None if own is None else sorted(own)
    chosen = colleges_with_predecessors([college])
    return sorted(chosen if own is None else chosen & own)


def colleges(user):
    """Those by which the radar can be narrowed."""
    found = College.objects.filter(successions=None)
    reach = user.reach(Permission.EVENT_VIEW)
    return (found if reach.everyone else College.objects.filter(pk__in=reach.college_ids)).order_by("name")


def _classes(asked: list[int], scope: list[int] | None, page: int | None) -> tuple[list[Key], int]:
    condition = "college_id IS NOT NULL" if scope is None else "college_id = ANY(%(scope)s)"
    sql = FOUND.format(classes=CLASSES.format(scope=condition))
    size, start = (PAGE, (page - 1) * PAGE) if page else (None, 0)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"years": asked, "scope": scope, "size": size, "start": start})
        found = cursor.fetchall()
    return [Key(*row[:-1]) for row in found], found[0][-1] if found else 0


def _count(rows: list[Row]) -> None:
    keys = [row.key for row in rows]
    values: dict[str, Any] = {
        "colleges": [key.college_id for key in keys], "years": [key.graduation_year for key in keys],
        "levels": [key.level for key in keys], "names": [key.class_name for key in keys],
        "majors": [key.major for key in keys], "email": FILTERS["reach"].terms(["email"]),
        "reach": FILTERS["reach"].terms(REACH), "living": FILTERS["life"].terms(["living"]),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        for place, *counted in cursor.fetchall():
            row = rows[place - 1]
            row.people, row.reachable, row.agreed = counted


def _name(rows: list[Row]) -> None:
    found = College.objects.in_bulk({row.key.college_id for row in rows})
    for row in rows:
        row.college = found[row.key.college_id]


def _who_speaks(rows: list[Row], user) -> None:
    """Liaisons whose record the user may see."""
    of_page = able().filter(
        degree__college__in={row.key.college_id for row in rows},
        degree__graduation_year__in={row.key.graduation_year for row in rows},
        alumnus__in=Alumnus.objects.visible_to(user),
    )
    by_key: dict[Key, list[Liaison]] = {}
    for liaison in of_page.select_related("degree", "alumnus").order_by("pk"):
        by_key.setdefault(key_of(liaison.degree), []).append(liaison)
    for row in rows:
        row.liaisons = by_key.get(row.key, [])


def _planned(rows: list[Row], user, year: int, day: date | None) -> None:
    """The reunion of each class in that year, or that of its whole year, and the step of its plan that is next;
    without one the first step, counted back from the Return Day."""
    found = ClassReunion.objects.visible_to(user).standing().filter(day__year=year)
    by_key = {key_of(each): each for each in found.select_related("contact", "college").prefetch_related("tasks")}
    for row in rows:
        whole_year = Key(row.key.college_id, row.key.graduation_year, "", "", "")
        row.reunion = by_key.get(row.key) or by_key.get(whole_year)
        if row.reunion:
            row.next_step, row.next_on = next_step(row.reunion)
        elif day:
            row.next_step, row.next_on = _first_step(row, day)


def _first_step(row: Row, day: date) -> tuple[str, date]:
    step = Step.INVITE if row.liaisons else Step.LIAISON
    return step, due_on(step, day)


def next_step(reunion: ClassReunion) -> tuple[str, date | None]:
    """The earliest step that is not done; empty when all are."""
    done = {task.step for task in reunion.tasks.all() if task.done_at}
    left = [step for step in PLAN if step not in done]
    return (left[0], due_on(left[0], reunion.day)) if left else ("", None)


def return_day(year: int) -> date | None:
    """The first Return Day of the whole university in that year."""
    found = Event.objects.told().exclude(state=Event.State.CANCELLED).filter(
        kind=Kind.RETURN_DAY, college__isnull=True, chapter__isnull=True, starts_at__year=year
    ).order_by("starts_at").first()  # fmt: skip
    return timezone.localtime(found.starts_at, found.zone).date() if found else None


def planned_by_year(user) -> dict[tuple[int, int], int]:
    """How many reunions are asked for or confirmed, by the year of the day and the anniversary."""
    ahead = ClassReunion.objects.visible_to(user).standing().filter(day__year__in=list(years()))
    found: dict[tuple[int, int], int] = {}
    for day, graduated in ahead.values_list("day", "graduation_year"):
        found[day.year, day.year - graduated] = found.get((day.year, day.year - graduated), 0) + 1
    return found
