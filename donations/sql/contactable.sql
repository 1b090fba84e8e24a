-- Who can be contacted, of all people, from indexes alone: the reports of giving divide by them
-- (queries/reports/people.py says who they are).
CREATE INDEX IF NOT EXISTS donations_contactable ON alumni_alumnus (id)
WHERE archived_at IS NULL AND merged_into_id IS NULL AND restricted_at IS NULL AND life <> 'deceased';
CREATE INDEX IF NOT EXISTS donations_contacts ON alumni_contactpoint (alumnus_id)
WHERE state IN ('unverified', 'verified');
