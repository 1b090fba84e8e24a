-- The ledger: what is posted is never changed, adds up, and stands in the closing of its day.

CREATE OR REPLACE FUNCTION donations_refuse(said text, named text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', said USING ERRCODE = 'check_violation', CONSTRAINT = named;
END
$$;

-- Posting holds the lock of closings together with all others that post; a closing waits for them and holds it alone.
CREATE OR REPLACE FUNCTION donations_insist_day_open(day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7240071);
    IF EXISTS (SELECT FROM donations_closing c WHERE c.day >= donations_insist_day_open.day) THEN
        PERFORM donations_refuse('this day is closed', 'gift_day_open');
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION donations_gift_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original donations_gift;
    taken_back numeric;
    taken_back_cny numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM donations_refuse('gifts are not deleted', 'gift_not_deleted');
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'entered' THEN
            PERFORM donations_refuse('a gift begins as entered', 'gift_begins_entered');
        END IF;
    ELSIF OLD.state <> 'entered' THEN
        PERFORM donations_refuse('a posted gift is not changed', 'gift_not_changed');
    ELSIF (NEW.own_limit, NEW.entered_by_id, NEW.entry, NEW.corrects_id)
          IS DISTINCT FROM (OLD.own_limit, OLD.entered_by_id, OLD.entry, OLD.corrects_id) THEN
        PERFORM donations_refuse('who entered it, and up to what sum alone, stays', 'gift_limit_stays');
    END IF;
    -- What goes back in parts is rounded part by part: its sum is bounded below instead.
    IF NEW.entry = 'gift' AND NEW.currency <> 'CNY' AND NEW.amount_cny <> round(NEW.amount * NEW.rate, 2) THEN
        PERFORM donations_refuse('amount, rate and CNY belong together', 'gift_currency_and_rate');
    END IF;
    IF NEW.state = 'posted' THEN
        PERFORM donations_insist_day_open(NEW.posted_on);
        IF NEW.received_on > NEW.posted_on + 1 THEN
            PERFORM donations_refuse('nothing is posted before it came in', 'gift_received_before_posting');
        END IF;
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NEW.state <> 'dropped' THEN
        SELECT * INTO original FROM donations_gift WHERE id = NEW.corrects_id FOR UPDATE;
        SELECT COALESCE(sum(amount), 0), COALESCE(sum(amount_cny), 0) INTO taken_back, taken_back_cny
        FROM donations_gift
        WHERE corrects_id = NEW.corrects_id AND state <> 'dropped' AND id <> NEW.id;
        IF original.state <> 'posted' OR original.entry <> 'gift' THEN
            PERFORM donations_refuse('only a posted gift is taken back', 'gift_corrects_posted');
        ELSIF (original.donor_id, original.currency, original.rate) <> (NEW.donor_id, NEW.currency, NEW.rate) THEN
            PERFORM donations_refuse('donor, currency and rate are those of the gift', 'gift_corrects_same_donor');
        ELSIF taken_back + NEW.amount < -original.amount OR taken_back_cny + NEW.amount_cny < -original.amount_cny THEN
            PERFORM donations_refuse('more cannot go back than came in', 'gift_goes_back_once');
        ELSIF NEW.entry = 'correction'
              AND (NEW.amount + taken_back, NEW.amount_cny + taken_back_cny) <> (-original.amount, -original.amount_cny) THEN
            PERFORM donations_refuse('a correction takes back all that is left', 'gift_corrected_whole');
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_gift_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_gift
FOR EACH ROW EXECUTE FUNCTION donations_gift_guard();

CREATE OR REPLACE FUNCTION donations_allocation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM donations_gift WHERE id IN (NEW.gift_id, OLD.gift_id) AND state = 'posted'
    ) THEN
        PERFORM donations_refuse('a posted gift is not changed', 'gift_not_changed');
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE OR REPLACE TRIGGER donations_allocation_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_allocation
FOR EACH ROW EXECUTE FUNCTION donations_allocation_guard();

