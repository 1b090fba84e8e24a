-- An agreement is written while it is a draft; afterwards only its state moves, along these ways.
CREATE OR REPLACE FUNCTION donations_agreement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            PERFORM donations_refuse('a signed agreement is not deleted', 'agreement_written_while_draft');
        END IF;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            PERFORM donations_refuse('an agreement begins as a draft', 'agreement_begins_as_draft');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state || ':' || NEW.state) <> ALL (ARRAY[
        'draft:signed', 'signed:in_force', 'signed:ended', 'in_force:fulfilled', 'in_force:ended'
    ]) THEN
        PERFORM donations_refuse('an agreement does not move so', 'agreement_moves');
    ELSIF OLD.state <> 'draft' AND
          (to_jsonb(NEW) - 'state' - 'end_reason' - 'version') <> (to_jsonb(OLD) - 'state' - 'end_reason' - 'version') THEN
        PERFORM donations_refuse('an agreement is written while it is a draft', 'agreement_written_while_draft');
    ELSIF OLD.state <> 'draft' AND NEW.state = OLD.state AND NEW.end_reason <> OLD.end_reason THEN
        PERFORM donations_refuse('an agreement is written while it is a draft', 'agreement_written_while_draft');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_agreement_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_agreement
FOR EACH ROW EXECUTE FUNCTION donations_agreement_guard();

-- At the commit: what belongs to a batch is posted together with it.
CREATE OR REPLACE FUNCTION donations_posted_with_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM donations_batch WHERE id = NEW.batch_id AND posted_at IS NULL) THEN
        PERFORM donations_refuse('a batch is posted whole', 'gift_posted_with_its_batch');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_posted_with_batch ON donations_gift;
CREATE CONSTRAINT TRIGGER donations_posted_with_batch AFTER UPDATE ON donations_gift
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'posted' AND NEW.batch_id IS NOT NULL)
EXECUTE FUNCTION donations_posted_with_batch();

-- Two who merge into each other at once would make a ring: whom a merged donor points to is a head, and whoever is
-- pointed to stays one.
CREATE OR REPLACE FUNCTION donations_merged_into_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7240072);
    -- As the rows are now, at the end: within the transaction they may have moved on.
    IF EXISTS (
        SELECT FROM donations_donor d WHERE d.id = NEW.id AND d.merged_into_id IS NOT NULL AND (
            EXISTS (SELECT FROM donations_donor h WHERE h.id = d.merged_into_id AND h.merged_into_id IS NOT NULL)
            OR EXISTS (SELECT FROM donations_donor f WHERE f.merged_into_id = d.id)
        )
    ) THEN
        PERFORM donations_refuse('a merged donor points to one that stands', 'donor_merged_into_head');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_merged_into_head ON donations_donor;
CREATE CONSTRAINT TRIGGER donations_merged_into_head AFTER INSERT OR UPDATE OF merged_into_id ON donations_donor
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
EXECUTE FUNCTION donations_merged_into_head();

-- Gifts of people, with what was kept of each: the search asks it of one person, or of all of a span of days.
CREATE OR REPLACE VIEW donations_given AS
SELECT h.alumnus_id, g.id AS given_id, g.received_on, g.college_id,
       g.amount_cny + COALESCE((SELECT sum(c.amount_cny) FROM donations_gift c
                                WHERE c.corrects_id = g.id AND c.state = 'posted'), 0) AS kept
FROM donations_donor h
JOIN donations_donor d ON COALESCE(d.merged_into_id, d.id) = h.id
JOIN donations_gift g ON g.donor_id = d.id
WHERE g.state = 'posted' AND g.entry = 'gift' AND h.alumnus_id IS NOT NULL;

CREATE INDEX IF NOT EXISTS donations_donor_head ON donations_donor ((COALESCE(merged_into_id, id)));
-- What does not count is little: sums over all allocations subtract it.
CREATE INDEX IF NOT EXISTS donations_gift_not_posted ON donations_gift (id) WHERE state <> 'posted';
