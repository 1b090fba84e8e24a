"""Who can be written to for a chapter: those who keep its pages on a day, as far as they have an account."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from chapters.models.posts import MANAGING

KEEPERS = """
WITH place AS (
    SELECT id, (%(now)s AT TIME ZONE time_zone)::date AS today FROM chapters_chapter WHERE id = ANY(%(chapters)s)
), term AS (
    SELECT DISTINCT ON (chapter_id) id, chapter_id, ends_on FROM chapters_term
    WHERE chapter_id = ANY(%(chapters)s) ORDER BY chapter_id, ends_on DESC
)
SELECT DISTINCT ON (place.id, a.id) place.id, a.id, a.name, u.email, u.language,
       o.from_on <= place.today AND o.until_on >= place.today AS is_current
FROM place
JOIN chapters_term t ON t.chapter_id = place.id
JOIN chapters_office o ON o.term_id = t.id
LEFT JOIN chapters_post p ON p.id = o.post_id
JOIN alumni_alumnus a ON a.id = o.alumnus_id
JOIN accounts_user u ON u.id = a.user_id
LEFT JOIN term ON term.id = t.id
WHERE (o.seat = ANY(%(managing)s) OR p.manages)
  AND (place.today BETWEEN o.from_on AND o.until_on
       OR (term.ends_on < place.today AND o.until_on = term.ends_on))
  AND u.is_active AND a.merged_into_id IS NULL AND a.archived_at IS NULL AND a.restricted_at IS NULL
  AND a.life <> 'deceased'
ORDER BY place.id, a.id, is_current DESC
"""


@dataclass(frozen=True)
class Keeper:
    """`is_current`: in office today; else one of the last council, whose term ended without a new one."""

    person_id: int
    name: str
    email: str
    language: str
    is_current: bool


def keepers(chapter_ids: Iterable[int], *, now: datetime | None = None) -> dict[int, list[Keeper]]:
    """{chapter: its keepers who can be written to}; a chapter without any is missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            KEEPERS,
            {"chapters": list(chapter_ids), "now": now or timezone.now(), "managing": [str(seat) for seat in MANAGING]},
        )
        found: dict[int, list[Keeper]] = defaultdict(list)
        for chapter_id, *values in cursor.fetchall():
            found[chapter_id].append(Keeper(*values))
    return dict(found)
