"""The years compared: members, gatherings, and what was filed on time."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from chapters.models import Chapter

BACK = 6

YEARS = """
WITH place AS (
    SELECT id, time_zone FROM chapters_chapter WHERE id = ANY(%(chapters)s)
), gathering AS (
    SELECT extract(year FROM g.starts_at AT TIME ZONE p.time_zone)::integer AS year, count(*) AS n,
           coalesce(sum(g.attendance), 0) AS people
    FROM chapters_gathering g JOIN place p ON p.id = g.chapter_id
    WHERE g.cancelled_at IS NULL AND g.starts_at <= %(now)s GROUP BY 1
), duty AS (
    SELECT d.year::integer AS year, count(*) AS due, count(*) FILTER (WHERE d.done_on <= d.due_on) AS on_time
    FROM chapters_duty d JOIN place p ON p.id = d.chapter_id
    WHERE d.state <> 'waived' AND (d.done_on IS NOT NULL OR d.due_on < (%(now)s AT TIME ZONE p.time_zone)::date)
    GROUP BY 1
)
SELECT year,
       (SELECT count(*) FROM chapters_chapter c JOIN place p USING (id)
         WHERE c.founded_on <= make_date(year, 12, 31)
           AND NOT (c.recognition = 'dissolved' AND c.recognition_since <= make_date(year, 12, 31))),
       (SELECT count(*) FROM chapters_membership m JOIN place p ON p.id = m.chapter_id
         WHERE m.joined_on <= make_date(year, 12, 31)
           AND (m.ended_on IS NULL OR m.ended_on > make_date(year, 12, 31))),
       coalesce(gathering.n, 0), coalesce(gathering.people, 0), coalesce(duty.due, 0), coalesce(duty.on_time, 0)
FROM generate_series(%(first)s::integer, %(last)s::integer) AS y (year)
LEFT JOIN gathering USING (year) LEFT JOIN duty USING (year)
ORDER BY year DESC
"""


@dataclass(frozen=True)
class Year:
    year: int
    chapters: int
    members: int
    gatherings: int
    attendance: int
    due: int
    on_time: int
    members_share: float = 0  # per cent of the best of these years
    gatherings_share: float = 0

    @property
    def on_time_share(self) -> float | None:
        return 100 * self.on_time / self.due if self.due else None


def years(user, *, kind: str = "") -> list[Year]:
    """The last years, the present one first and as far as it has come. Two queries."""
    chapters = Chapter.objects.visible_to(user)
    ids = list((chapters.filter(kind=kind) if kind else chapters).values_list("pk", flat=True))
    this = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(YEARS, {"chapters": ids, "now": timezone.now(), "first": this - BACK + 1, "last": this})
        rows = [Year(*row) for row in cursor.fetchall()]
    members, gatherings = max(row.members for row in rows), max(row.gatherings for row in rows)
    return [
        Year(
            row.year, row.chapters, row.members, row.gatherings, row.attendance, row.due, row.on_time,
            100 * row.members / members if members else 0, 100 * row.gatherings / gatherings if gatherings else 0,
        )
        for row in rows
    ]  # fmt: skip
