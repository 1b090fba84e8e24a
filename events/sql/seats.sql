-- What a registration may be, and how many seats it holds: seats_by_statement.sql counts them. Locks are taken in this
-- order: event, parts of the event, kind of ticket, registration. The CHECKs of those tables refuse the seat that is not
-- there.

CREATE OR REPLACE FUNCTION events_seats_held(state text, seats integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN state IN ('asked', 'confirmed') THEN seats ELSE 0 END
$$;

CREATE OR REPLACE FUNCTION events_registration_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.event_id <> OLD.event_id THEN
        RAISE EXCEPTION 'a registration stays with its event'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_of_one_event';
    END IF;
    IF NEW.state IN ('waiting', 'asked', 'confirmed') THEN
        PERFORM 1 FROM events_event
        WHERE id = NEW.event_id AND state IN ('announced', 'open', 'closed', 'held') FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'nobody is registered for a draft or a cancelled event'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_of_a_standing_event';
        END IF;
    END IF;
    IF NEW.ticket_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.ticket_id IS DISTINCT FROM OLD.ticket_id)
       AND NOT EXISTS (SELECT FROM events_ticket WHERE id = NEW.ticket_id AND event_id = NEW.event_id) THEN
        RAISE EXCEPTION 'this ticket is of another event'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_ticket_of_its_event';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER events_registration_guard BEFORE INSERT OR UPDATE OF event_id, state, ticket_id
ON events_registration FOR EACH ROW EXECUTE FUNCTION events_registration_guard();
