"""Who allows what, for all people at once. Mailings ask the same of one person in the database; a test compares."""

# One row a person who ever said something on the purpose by the channel or by any: since when it is allowed, or NULL.
# Parameters: channel, purpose, channel.
ALLOWED = """
    SELECT alumnus_id, CASE
        WHEN own IS NULL THEN CASE WHEN (whole).given THEN (whole).at END
        WHEN (own).given AND (whole IS NULL OR (whole).given OR (whole).at < (own).at) THEN (own).at
    END AS allowed_since
    FROM (
        SELECT alumnus_id,
            (array_agg(c ORDER BY at DESC, id DESC) FILTER (WHERE channel = %s))[1] AS own,
            (array_agg(c ORDER BY at DESC, id DESC) FILTER (WHERE channel = 'any'))[1] AS whole
        FROM alumni_consent c WHERE purpose = %s AND channel IN ('any', %s) GROUP BY alumnus_id
    ) AS said
"""
