-- What was entered of an application on paper is put right by a correction that says what changed; once somebody voted
-- or it is decided, why. Followed by rules_around.sql, which lets what was decided change in this transaction alone.

-- Whether a correction of this membership is being made, in this very transaction.
CREATE OR REPLACE FUNCTION donations_club_corrected(membership bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM donations_clubcorrection WHERE membership_id = membership AND made_at = transaction_timestamp()
    );
END
$$;

CREATE OR REPLACE FUNCTION donations_club_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM donations_refuse('a correction is not changed', 'club_correction_stays');
    END IF;
    -- Who votes or decides waits, and so does this: it asks what is there afterwards.
    SELECT state INTO found FROM donations_clubmembership WHERE id = NEW.membership_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM donations_clubpaper WHERE membership_id = NEW.membership_id) THEN
        PERFORM donations_refuse('nothing came on paper', 'club_correction_of_paper');
    ELSIF NEW.reason = '' AND (found <> 'applied' OR EXISTS (
        SELECT FROM donations_clubvote WHERE membership_id = NEW.membership_id
    )) THEN
        PERFORM donations_refuse('why is it corrected', 'club_correction_says_why');
    END IF;
    NEW.made_at := transaction_timestamp();
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_club_correction_guard BEFORE INSERT OR UPDATE ON donations_clubcorrection
FOR EACH ROW EXECUTE FUNCTION donations_club_correction_guard();

CREATE OR REPLACE FUNCTION donations_club_paper_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.membership_id <> OLD.membership_id OR NOT donations_club_corrected(OLD.membership_id) THEN
        PERFORM donations_refuse('a paper changes with a correction', 'club_paper_stays');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_club_paper_kept BEFORE UPDATE ON donations_clubpaper
FOR EACH ROW EXECUTE FUNCTION donations_club_paper_kept();
