-- One person in sixteen, for figures of a large audience, in the words of queries/audience.py: what is asked of these
-- people is answered by the indexes alone.
CREATE INDEX IF NOT EXISTS alumni_alumnus_16 ON alumni_alumnus (id)
    INCLUDE (life, merged_into_id, archived_at, restricted_at) WHERE mod(id, 16) = 0;
CREATE STATISTICS IF NOT EXISTS alumni_alumnus_of_16 ON mod(id, 16) FROM alumni_alumnus;
CREATE STATISTICS IF NOT EXISTS alumni_contactpoint_of_16 ON mod(alumnus_id, 16) FROM alumni_contactpoint;
CREATE STATISTICS IF NOT EXISTS alumni_consent_of_16 ON mod(alumnus_id, 16) FROM alumni_consent;
CREATE INDEX IF NOT EXISTS alumni_contactpoint_16 ON alumni_contactpoint (kind, alumnus_id)
    INCLUDE (value, state) WHERE mod(alumnus_id, 16) = 0;
CREATE INDEX IF NOT EXISTS alumni_consent_16 ON alumni_consent (purpose, alumnus_id, at DESC, id DESC)
    INCLUDE (channel, given) WHERE mod(alumnus_id, 16) = 0;