-- At the commit: the allocations of a gift are the gift, each with its sign.
CREATE OR REPLACE FUNCTION donations_allocations_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_gift bigint;
    wanted numeric;
BEGIN
    IF TG_TABLE_NAME = 'donations_gift' THEN
        of_gift := NEW.id;
    ELSE
        of_gift := COALESCE(NEW.gift_id, OLD.gift_id);
    END IF;
    SELECT amount_cny INTO wanted FROM donations_gift WHERE id = of_gift AND state <> 'dropped';
    IF wanted IS NOT NULL AND EXISTS (
        SELECT FROM (SELECT COALESCE(sum(amount_cny), 0) AS whole, bool_or(sign(amount_cny) <> sign(wanted)) AS crossed
                     FROM donations_allocation WHERE gift_id = of_gift) found
        WHERE whole <> wanted OR crossed
    ) THEN
        PERFORM donations_refuse('the allocations are not the gift', 'gift_is_its_allocations');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_gift_adds_up ON donations_gift;
CREATE CONSTRAINT TRIGGER donations_gift_adds_up AFTER INSERT OR UPDATE ON donations_gift
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_allocations_add_up();
DROP TRIGGER IF EXISTS donations_allocation_adds_up ON donations_allocation;
CREATE CONSTRAINT TRIGGER donations_allocation_adds_up AFTER INSERT OR UPDATE OR DELETE ON donations_allocation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_allocations_add_up();

-- A batch is posted when it is what was expected, and all of it.
CREATE OR REPLACE FUNCTION donations_batch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rows_number bigint;
    rows_total numeric;
    rows_posted bigint;
BEGIN
    IF OLD.posted_at IS NOT NULL THEN
        PERFORM donations_refuse('a posted batch is not changed', 'batch_not_changed');
    END IF;
    IF NEW.posted_at IS NOT NULL THEN
        SELECT count(*), COALESCE(sum(amount_cny), 0), count(*) FILTER (WHERE state = 'posted')
        INTO rows_number, rows_total, rows_posted
        FROM donations_gift WHERE batch_id = NEW.id AND state <> 'dropped';
        IF (rows_number, rows_total) <> (NEW.expected_count::bigint, NEW.expected_total) THEN
            PERFORM donations_refuse('number or total is not what was expected', 'batch_agrees');
        ELSIF rows_posted <> rows_number THEN
            PERFORM donations_refuse('some of it is not posted', 'batch_posted_whole');
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_batch_guard BEFORE UPDATE ON donations_batch
FOR EACH ROW EXECUTE FUNCTION donations_batch_guard();

CREATE OR REPLACE FUNCTION donations_batch_of_gift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.batch_id IS NOT NULL AND EXISTS (
        SELECT FROM donations_batch WHERE id = NEW.batch_id AND posted_at IS NOT NULL
    ) THEN
        PERFORM donations_refuse('a posted batch takes nothing more', 'batch_not_changed');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_batch_of_gift BEFORE INSERT OR UPDATE OF batch_id ON donations_gift
FOR EACH ROW EXECUTE FUNCTION donations_batch_of_gift();

-- What was spent of a fund: posted once, and then as it is.
CREATE OR REPLACE FUNCTION donations_use_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original donations_funduse;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.posted_on IS NOT NULL
       AND (TG_OP = 'DELETE' OR (NEW.is_shown IS NOT DISTINCT FROM OLD.is_shown)
            OR (to_jsonb(NEW) - 'is_shown') <> (to_jsonb(OLD) - 'is_shown')) THEN
        PERFORM donations_refuse('a posted use is not changed', 'use_not_changed');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.own_limit, NEW.entered_by_id) IS DISTINCT FROM (OLD.own_limit, OLD.entered_by_id) THEN
        PERFORM donations_refuse('who entered it, and up to what sum alone, stays', 'use_limit_stays');
    END IF;
    IF NEW.corrects_id IS NOT NULL THEN
        SELECT * INTO original FROM donations_funduse WHERE id = NEW.corrects_id FOR UPDATE;
        IF original.posted_on IS NULL OR original.corrects_id IS NOT NULL
           OR (original.fund_id, -original.amount) <> (NEW.fund_id, NEW.amount) THEN
            PERFORM donations_refuse('a correction takes back one posted use', 'use_corrects_posted');
        END IF;
    END IF;
    IF NEW.posted_on IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.posted_on IS NULL) THEN
        PERFORM donations_insist_day_open(NEW.posted_on);
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_use_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_funduse
FOR EACH ROW EXECUTE FUNCTION donations_use_guard();

