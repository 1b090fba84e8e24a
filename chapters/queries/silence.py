"""Chapters without a sign of life.

A sign of life is what somebody did for the chapter: something filed, a gathering that was held, a notice, a member
admitted, a change of council or somebody who took office. A chapter that was founded or revived lately is not silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from chapters.models import Chapter

SILENT_DAYS = 300

# A living chapter's last sign, and its own day.
SIGNS = """
SELECT c.id, (%(now)s AT TIME ZONE c.time_zone)::date AS today, greatest(
    coalesce((SELECT max(r.happened_on) FROM chapters_recognitionchange r
               WHERE r.chapter_id = c.id AND r.to_state IN ('founded', 'revived')), c.founded_on),
    (SELECT max((f.filed_at AT TIME ZONE c.time_zone)::date)
       FROM chapters_filing f JOIN chapters_duty d ON d.id = f.duty_id WHERE d.chapter_id = c.id),
    (SELECT max((g.starts_at AT TIME ZONE c.time_zone)::date) FROM chapters_gathering g
      WHERE g.chapter_id = c.id AND g.cancelled_at IS NULL AND g.starts_at <= %(now)s),
    (SELECT max((n.created_at AT TIME ZONE c.time_zone)::date) FROM chapters_notice n WHERE n.chapter_id = c.id),
    (SELECT max(m.joined_on) FROM chapters_membership m WHERE m.chapter_id = c.id),
    (SELECT max((x.submitted_at AT TIME ZONE c.time_zone)::date) FROM chapters_councilchange x
      WHERE x.chapter_id = c.id),
    (SELECT max(o.from_on) FROM chapters_office o JOIN chapters_term t ON t.id = o.term_id
      WHERE t.chapter_id = c.id AND o.from_on <= (%(now)s AT TIME ZONE c.time_zone)::date)
) AS sign
FROM chapters_chapter c
WHERE c.recognition IN ('founded', 'active', 'revived') AND c.id = ANY(%(chapters)s)
"""


@dataclass(frozen=True)
class Silence:
    last_sign_on: date
    days: int

    @property
    def is_flagged(self) -> bool:
        return self.days >= SILENT_DAYS


def silences(chapter_ids: Iterable[int], *, now: datetime | None = None) -> dict[int, Silence]:
    """{living chapter: since when it is silent}."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNS, {"chapters": list(chapter_ids), "now": now or timezone.now()})
        return {pk: Silence(sign, (today - sign).days) for pk, today, sign in cursor.fetchall()}


def silent(chapters: Iterable[int]) -> list[int]:
    """Those of the chapters that are flagged."""
    return [pk for pk, silence in silences(chapters).items() if silence.is_flagged]


def silence_of(chapter: Chapter, *, now: datetime | None = None) -> Silence | None:
    """None for a chapter that does not live."""
    return silences([chapter.pk], now=now).get(chapter.pk)
