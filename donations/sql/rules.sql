-- What the services never write is refused to every other hand too.

-- A gift is posted on the day on which it is posted, as Shanghai or any other clock says it.
CREATE OR REPLACE FUNCTION donations_gift_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF abs(NEW.posted_on - (NEW.posted_at AT TIME ZONE 'UTC')::date) > 1 THEN
        PERFORM donations_refuse('a gift is posted on its day', 'gift_posted_on_its_day');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_gift_rules BEFORE INSERT OR UPDATE ON donations_gift
FOR EACH ROW WHEN (NEW.state = 'posted') EXECUTE FUNCTION donations_gift_rules();

-- What is one gift in truth is not cut into small ones to post it alone: what somebody both entered and posted for one
-- donor on one day is together within the limit. Of two at once the second waits for the donor's row.
CREATE OR REPLACE FUNCTION donations_gift_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM donations_donor WHERE id = NEW.donor_id FOR NO KEY UPDATE;
    IF (SELECT sum(abs(amount_cny)) FROM donations_gift
        WHERE donor_id = NEW.donor_id AND state = 'posted' AND posted_on = NEW.posted_on
          AND entered_by_id = NEW.entered_by_id AND posted_by_id = NEW.posted_by_id) > NEW.own_limit THEN
        PERFORM donations_refuse('above the limit together', 'gift_alone_together');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_gift_alone ON donations_gift;
CREATE CONSTRAINT TRIGGER donations_gift_alone AFTER UPDATE ON donations_gift DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.state = 'posted' AND OLD.state <> 'posted' AND NEW.entered_by_id = NEW.posted_by_id)
EXECUTE FUNCTION donations_gift_alone();

CREATE OR REPLACE FUNCTION donations_batch_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM donations_gift
        WHERE batch_id = NEW.id AND state = 'posted' AND entered_by_id = posted_by_id
        GROUP BY posted_by_id HAVING sum(amount_cny) > min(own_limit)
    ) THEN
        PERFORM donations_refuse('above the limit together', 'batch_alone_together');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_batch_alone BEFORE UPDATE ON donations_batch
FOR EACH ROW WHEN (NEW.posted_at IS NOT NULL) EXECUTE FUNCTION donations_batch_alone();

-- Nor is what was spent of a fund.
CREATE OR REPLACE FUNCTION donations_use_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM donations_fund WHERE id = NEW.fund_id FOR NO KEY UPDATE;
    IF (SELECT sum(abs(amount)) FROM donations_funduse
        WHERE fund_id = NEW.fund_id AND posted_on = NEW.posted_on
          AND entered_by_id = NEW.entered_by_id AND posted_by_id = NEW.posted_by_id) > NEW.own_limit THEN
        PERFORM donations_refuse('above the limit together', 'use_alone_together');
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_use_alone AFTER INSERT OR UPDATE OF posted_by_id ON donations_funduse
FOR EACH ROW WHEN (NEW.entered_by_id = NEW.posted_by_id) EXECUTE FUNCTION donations_use_alone();

-- A fund takes nothing that came in after it was closed. Who closes it waits for those who give to it just now.
CREATE OR REPLACE FUNCTION donations_allocation_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed date;
BEGIN
    SELECT closed_on INTO closed FROM donations_fund WHERE id = NEW.fund_id FOR SHARE;
    IF EXISTS (SELECT FROM donations_gift WHERE id = NEW.gift_id AND entry = 'gift' AND received_on > closed) THEN
        PERFORM donations_refuse('the fund was closed before', 'fund_open_for_its_gifts');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_allocation_rules BEFORE INSERT OR UPDATE ON donations_allocation
FOR EACH ROW EXECUTE FUNCTION donations_allocation_rules();

CREATE OR REPLACE FUNCTION donations_fund_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM donations_allocation a JOIN donations_gift g ON g.id = a.gift_id
        WHERE a.fund_id = NEW.id AND g.entry = 'gift' AND g.state <> 'dropped' AND g.received_on > NEW.closed_on
    ) THEN
        PERFORM donations_refuse('gifts came in later', 'fund_closed_after_its_gifts');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_fund_closing BEFORE UPDATE ON donations_fund
FOR EACH ROW WHEN (NEW.closed_on IS NOT NULL AND NEW.closed_on IS DISTINCT FROM OLD.closed_on)
EXECUTE FUNCTION donations_fund_closing();

-- A soft credit is for somebody else than who gave, and not more than the gift.
CREATE OR REPLACE FUNCTION donations_credit_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_gift donations_gift;
BEGIN
    SELECT * INTO of_gift FROM donations_gift WHERE id = NEW.gift_id;
    IF of_gift.entry <> 'gift' OR NEW.amount_cny > of_gift.amount_cny OR of_gift.donor_id = NEW.donor_id THEN
        PERFORM donations_refuse('a credit is for another, of a gift, and within it', 'soft_credit_within_gift');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_credit_rules BEFORE INSERT OR UPDATE OF gift_id, donor_id, amount_cny
ON donations_softcredit FOR EACH ROW EXECUTE FUNCTION donations_credit_rules();