-- The closing of a day: SHA-256 over its posted rows in their order and the closing before.
CREATE OR REPLACE FUNCTION donations_digest(of_day date, before text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(
        before || E'\n' || of_day::text
        || COALESCE((
            SELECT string_agg(
                E'\n' || concat_ws('|', 'g', g.id, g.entry, g.kind, g.donor_id, g.currency, g.amount, g.rate,
                    g.amount_cny, g.received_on, g.method, g.reference, g.description, g.valued_by, g.valued_on,
                    COALESCE(g.campaign_id, 0), COALESCE(g.college_id, 0), COALESCE(g.agreement_id, 0),
                    g.is_anonymous, COALESCE(g.corrects_id, 0), COALESCE(g.entered_by_id, 0),
                    COALESCE(g.posted_by_id, 0),
                    (SELECT string_agg(a.fund_id || '=' || a.amount_cny, ',' ORDER BY a.fund_id)
                     FROM donations_allocation a WHERE a.gift_id = g.id)),
                '' ORDER BY g.id)
            FROM donations_gift g WHERE g.posted_on = of_day AND g.state = 'posted'), '')
        || COALESCE((
            SELECT string_agg(
                E'\n' || concat_ws('|', 'u', u.id, u.fund_id, u.amount, u.spent_on, u.purpose,
                    COALESCE(u.corrects_id, 0), u.entered_by_id, u.posted_by_id),
                '' ORDER BY u.id)
            FROM donations_funduse u WHERE u.posted_on = of_day), ''),
        'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION donations_close(of_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before donations_closing;
BEGIN
    PERFORM pg_advisory_xact_lock(7240071);
    SELECT * INTO before FROM donations_closing ORDER BY day DESC LIMIT 1;
    IF before.day >= of_day THEN
        RETURN;
    END IF;
    INSERT INTO donations_closing (day, gifts, total_cny, previous_hash, hash, closed_at)
    SELECT of_day, count(*), COALESCE(sum(amount_cny), 0), COALESCE(before.hash, ''),
           donations_digest(of_day, COALESCE(before.hash, '')), now()
    FROM donations_gift WHERE posted_on = of_day AND state = 'posted';
END
$$;

CREATE OR REPLACE FUNCTION donations_closing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM donations_refuse('a closing is not changed', 'closing_not_changed');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_closing_guard BEFORE UPDATE OR DELETE ON donations_closing
FOR EACH ROW EXECUTE FUNCTION donations_closing_guard();

-- What does not fit: a closing whose rows or whose predecessor are not what they were.
CREATE OR REPLACE FUNCTION donations_verify() RETURNS TABLE (day date, what text) LANGUAGE sql STABLE AS $$
    SELECT c.day, CASE
        WHEN c.previous_hash <> COALESCE(lag(c.hash) OVER (ORDER BY c.day), '') THEN 'chain'
        WHEN c.hash <> donations_digest(c.day, c.previous_hash) THEN 'rows'
        WHEN c.total_cny <> COALESCE((SELECT sum(g.amount_cny) FROM donations_gift g
                                      WHERE g.posted_on = c.day AND g.state = 'posted'), 0) THEN 'total'
        ELSE '' END
    FROM donations_closing c
    UNION ALL
    -- Posted on a day that was passed over: later closings exist, none of its own.
    SELECT DISTINCT g.posted_on, 'unclosed' FROM donations_gift g
    WHERE g.state = 'posted' AND g.posted_on < (SELECT max(c.day) FROM donations_closing c)
      AND NOT EXISTS (SELECT FROM donations_closing c WHERE c.day = g.posted_on)
$$;
