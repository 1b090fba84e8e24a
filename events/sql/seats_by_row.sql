-- How seats were counted before seats_by_statement.sql: for the migration that goes back to it.

DROP TRIGGER IF EXISTS events_registration_count_in ON events_registration;
DROP TRIGGER IF EXISTS events_registration_count_out ON events_registration;
DROP TRIGGER IF EXISTS events_registration_count_on ON events_registration;
DROP TRIGGER IF EXISTS events_sessionseat_count_in ON events_sessionseat;
DROP TRIGGER IF EXISTS events_sessionseat_count_out ON events_sessionseat;

CREATE OR REPLACE FUNCTION events_registration_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_old integer := CASE WHEN TG_OP = 'INSERT' THEN 0 ELSE events_seats_held(OLD.state, OLD.seats) END;
    of_new integer := CASE WHEN TG_OP = 'DELETE' THEN 0 ELSE events_seats_held(NEW.state, NEW.seats) END;
    which events_registration := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF of_new <> of_old THEN
        UPDATE events_event SET taken = taken + of_new - of_old WHERE id = which.event_id;
        UPDATE events_session SET taken = taken + of_new - of_old
        WHERE id IN (SELECT session_id FROM events_sessionseat WHERE registration_id = which.id);
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.ticket_id IS NOT NULL AND of_old > 0
       AND (TG_OP = 'DELETE' OR NEW.ticket_id IS DISTINCT FROM OLD.ticket_id OR of_new <> of_old) THEN
        UPDATE events_ticket SET taken = taken - of_old WHERE id = OLD.ticket_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.ticket_id IS NOT NULL AND of_new > 0
       AND (TG_OP = 'INSERT' OR NEW.ticket_id IS DISTINCT FROM OLD.ticket_id OR of_new <> of_old) THEN
        UPDATE events_ticket SET taken = taken + of_new WHERE id = NEW.ticket_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION events_sessionseat_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which events_sessionseat := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    holder events_registration;
BEGIN
    SELECT * INTO holder FROM events_registration WHERE id = which.registration_id;
    IF NOT FOUND THEN  -- deleted with its registration, after which nothing of it is counted any more
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT'
       AND NOT EXISTS (SELECT FROM events_session WHERE id = NEW.session_id AND event_id = holder.event_id) THEN
        RAISE EXCEPTION 'this part is of another event'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sessionseat_of_its_event';
    END IF;
    UPDATE events_session
    SET taken = taken
        + (CASE WHEN TG_OP = 'DELETE' THEN -1 ELSE 1 END) * events_seats_held(holder.state, holder.seats)
    WHERE id = which.session_id AND events_seats_held(holder.state, holder.seats) > 0;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER events_registration_count AFTER INSERT OR DELETE OR UPDATE OF state, seats, ticket_id
ON events_registration FOR EACH ROW EXECUTE FUNCTION events_registration_count();

CREATE OR REPLACE TRIGGER events_sessionseat_count AFTER INSERT OR DELETE
ON events_sessionseat FOR EACH ROW EXECUTE FUNCTION events_sessionseat_count();
