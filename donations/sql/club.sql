-- The club and its opportunities: which way states go, and what a step says of its card.

CREATE OR REPLACE FUNCTION donations_club_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'applied' THEN
            PERFORM donations_refuse('a membership begins with an application', 'club_begins_applied');
        END IF;
    ELSIF NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN (
        'applied>member', 'applied>declined', 'applied>withdrawn', 'member>ended'
    ) THEN
        PERFORM donations_refuse('a membership does not go this way', 'club_moves');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_club_guard BEFORE INSERT OR UPDATE ON donations_clubmembership
FOR EACH ROW EXECUTE FUNCTION donations_club_guard();

-- A vote is of an application that is not decided; whoever decides holds its row.
CREATE OR REPLACE FUNCTION donations_club_vote_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM donations_clubmembership WHERE id = NEW.membership_id FOR SHARE;
    IF found <> 'applied' THEN
        PERFORM donations_refuse('this application is decided', 'club_vote_in_time');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_club_vote_guard BEFORE INSERT OR UPDATE ON donations_clubvote
FOR EACH ROW EXECUTE FUNCTION donations_club_vote_guard();

CREATE OR REPLACE FUNCTION donations_opportunity_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.stage <> OLD.stage THEN
        IF OLD.stage IN ('done', 'lost') AND NEW.stage IN ('done', 'lost') THEN
            PERFORM donations_refuse('an end is opened again before it becomes another', 'opportunity_moves');
        ELSIF NEW.version <> OLD.version + 1 THEN
            PERFORM donations_refuse('a move says which version was seen', 'opportunity_version');
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_opportunity_guard BEFORE UPDATE ON donations_opportunity
FOR EACH ROW EXECUTE FUNCTION donations_opportunity_guard();

-- A card is as fresh as its last step. Handing over is none: it moves nothing on.
CREATE OR REPLACE FUNCTION donations_step_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE donations_opportunity o SET last_step_on = taken.latest
    FROM (SELECT opportunity_id, max(done_on) AS latest FROM entered WHERE kind <> 'handed' GROUP BY 1) taken
    WHERE o.id = taken.opportunity_id AND o.last_step_on < taken.latest;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_step_taken AFTER INSERT ON donations_opportunitystep
REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION donations_step_taken();
