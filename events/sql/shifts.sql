-- Places on shifts are counted by the database, in this order of locks: volunteer, shift. The CHECK of the shift refuses
-- one too many, the exclusion of the assignment two shifts at one time; nobody confirms hours of their own.

CREATE OR REPLACE FUNCTION events_assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.shift_id <> OLD.shift_id OR NEW.volunteer_id <> OLD.volunteer_id) THEN
        RAISE EXCEPTION 'an assignment stays with its shift and its volunteer'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_of_one_shift';
    END IF;
    IF EXISTS (SELECT FROM events_volunteer WHERE id = NEW.volunteer_id AND user_id = NEW.confirmed_by_id) THEN
        RAISE EXCEPTION 'nobody confirms hours of their own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_confirmed_by_another';
    END IF;
    NEW.during := (SELECT tstzrange(starts_at, ends_at) FROM events_shift WHERE id = NEW.shift_id);
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION events_assignment_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_old integer := CASE WHEN TG_OP = 'INSERT' OR OLD.state = 'withdrawn' THEN 0 ELSE 1 END;
    of_new integer := CASE WHEN TG_OP = 'DELETE' OR NEW.state = 'withdrawn' THEN 0 ELSE 1 END;
BEGIN
    IF of_new <> of_old THEN
        UPDATE events_shift SET taken = taken + of_new - of_old WHERE id = COALESCE(NEW.shift_id, OLD.shift_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION events_shift_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.starts_at, NEW.ends_at, NEW.programme_id) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at, OLD.programme_id)
       AND OLD.taken > 0 THEN
        RAISE EXCEPTION 'volunteers signed up for these hours'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_stays_once_taken';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION events_volunteer_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM events_assignment WHERE volunteer_id = NEW.id AND confirmed_by_id = NEW.user_id) THEN
        RAISE EXCEPTION 'this account confirmed hours of this volunteer'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_confirmed_by_another';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER events_assignment_guard BEFORE INSERT OR UPDATE ON events_assignment
FOR EACH ROW EXECUTE FUNCTION events_assignment_guard();

CREATE OR REPLACE TRIGGER events_assignment_count AFTER INSERT OR DELETE OR UPDATE OF state ON events_assignment
FOR EACH ROW EXECUTE FUNCTION events_assignment_count();

CREATE OR REPLACE TRIGGER events_shift_guard BEFORE UPDATE OF starts_at, ends_at, programme_id ON events_shift
FOR EACH ROW EXECUTE FUNCTION events_shift_guard();

CREATE OR REPLACE TRIGGER events_volunteer_guard BEFORE UPDATE OF user_id ON events_volunteer
FOR EACH ROW EXECUTE FUNCTION events_volunteer_guard();
