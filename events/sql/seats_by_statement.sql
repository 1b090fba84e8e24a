-- Seats are counted by the database, once a statement, in the transaction that takes or frees them: many registrations
-- of one event are one new version of its row. Plans are kept for a session, and the first may be made for twenty
-- thousand rows: without the joins that read a table from end to end it is good for one row too.

CREATE OR REPLACE FUNCTION events_registration_count() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN  -- no part of the event is chosen yet
        UPDATE events_event AS e SET taken = taken + d.seats
        FROM (SELECT event_id, sum(events_seats_held(state, seats)) AS seats FROM new_rows GROUP BY event_id
              ORDER BY event_id) AS d
        WHERE e.id = d.event_id AND d.seats > 0;
        UPDATE events_ticket AS t SET taken = taken + d.seats
        FROM (SELECT ticket_id, sum(events_seats_held(state, seats)) AS seats FROM new_rows
              WHERE ticket_id IS NOT NULL GROUP BY ticket_id ORDER BY ticket_id) AS d
        WHERE t.id = d.ticket_id AND d.seats > 0;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE events_event AS e SET taken = taken - d.seats
        FROM (SELECT event_id, sum(events_seats_held(state, seats)) AS seats FROM old_rows GROUP BY event_id
              ORDER BY event_id) AS d
        WHERE e.id = d.event_id AND d.seats > 0;
        UPDATE events_session AS s SET taken = taken - d.seats
        FROM (SELECT seat.session_id, sum(events_seats_held(o.state, o.seats)) AS seats
              FROM old_rows AS o JOIN events_sessionseat AS seat ON seat.registration_id = o.id
              GROUP BY seat.session_id ORDER BY seat.session_id) AS d
        WHERE s.id = d.session_id AND d.seats > 0;
        UPDATE events_ticket AS t SET taken = taken - d.seats
        FROM (SELECT ticket_id, sum(events_seats_held(state, seats)) AS seats FROM old_rows
              WHERE ticket_id IS NOT NULL GROUP BY ticket_id ORDER BY ticket_id) AS d
        WHERE t.id = d.ticket_id AND d.seats > 0;
    ELSE
        UPDATE events_event AS e SET taken = taken + d.seats
        FROM (SELECT event_id, sum(seats) AS seats
              FROM (SELECT event_id, events_seats_held(state, seats) AS seats FROM new_rows
                    UNION ALL SELECT event_id, -events_seats_held(state, seats) FROM old_rows) AS both_sides
              GROUP BY event_id ORDER BY event_id) AS d
        WHERE e.id = d.event_id AND d.seats <> 0;
        UPDATE events_session AS s SET taken = taken + d.seats
        FROM (SELECT seat.session_id, sum(changed.seats) AS seats
              FROM (SELECT id, sum(seats) AS seats
                    FROM (SELECT id, events_seats_held(state, seats) AS seats FROM new_rows
                          UNION ALL SELECT id, -events_seats_held(state, seats) FROM old_rows) AS both_sides
                    GROUP BY id HAVING sum(seats) <> 0) AS changed
              JOIN events_sessionseat AS seat ON seat.registration_id = changed.id
              GROUP BY seat.session_id ORDER BY seat.session_id) AS d
        WHERE s.id = d.session_id AND d.seats <> 0;
        UPDATE events_ticket AS t SET taken = taken + d.seats
        FROM (SELECT ticket_id, sum(seats) AS seats
              FROM (SELECT ticket_id, events_seats_held(state, seats) AS seats FROM new_rows
                    UNION ALL SELECT ticket_id, -events_seats_held(state, seats) FROM old_rows) AS both_sides
              WHERE ticket_id IS NOT NULL GROUP BY ticket_id ORDER BY ticket_id) AS d
        WHERE t.id = d.ticket_id AND d.seats <> 0;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION events_sessionseat_count() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM new_rows AS n JOIN events_registration AS r ON r.id = n.registration_id
                   WHERE NOT EXISTS (SELECT FROM events_session WHERE id = n.session_id AND event_id = r.event_id)) THEN
            RAISE EXCEPTION 'this part is of another event'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'sessionseat_of_its_event';
        END IF;
        UPDATE events_session AS s SET taken = taken + d.seats
        FROM (SELECT n.session_id, sum(events_seats_held(r.state, r.seats)) AS seats
              FROM new_rows AS n JOIN events_registration AS r ON r.id = n.registration_id
              GROUP BY n.session_id ORDER BY n.session_id) AS d
        WHERE s.id = d.session_id AND d.seats > 0;
    ELSE  -- what went with its registration is counted with it
        UPDATE events_session AS s SET taken = taken - d.seats
        FROM (SELECT o.session_id, sum(events_seats_held(r.state, r.seats)) AS seats
              FROM old_rows AS o JOIN events_registration AS r ON r.id = o.registration_id
              GROUP BY o.session_id ORDER BY o.session_id) AS d
        WHERE s.id = d.session_id AND d.seats > 0;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER events_registration_count_in AFTER INSERT ON events_registration
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_registration_count();

CREATE OR REPLACE TRIGGER events_registration_count_out AFTER DELETE ON events_registration
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION events_registration_count();

CREATE OR REPLACE TRIGGER events_registration_count_on AFTER UPDATE ON events_registration
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_registration_count();

CREATE OR REPLACE TRIGGER events_sessionseat_count_in AFTER INSERT ON events_sessionseat
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_sessionseat_count();

CREATE OR REPLACE TRIGGER events_sessionseat_count_out AFTER DELETE ON events_sessionseat
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION events_sessionseat_count();
