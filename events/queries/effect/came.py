"""Who came to events, for what other apps count of them (events.hooks.CountedOutcome)."""

# SQL of a table {event_id, alumnus_id}: each person of whom a check-in stands, once for each event of %(events)s.
CAME = """(
    SELECT DISTINCT r.event_id, r.alumnus_id FROM events_registration r
    JOIN events_checkin c ON c.registration_id = r.id AND c.undone_at IS NULL
    WHERE r.event_id = ANY(%(events)s) AND r.alumnus_id IS NOT NULL
)"""
