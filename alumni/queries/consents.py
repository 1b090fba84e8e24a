"""Who allows what, for many people at once. Mailings ask the same of one person in the database
(`publications_allowed_since`); a test compares the two."""

# One row for each of `people` (a table of `id`) who ever said something on the purpose by the channel or by any: since
# when it is allowed, or NULL. Parameters: purpose, channel; and a condition on the rows `c` besides, as SQL.
ALLOWED = """
    SELECT alumnus_id, CASE
        WHEN own IS NULL THEN CASE WHEN whole THEN whole_at END
        WHEN own AND (whole IS NULL OR whole OR whole_at < own_at) THEN own_at
    END AS allowed_since
    FROM (
        SELECT alumnus_id,
            (array_agg(given ORDER BY at DESC, c.id DESC) FILTER (WHERE channel <> 'any'))[1] AS own,
            max(at) FILTER (WHERE channel <> 'any') AS own_at,
            (array_agg(given ORDER BY at DESC, c.id DESC) FILTER (WHERE channel = 'any'))[1] AS whole,
            max(at) FILTER (WHERE channel = 'any') AS whole_at
        FROM people JOIN alumni_consent c ON c.alumnus_id = people.id
        WHERE purpose = %s AND channel IN ('any', %s){besides} GROUP BY alumnus_id
    ) AS said
"""
