"""Donors that may be one: the same name when folded, the same e-mail, the same telephone, or one person."""

from dataclasses import dataclass

from django.db import connection

from donations.models import Donor

MOST = 200
# Two alumni of one name are two, unless their records are proposed as one; what was decided about two records holds.
PAIRS = """
WITH heads AS (
    SELECT id, kind, names_fold(name) AS folded, lower(email) AS email, phone, alumnus_id, organisation_id,
           COALESCE(alumnus_id, organisation_id, chapter_id) IS NOT NULL AS is_known
    FROM donations_donor WHERE merged_into_id IS NULL AND erased_at IS NULL
), same AS (
    SELECT a.id AS low, b.id AS high, 'name' AS why FROM heads a JOIN heads b
    ON a.folded = b.folded AND a.folded <> '' AND a.kind = b.kind AND a.id < b.id
       AND NOT (a.is_known AND b.is_known AND a.kind <> 'organisation')
    UNION ALL
    SELECT a.id, b.id, 'email' FROM heads a JOIN heads b
    ON a.email = b.email AND a.email <> '' AND a.kind = b.kind AND a.id < b.id
    UNION ALL
    SELECT a.id, b.id, 'phone' FROM heads a JOIN heads b
    ON a.phone = b.phone AND a.phone <> '' AND a.kind = b.kind AND a.id < b.id
    UNION ALL
    SELECT LEAST(a.id, b.id), GREATEST(a.id, b.id), 'person' FROM alumni_duplicatecandidate c
    JOIN heads a ON a.alumnus_id = c.low_id JOIN heads b ON b.alumnus_id = c.high_id WHERE c.state = 'open'
)
SELECT low, high, array_agg(why ORDER BY why) FROM same JOIN heads a ON a.id = low JOIN heads b ON b.id = high
WHERE NOT EXISTS (SELECT FROM donations_donorsapart x WHERE x.low_id = same.low AND x.high_id = same.high)
AND NOT (a.is_known AND b.is_known AND a.kind = 'chapter')
AND NOT EXISTS (SELECT FROM alumni_duplicatecandidate c WHERE c.state = 'different'
                AND c.low_id = LEAST(a.alumnus_id, b.alumnus_id) AND c.high_id = GREATEST(a.alumnus_id, b.alumnus_id)
                AND a.alumnus_id IS NOT NULL AND b.alumnus_id IS NOT NULL)
AND NOT EXISTS (SELECT FROM donations_organisationsapart x
                WHERE x.low_id = LEAST(a.organisation_id, b.organisation_id)
                AND x.high_id = GREATEST(a.organisation_id, b.organisation_id)
                AND a.organisation_id IS NOT NULL AND b.organisation_id IS NOT NULL)
GROUP BY low, high ORDER BY count(*) DESC, low, high LIMIT %s
"""


@dataclass(frozen=True)
class Pair:
    low: Donor
    high: Donor
    why: list[str]

    @property
    def both_people(self) -> bool:
        return bool(self.low.alumnus_id and self.high.alumnus_id)

    @property
    def both_known(self) -> bool:
        """Both somebody on record: those records are merged, and the donors with them."""
        return self.both_people or bool(self.low.organisation_id and self.high.organisation_id)


def pairs() -> list[Pair]:
    """The likeliest first; of all donors, so for those who see all of them."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [MOST])
        found = cursor.fetchall()
    ids = {pk for low, high, _why in found for pk in (low, high)}
    donors = Donor.objects.select_related("alumnus", "organisation", "chapter").in_bulk(ids)
    return [Pair(donors[low], donors[high], why) for low, high, why in found]
