"""Donors that may be one: the same name when folded, the same e-mail or the same telephone."""

from dataclasses import dataclass

from django.db import connection

from donations.models import Donor

MOST = 200
# Two that are both somebody on record are told apart there already.
PAIRS = """
WITH heads AS (
    SELECT id, kind, names_fold(name) AS folded, lower(email) AS email, phone,
           COALESCE(alumnus_id, organisation_id, chapter_id) IS NOT NULL AS is_known
    FROM donations_donor WHERE merged_into_id IS NULL AND name <> '—'
), same AS (
    SELECT a.id AS low, b.id AS high, 'name' AS why FROM heads a JOIN heads b
    ON a.folded = b.folded AND a.folded <> '' AND a.kind = b.kind AND a.id < b.id AND NOT (a.is_known AND b.is_known)
    UNION ALL
    SELECT a.id, b.id, 'email' FROM heads a JOIN heads b
    ON a.email = b.email AND a.email <> '' AND a.kind = b.kind AND a.id < b.id AND NOT (a.is_known AND b.is_known)
    UNION ALL
    SELECT a.id, b.id, 'phone' FROM heads a JOIN heads b
    ON a.phone = b.phone AND a.phone <> '' AND a.kind = b.kind AND a.id < b.id AND NOT (a.is_known AND b.is_known)
)
SELECT low, high, array_agg(why ORDER BY why) FROM same
WHERE NOT EXISTS (SELECT FROM donations_donorsapart x WHERE x.low_id = same.low AND x.high_id = same.high)
GROUP BY low, high ORDER BY count(*) DESC, low, high LIMIT %s
"""


@dataclass(frozen=True)
class Pair:
    low: Donor
    high: Donor
    why: list[str]


def pairs() -> list[Pair]:
    """The likeliest first; of all donors, so for those who see all of them."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [MOST])
        found = cursor.fetchall()
    ids = {pk for low, high, _why in found for pk in (low, high)}
    donors = Donor.objects.select_related("alumnus", "organisation", "chapter").in_bulk(ids)
    return [Pair(donors[low], donors[high], why) for low, high, why in found]
