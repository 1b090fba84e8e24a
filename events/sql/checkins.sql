-- Arrivals are counted by the database, once a statement; what an arrival says is held against its registration.

CREATE OR REPLACE FUNCTION events_checkin_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    holder events_registration;
BEGIN
    SELECT * INTO holder FROM events_registration WHERE id = NEW.registration_id;
    IF NOT EXISTS (SELECT FROM events_checklist WHERE id = NEW.list_id AND event_id = holder.event_id) THEN
        RAISE EXCEPTION 'this list is of another event'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'checkin_of_its_event';
    END IF;
    IF NEW.seats > holder.seats THEN
        RAISE EXCEPTION 'more came than are registered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'checkin_within_its_seats';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION events_checklist_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.session_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM events_session WHERE id = NEW.session_id AND event_id = NEW.event_id) THEN
        RAISE EXCEPTION 'this part is of another event'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'checklist_session_of_its_event';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION events_checkin_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE events_checklist AS l SET arrivals = arrivals + d.rows, came = came + d.seats
        FROM (SELECT list_id, count(*) AS rows, sum(seats) AS seats FROM new_rows
              WHERE undone_at IS NULL GROUP BY list_id ORDER BY list_id) AS d
        WHERE l.id = d.list_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE events_checklist AS l SET arrivals = arrivals - d.rows, came = came - d.seats
        FROM (SELECT list_id, count(*) AS rows, sum(seats) AS seats FROM old_rows
              WHERE undone_at IS NULL GROUP BY list_id ORDER BY list_id) AS d
        WHERE l.id = d.list_id;
    ELSE
        UPDATE events_checklist AS l SET arrivals = arrivals + d.rows, came = came + d.seats
        FROM (SELECT list_id, sum(sign) AS rows, sum(sign * seats) AS seats
              FROM (SELECT list_id, seats, 1 AS sign FROM new_rows WHERE undone_at IS NULL
                    UNION ALL
                    SELECT list_id, seats, -1 FROM old_rows WHERE undone_at IS NULL) AS both_sides
              GROUP BY list_id) AS d
        WHERE l.id = d.list_id AND (d.rows <> 0 OR d.seats <> 0);
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER events_checkin_guard BEFORE INSERT ON events_checkin
FOR EACH ROW EXECUTE FUNCTION events_checkin_guard();

CREATE OR REPLACE TRIGGER events_checklist_guard BEFORE INSERT OR UPDATE OF event_id, session_id ON events_checklist
FOR EACH ROW EXECUTE FUNCTION events_checklist_guard();

CREATE OR REPLACE TRIGGER events_checkin_count_in AFTER INSERT ON events_checkin
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_checkin_count();

CREATE OR REPLACE TRIGGER events_checkin_count_out AFTER DELETE ON events_checkin
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION events_checkin_count();

CREATE OR REPLACE TRIGGER events_checkin_count_on AFTER UPDATE ON events_checkin
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION events_checkin_count();