-- A gift pays what its own donor promised, for the funds that it went to, as far as it went there.
CREATE OR REPLACE FUNCTION donations_payment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_pledge donations_pledge;
    went numeric;
    pays numeric;
BEGIN
    SELECT p.* INTO of_pledge FROM donations_pledge p
    JOIN donations_instalment i ON i.pledge_id = p.id WHERE i.id = NEW.instalment_id;
    IF NOT EXISTS (
        SELECT FROM donations_gift g
        JOIN donations_donor ours ON ours.id = g.donor_id JOIN donations_donor theirs ON theirs.id = of_pledge.donor_id
        WHERE g.id = NEW.gift_id
          AND COALESCE(ours.merged_into_id, ours.id) = COALESCE(theirs.merged_into_id, theirs.id)
    ) THEN
        PERFORM donations_refuse('the gift is of another donor', 'pledge_payment_of_its_donor');
    END IF;
    SELECT COALESCE(sum(amount_cny), 0) INTO went FROM donations_allocation
    WHERE gift_id = NEW.gift_id AND fund_id = of_pledge.fund_id;
    SELECT COALESCE(sum(y.amount_cny), 0) + NEW.amount_cny INTO pays
    FROM donations_pledgepayment y JOIN donations_instalment i ON i.id = y.instalment_id
    JOIN donations_pledge p ON p.id = i.pledge_id WHERE y.gift_id = NEW.gift_id AND p.fund_id = of_pledge.fund_id;
    IF pays > went THEN
        PERFORM donations_refuse('more than went to the fund', 'pledge_payment_of_its_fund');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_payment_rules BEFORE INSERT ON donations_pledgepayment
FOR EACH ROW WHEN (NEW.amount_cny > 0) EXECUTE FUNCTION donations_payment_rules();

-- Whose promise it is, what for, since when and under which code, stays.
CREATE OR REPLACE FUNCTION donations_pledge_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM donations_refuse('a pledge stays whose it is', 'pledge_stays');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_pledge_rules BEFORE UPDATE ON donations_pledge
FOR EACH ROW WHEN ((NEW.donor_id, NEW.fund_id, NEW.pledged_on, NEW.code)
                   IS DISTINCT FROM (OLD.donor_id, OLD.fund_id, OLD.pledged_on, OLD.code))
EXECUTE FUNCTION donations_pledge_rules();

-- At the commit: what is promised is the sum of the changes and of the instalments, what is paid that of the instalments,
-- and cancelled is what a change cancelled.
CREATE OR REPLACE FUNCTION donations_instalments_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_pledge bigint;
BEGIN
    IF TG_TABLE_NAME = 'donations_pledge' THEN
        of_pledge := NEW.id;
    ELSE
        of_pledge := COALESCE(NEW.pledge_id, OLD.pledge_id);
    END IF;
    IF EXISTS (
        SELECT FROM donations_pledge p,
            LATERAL (SELECT COALESCE(sum(amount), 0) AS amount, COALESCE(sum(paid), 0) AS paid
                     FROM donations_instalment WHERE pledge_id = p.id) i,
            LATERAL (SELECT COALESCE(sum(amount), 0) AS amount, COALESCE(bool_or(kind = 'cancelled'), false) AS ended
                     FROM donations_pledgechange WHERE pledge_id = p.id) c
        WHERE p.id = of_pledge AND ((p.amount, p.paid, p.amount) <> (i.amount, i.paid, c.amount)
                                    OR (p.state = 'cancelled') <> c.ended)
    ) THEN
        PERFORM donations_refuse('the instalments are not the pledge', 'pledge_is_its_instalments');
    END IF;
    RETURN NULL;
END
$$;

-- At the commit: what is paid of an instalment is what posted gifts paid of it.
CREATE OR REPLACE FUNCTION donations_instalment_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT paid FROM donations_instalment WHERE id = NEW.id) <> (
        SELECT COALESCE(sum(y.amount_cny), 0) FROM donations_pledgepayment y
        JOIN donations_gift g ON g.id = y.gift_id WHERE y.instalment_id = NEW.id AND g.state = 'posted'
    ) THEN
        PERFORM donations_refuse('paid is what gifts paid', 'instalment_paid_by_gifts');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_instalment_paid ON donations_instalment;
CREATE CONSTRAINT TRIGGER donations_instalment_paid AFTER INSERT OR UPDATE OF paid ON donations_instalment
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_instalment_paid();

-- As in desk.sql, and: a person and an organisation are never one.
CREATE OR REPLACE FUNCTION donations_merged_into_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7240072);
    -- As the rows are now, at the end: within the transaction they may have moved on.
    IF EXISTS (
        SELECT FROM donations_donor d WHERE d.id = NEW.id AND d.merged_into_id IS NOT NULL AND (
            EXISTS (SELECT FROM donations_donor h
                    WHERE h.id = d.merged_into_id AND (h.merged_into_id IS NOT NULL OR h.kind <> d.kind))
            OR EXISTS (SELECT FROM donations_donor f WHERE f.merged_into_id = d.id)
        )
    ) THEN
        PERFORM donations_refuse('a merged donor points to one that stands', 'donor_merged_into_head');
    END IF;
    RETURN NULL;
END
$$;
