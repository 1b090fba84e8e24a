"""The health of chapters from plain figures: five signs, one point each. The page shows the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from alumni.queries.overview.figures import Figure
from alumni.queries.search.terms import Kind, code, number, payload_of
from chapters.models import Chapter
from chapters.queries.officers import keepers
from chapters.queries.silence import Silence, silences

from .missing import figures
from .places import NONE, Circles, Counted, Places, circles_for, places_for

ENOUGH_MEMBERS = 50  # as many as a registration asks for
ENOUGH_SHARE = 10  # per cent of the reachable people of the place
SIGNS = 5

FIGURES = """
WITH place AS (
    SELECT id, time_zone, (%(now)s AT TIME ZONE time_zone)::date AS today FROM chapters_chapter
    WHERE id = ANY(%(chapters)s)
), member AS (
    SELECT chapter_id, count(*) AS n FROM chapters_membership
    WHERE state = 'member' AND chapter_id = ANY(%(chapters)s) GROUP BY 1
), gathering AS (
    SELECT chapter_id, count(*) AS n FROM chapters_gathering
    WHERE cancelled_at IS NULL AND starts_at > %(year_ago)s AND starts_at <= %(now)s GROUP BY 1
), duty AS (
    SELECT d.chapter_id, count(*) AS due,
           count(*) FILTER (WHERE d.done_on <= d.due_on
               OR (d.state = 'filed' AND (f.filed_at AT TIME ZONE p.time_zone)::date <= d.due_on)) AS on_time
    FROM place p JOIN chapters_duty d ON d.chapter_id = p.id LEFT JOIN chapters_filing f ON f.duty_id = d.id
    WHERE d.state <> 'waived' AND d.due_on > p.today - 365
      AND (d.due_on < p.today OR (d.due_on >= p.today AND d.state IN ('done', 'filed') AND d.year <= extract(year FROM p.today)))
    GROUP BY 1
), term AS (
    SELECT p.id AS chapter_id, max(t.ends_on) AS ends_on,
           bool_or(p.today BETWEEN t.starts_on AND t.ends_on) AS runs
    FROM place p JOIN chapters_term t ON t.chapter_id = p.id GROUP BY 1
)
SELECT p.id, coalesce(member.n, 0), coalesce(gathering.n, 0), coalesce(duty.due, 0), coalesce(duty.on_time, 0),
       term.ends_on, coalesce(term.runs, false)
FROM place p
LEFT JOIN member ON member.chapter_id = p.id
LEFT JOIN gathering ON gathering.chapter_id = p.id
LEFT JOIN duty ON duty.chapter_id = p.id
LEFT JOIN term ON term.chapter_id = p.id
"""  # noqa: E501


@dataclass(frozen=True)
class Row:
    chapter: Chapter
    members: int
    gatherings: int
    due: int
    on_time: int
    term_ends_on: date | None
    term_runs: bool
    people: Figure | None  # the reachable people of the place; None where there is no such place
    silence: Silence | None
    keepers: int

    @property
    def share(self) -> float | None:
        """At most 100: there may be more members than people of whom we know that they live there."""
        if not self.people or not self.people.value:
            return None
        return min(100 * self.members / self.people.value, 100.0)

    @property
    def on_time_share(self) -> float | None:
        return 100 * self.on_time / self.due if self.due else None

    @property
    def is_silent(self) -> bool:
        return bool(self.silence and self.silence.is_flagged)

    @property
    def is_late(self) -> bool:
        return self.on_time < self.due

    @property
    def signs(self) -> int:
        return sum(
            (
                self.members >= ENOUGH_MEMBERS,
                (self.share or 0) >= ENOUGH_SHARE,
                self.gatherings > 0,
                not self.is_late,
                self.term_runs,
            )
        )


SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.chapter.shown_name,
    "members": lambda row: row.members,
    "share": lambda row: -1 if row.share is None else row.share,
    "gatherings": lambda row: row.gatherings,
    "duties": lambda row: -1 if row.on_time_share is None else row.on_time_share,
    "term": lambda row: row.term_ends_on or date.min,
    "signs": lambda row: row.signs,
}
SHOWS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "silent": lambda row: row.is_silent,
    "unreached": lambda row: not row.keepers,
    "term": lambda row: not row.term_runs,
    "late": lambda row: row.is_late,
}


def health(user, *, kind: str = "", now: datetime | None = None) -> list[Row]:
    """The living chapters that `user` sees. The number of queries does not grow with them."""
    now = now or timezone.now()
    chapters = Chapter.objects.visible_to(user).living().select_related("college").order_by("pk")
    found = {chapter.pk: chapter for chapter in (chapters.filter(kind=kind) if kind else chapters)}
    silent, people = silences(found, now=now), keepers(found, now=now)
    lived_in = _LivedIn(places_for(user), circles_for(user))
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"chapters": list(found), "now": now, "year_ago": now - timedelta(days=365)})
        rows = cursor.fetchall()
    return [
        Row(
            found[pk], members, gatherings, due, on_time, term_ends_on, term_runs, lived_in.by(found[pk]),
            silent.get(pk),
            sum(each.is_current for each in people.get(pk, [])),
        )
        for pk, members, gatherings, due, on_time, term_ends_on, term_runs in rows
    ]  # fmt: skip


def in_order(rows: list[Row], sort: str) -> list[Row]:
    """By a name of SORTS, falling with a minus; chapters that are alike, by name."""
    key = SORTS.get(sort.removeprefix("-"), SORTS["signs"])
    rows = sorted(rows, key=SORTS["name"])
    return sorted(rows, key=key, reverse=sort.startswith("-"))


class _LivedIn:
    """How many reachable people live in the place of a chapter, or are of its trade or college."""

    def __init__(self, places: Places, circles: Circles):
        self.places, self.circles = places, circles
        self.cities: dict[tuple[str, str, str], tuple[Counted, int]] = {}
        for (country, province, term), counted in places.cities.items():
            name = places.names.get(term, "").removesuffix("市")
            self.cities[(province, "" if province else country, name)] = (counted, term)

    def by(self, chapter: Chapter) -> Figure | None:
        """None for a city in which nobody is known to live."""
        if chapter.kind == Chapter.Kind.INDUSTRY:
            return self._circle(code(Kind.INDUSTRY, chapter.industry), "industry", chapter.industry)
        if chapter.kind == Chapter.Kind.COLLEGE:
            assert chapter.college_id
            return self._circle(number(Kind.COLLEGE, chapter.college_id), "college", str(chapter.college_id))
        abroad = chapter.kind == Chapter.Kind.OVERSEAS
        query = [("country", chapter.country)] if abroad else [("province", chapter.province)]
        if not chapter.city:
            wholes = self.places.countries if abroad else self.places.provinces
            return _reachable(wholes.get(query[0][1], NONE), self.places.step, query)
        key = (chapter.province, chapter.country, chapter.city.removesuffix("市"))
        if key not in self.cities:
            return None
        counted, term = self.cities[key]
        return _reachable(counted, self.places.step, [*query, ("city", str(payload_of(term)))])

    def _circle(self, term: int, name: str, value: str) -> Figure:
        return _reachable(self.circles.terms.get(term, NONE), self.circles.step, [(name, value)])


def _reachable(counted: Counted, step: int, query: list[tuple[str, str]]) -> Figure:
    return figures(counted, step, query)[0]
