"""Which reminders are due: for each duty and each term the last step whose day has come."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from chapters.models import Chapter, Duty, Term
from chapters.models.duties import TERM, Due

from .officers import Keeper

DUTY_STEPS = [30, 7, 0, -14, -60]  # days before the day, after it below 0
TERM_STEPS = [180, 90, 30, -1]
LIVING = "c.recognition IN ('founded', 'active', 'revived')"

# Whose step has come and was not said yet of this day. Only the last step that has come: who missed some is told once.
DUE = f"""
WITH place AS (
    SELECT c.id, c.name, c.name_en, (%(now)s AT TIME ZONE c.time_zone)::date AS today
    FROM chapters_chapter c WHERE {LIVING}
), due AS (
    SELECT d.id AS duty_id, NULL::bigint AS term_id, p.id, p.name, p.name_en, d.kind, d.year, d.due_on AS day, p.today,
           (SELECT min(step) FROM unnest(%(duty_steps)s) AS step WHERE d.due_on - p.today <= step) AS step
    FROM chapters_duty d JOIN place p ON p.id = d.chapter_id
    WHERE d.state IN ('due', 'sent_back')
    UNION ALL
    SELECT NULL, t.id, p.id, p.name, p.name_en, 'term', extract(year FROM t.ends_on)::integer, t.ends_on, p.today,
           (SELECT min(step) FROM unnest(%(term_steps)s) AS step WHERE t.ends_on - p.today <= step)
    FROM (
        SELECT DISTINCT ON (chapter_id) id, chapter_id, ends_on FROM chapters_term
        WHERE chapter_id IS NOT NULL ORDER BY chapter_id, ends_on DESC
    ) t JOIN place p ON p.id = t.chapter_id
)
SELECT due.* FROM due
WHERE due.step IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM chapters_reminder r
    WHERE r.by_id IS NULL AND r.days_before = due.step AND r.day = due.day
      AND (r.duty_id = due.duty_id OR r.term_id = due.term_id)
)
ORDER BY due.id, due.duty_id, due.term_id
"""  # noqa: S608 - the program's own


def reminders_due(*, now: datetime | None = None) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"now": now or timezone.now(), "duty_steps": DUTY_STEPS, "term_steps": TERM_STEPS})
        return [Due(*row) for row in cursor.fetchall()]


def open_of(chapter_ids: Iterable[int], what: str, *, now: datetime | None = None) -> list[Due]:
    """What the office may remind these chapters of: the open duties of one kind or, of "term", the end of the last
    term where it is over or near."""
    now = now or timezone.now()
    living = Chapter.objects.living().filter(pk__in=list(chapter_ids))
    if what == TERM:
        terms = Term.objects.filter(chapter__in=living).select_related("chapter")
        rows = terms.order_by("chapter_id", "-ends_on").distinct("chapter_id")
        found = [
            _due(None, term, term.chapter, TERM, term.ends_on.year, term.ends_on, now) for term in rows if term.chapter
        ]
        return [each for each in found if each.days_left <= TERM_STEPS[0]]
    duties = Duty.objects.filter(chapter__in=living, kind=what, state__in=Duty.OPEN).select_related("chapter")
    return [
        _due(duty, None, duty.chapter, duty.kind, duty.year, duty.due_on, now) for duty in duties.order_by("due_on")
    ]


def readers_of(due: Due, people: dict[int, list[Keeper]]) -> list[Keeper]:
    """Officers of today; of a term that is over, those who held office when it ended."""
    return [each for each in people.get(due.chapter_id, []) if each.is_current or due.term_id]


def _due(duty, term, chapter: Chapter, kind: str, year: int, day: date, now: datetime) -> Due:
    today = now.astimezone(chapter.zone).date()
    step = max(min((day - today).days, 30_000), -30_000)
    return Due(
        duty and duty.pk, term and term.pk, chapter.pk, chapter.name, chapter.name_en, kind, year, day, today, step
    )  # fmt: skip
