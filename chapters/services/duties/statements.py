"""What the nightly run does, as statements over all chapters at once.

Each may run at any moment and any number of times: an INSERT leaves alone what is there, an UPDATE names the state
from which it moves. Whatever day it is, is so where the chapter is.
"""

# Chapters with their own day and the day from which they owe: founded, or revived last.
PLACE = """
WITH place AS (
    SELECT c.id, c.recognition, c.civil, c.civil_since, c.time_zone,
           (%(now)s AT TIME ZONE c.time_zone)::date AS today,
           coalesce(
               (SELECT max(r.happened_on) FROM chapters_recognitionchange r
                 WHERE r.chapter_id = c.id AND r.to_state IN ('founded', 'revived')),
               c.founded_on, c.recognition_since
           ) AS since
    FROM chapters_chapter c
    WHERE %(chapter)s::bigint IS NULL OR c.id = %(chapter)s
), living AS (
    SELECT *, extract(year FROM today)::integer AS year FROM place
    WHERE recognition IN ('founded', 'active', 'revived')
), audit AS (
    SELECT chapter_id, extract(year FROM ends_on - 30)::integer AS year, max(ends_on - 30) AS due_on
    FROM chapters_term WHERE chapter_id IS NOT NULL GROUP BY 1, 2
)
"""

# A report tells of the year before: it is owed by who was registered when that year ended.
CREATE = """
, due (chapter_id, kind, year, due_on, since) AS (
    SELECT id, 'summary', year, make_date(year, 1, 31), since FROM living
    UNION ALL
    SELECT id, 'activity', year, make_date(year, 12, 31), since FROM living
    UNION ALL
    SELECT id, report.kind, year, make_date(year, report.month, 31), since
    FROM living, (VALUES ('supervisor', 3), ('registry', 5)) AS report (kind, month)
    WHERE civil = 'registered' AND civil_since < make_date(year, 1, 1)
    UNION ALL
    SELECT living.id, 'audit', audit.year, audit.due_on, since FROM living JOIN audit ON audit.chapter_id = living.id
    WHERE audit.year = living.year
)
INSERT INTO chapters_duty (chapter_id, kind, year, due_on, state, reason, cause, created_at)
SELECT chapter_id, kind, year, due_on, 'due', '', '', %(now)s FROM due WHERE due_on >= since
ON CONFLICT (chapter_id, kind, year) DO NOTHING
"""

# The council's term was prolonged or cut short: within the year the day moves, else nothing is due any more.
MOVE_AUDITS = """
UPDATE chapters_duty d SET due_on = audit.due_on
FROM place JOIN audit ON audit.chapter_id = place.id
WHERE d.chapter_id = place.id AND d.kind = 'audit' AND d.state IN ('due', 'sent_back')
  AND d.year = audit.year AND d.due_on <> audit.due_on
"""

WAIVE = """
UPDATE chapters_duty d SET state = 'waived', cause = why.cause
FROM (
    SELECT d.id, CASE
        WHEN p.recognition IN ('dormant', 'dissolved') THEN p.recognition
        WHEN d.kind IN ('supervisor', 'registry') AND p.civil <> 'registered' THEN 'unregistered'
        WHEN d.kind = 'audit' AND NOT EXISTS (
            SELECT 1 FROM audit WHERE audit.chapter_id = p.id AND audit.year = d.year
        ) THEN 'term_moved'
    END AS cause
    FROM chapters_duty d JOIN place p ON p.id = d.chapter_id
    WHERE d.state IN ('due', 'sent_back')
) why
WHERE d.id = why.id AND why.cause IS NOT NULL AND d.state IN ('due', 'sent_back')
"""

# What was waived by itself is due again when the cause is gone, unless its day was before the chapter woke.
REVIVE = """
UPDATE chapters_duty d SET state = 'due', cause = ''
FROM living p
WHERE p.id = d.chapter_id AND d.state = 'waived' AND d.year = p.year AND d.due_on >= p.since
  AND ((d.cause = 'dormant' AND (d.kind NOT IN ('supervisor', 'registry') OR p.civil = 'registered'))
       OR (d.cause IN ('dormant', 'term_moved') AND d.kind = 'audit'))
  AND (d.kind <> 'audit' OR EXISTS (SELECT 1 FROM audit WHERE audit.chapter_id = p.id AND audit.year = d.year))
"""

GATHERED = """
, gathered AS (
    SELECT g.chapter_id, extract(year FROM local.day)::integer AS year, min(local.day) AS day
    FROM chapters_gathering g
    JOIN place ON place.id = g.chapter_id
    CROSS JOIN LATERAL (SELECT (g.starts_at AT TIME ZONE place.time_zone)::date AS day) AS local
    WHERE g.cancelled_at IS NULL AND g.starts_at <= %(now)s
    GROUP BY 1, 2
)
"""

ACTIVITY_DONE = (
    GATHERED
    + """
UPDATE chapters_duty d SET state = 'done', done_on = gathered.day
FROM gathered
WHERE d.kind = 'activity' AND d.state IN ('due', 'sent_back')
  AND d.chapter_id = gathered.chapter_id AND d.year = gathered.year
"""
)

# The gathering that counted was cancelled, or moved to another year, afterwards, and there was no other.
ACTIVITY_UNDONE = (
    GATHERED
    + """
UPDATE chapters_duty d SET state = 'due', done_on = NULL
FROM place
WHERE d.chapter_id = place.id AND d.kind = 'activity' AND d.state = 'done'
  AND NOT EXISTS (SELECT 1 FROM gathered WHERE gathered.chapter_id = d.chapter_id AND gathered.year = d.year)
  AND NOT EXISTS (SELECT 1 FROM chapters_filing f WHERE f.duty_id = d.id AND f.state IN ('submitted', 'accepted'))
"""
)

# The audit of a change of council is the audit that was due: at most a year before its day.
AUDIT_DONE = """
UPDATE chapters_duty d SET state = 'done', done_on = audited.day
FROM (
    SELECT d.id, min(c.audited_on) AS day
    FROM chapters_duty d
    JOIN place ON place.id = d.chapter_id
    JOIN chapters_councilchange c ON c.chapter_id = d.chapter_id
    WHERE d.kind = 'audit' AND d.state IN ('due', 'sent_back') AND c.state <> 'withdrawn' AND c.audit_id IS NOT NULL
      AND c.audited_on > d.due_on - 365 AND c.audited_on <= place.today
    GROUP BY d.id
) audited
WHERE d.id = audited.id AND d.state IN ('due', 'sent_back')
"""

# In the order in which they run, under the names of the figures that a run reports.
STEPS = {
    "created": CREATE,
    "moved": MOVE_AUDITS,
    "waived": WAIVE,
    "revived": REVIVE,
    "done": ACTIVITY_DONE,
    "audited": AUDIT_DONE,
    "undone": ACTIVITY_UNDONE,
}
