-- Receipts: numbers follow one another without a gap, what was issued stays as it was, a gift stands on one valid
-- receipt. Order of locks: gift, range of numbers.

CREATE OR REPLACE FUNCTION donations_range_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM donations_refuse('a range is not deleted', 'range_stays');
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.following <> NEW.first THEN
            PERFORM donations_refuse('a range begins with its first number', 'range_begins');
        END IF;
        -- Of two that register at once one waits.
        PERFORM pg_advisory_xact_lock(7240072);
        IF EXISTS (SELECT FROM donations_numberrange r
                   WHERE r.code = NEW.code AND r.first <= NEW.last AND r.last >= NEW.first) THEN
            PERFORM donations_refuse('these numbers are registered already', 'range_once');
        END IF;
    ELSIF (to_jsonb(NEW) - 'following') <> (to_jsonb(OLD) - 'following') OR NEW.following <> OLD.following + 1 THEN
        PERFORM donations_refuse('a range stays as it is, and counts up', 'range_stays');
    ELSIF pg_trigger_depth() < 2 THEN
        PERFORM donations_refuse('a number is taken by a receipt alone', 'range_stays');
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE OR REPLACE TRIGGER donations_range_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_numberrange
FOR EACH ROW EXECUTE FUNCTION donations_range_guard();

CREATE OR REPLACE FUNCTION donations_receipt_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original donations_receipt;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM donations_refuse('a receipt is not deleted', 'receipt_stays');
    ELSIF TG_OP = 'UPDATE' THEN
        IF OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL
           OR (to_jsonb(NEW) - 'voided_at' - 'voided_by_id' - 'void_reason')
              <> (to_jsonb(OLD) - 'voided_at' - 'voided_by_id' - 'void_reason') THEN
            PERFORM donations_refuse('a receipt is not changed', 'receipt_stays');
        ELSIF EXISTS (SELECT FROM donations_receipt WHERE reverses_id = OLD.id) THEN
            PERFORM donations_refuse('a red receipt took it back', 'receipt_reversed');
        END IF;
        UPDATE donations_receiptgift SET is_valid = false WHERE receipt_id = OLD.id;
        RETURN NEW;
    END IF;
    IF NEW.voided_at IS NOT NULL THEN
        PERFORM donations_refuse('a receipt begins valid', 'receipt_stays');
    END IF;
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT * INTO original FROM donations_receipt WHERE id = NEW.reverses_id FOR UPDATE;
        IF original.voided_at IS NOT NULL OR original.kind <> 'receipt' THEN
            PERFORM donations_refuse('only a valid receipt is taken back', 'receipt_reverses_valid');
        ELSIF (original.donor_id, -original.amount, original.payer) <> (NEW.donor_id, NEW.amount, NEW.payer) THEN
            PERFORM donations_refuse('a red receipt takes all of it back', 'receipt_reversed_whole');
        END IF;
    END IF;
    UPDATE donations_numberrange SET following = following + 1
    WHERE id = NEW.range_id AND following <= last RETURNING following - 1 INTO NEW.number;
    IF NEW.number IS NULL THEN
        PERFORM donations_refuse('the range is used up', 'range_used_up');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_receipt
FOR EACH ROW EXECUTE FUNCTION donations_receipt_guard();

CREATE OR REPLACE FUNCTION donations_receipt_red() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE donations_receiptgift SET is_valid = false WHERE receipt_id = NEW.reverses_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_red AFTER INSERT ON donations_receipt
FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION donations_receipt_red();

CREATE OR REPLACE FUNCTION donations_receipt_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM donations_refuse('a receipt is not changed', 'receipt_stays');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_line_guard BEFORE UPDATE OR DELETE ON donations_receiptline
FOR EACH ROW EXECUTE FUNCTION donations_receipt_line_guard();

-- A gift stands on a receipt with what is left of it, and only once it is posted. What goes back from now on waits for
-- the gift's row, as here.
CREATE OR REPLACE FUNCTION donations_receipt_gift_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_gift donations_gift;
    left_cny numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM donations_refuse('a receipt is not changed', 'receipt_stays');
    ELSIF TG_OP = 'UPDATE' THEN
        IF pg_trigger_depth() < 2 OR NEW.is_valid OR (to_jsonb(NEW) - 'is_valid') <> (to_jsonb(OLD) - 'is_valid') THEN
            PERFORM donations_refuse('a receipt is not changed', 'receipt_stays');
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO of_gift FROM donations_gift WHERE id = NEW.gift_id FOR UPDATE;
    SELECT of_gift.amount_cny + COALESCE(sum(amount_cny), 0) INTO left_cny
    FROM donations_gift WHERE corrects_id = NEW.gift_id AND state = 'posted';
    IF of_gift.state <> 'posted' OR of_gift.entry <> 'gift' THEN
        PERFORM donations_refuse('only a posted gift gets a receipt', 'receipt_of_posted');
    ELSIF left_cny <> NEW.amount THEN
        PERFORM donations_refuse('a receipt says what is left of the gift', 'receipt_of_what_is_left');
    ELSIF NOT EXISTS (
        SELECT FROM donations_receipt r
        JOIN donations_donor mine ON mine.id = r.donor_id JOIN donations_donor theirs ON theirs.id = of_gift.donor_id
        WHERE r.id = NEW.receipt_id AND r.kind = 'receipt' AND r.voided_at IS NULL
          AND COALESCE(mine.merged_into_id, mine.id) = COALESCE(theirs.merged_into_id, theirs.id)
    ) THEN
        PERFORM donations_refuse('a receipt is of one donor', 'receipt_of_one_donor');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_gift_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_receiptgift
FOR EACH ROW EXECUTE FUNCTION donations_receipt_gift_guard();

-- At the commit: the lines of a receipt are its amount, and so are its gifts.
CREATE OR REPLACE FUNCTION donations_receipt_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_receipt donations_receipt;
    said numeric;
BEGIN
    IF TG_TABLE_NAME = 'donations_receipt' THEN
        of_receipt := NEW;
    ELSE
        SELECT * INTO of_receipt FROM donations_receipt WHERE id = NEW.receipt_id;
    END IF;
    SELECT COALESCE(sum(amount), 0) INTO said FROM donations_receiptline WHERE receipt_id = of_receipt.id;
    IF said <> of_receipt.amount OR EXISTS (
        SELECT FROM donations_receiptline
        WHERE receipt_id = of_receipt.id AND sign(amount) <> sign(of_receipt.amount)
    ) THEN
        PERFORM donations_refuse('the lines are not the receipt', 'receipt_is_its_lines');
    END IF;
    SELECT COALESCE(sum(amount), 0) INTO said FROM donations_receiptgift WHERE receipt_id = of_receipt.id;
    IF said <> (CASE of_receipt.kind WHEN 'red' THEN 0 ELSE of_receipt.amount END) THEN
        PERFORM donations_refuse('the gifts are not the receipt', 'receipt_is_its_gifts');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_receipt_adds_up ON donations_receipt;
CREATE CONSTRAINT TRIGGER donations_receipt_adds_up AFTER INSERT ON donations_receipt
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_receipt_adds_up();
DROP TRIGGER IF EXISTS donations_receipt_line_adds_up ON donations_receiptline;
CREATE CONSTRAINT TRIGGER donations_receipt_line_adds_up AFTER INSERT ON donations_receiptline
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_receipt_adds_up();
DROP TRIGGER IF EXISTS donations_receipt_gift_adds_up ON donations_receiptgift;
CREATE CONSTRAINT TRIGGER donations_receipt_gift_adds_up AFTER INSERT ON donations_receiptgift
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_receipt_adds_up();

-- Thanks fall due once for each gift and donor, and end once. Why nobody was thanked goes with a donor who is erased.
CREATE OR REPLACE FUNCTION donations_thanks_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.reason = '—' AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason'
       AND EXISTS (SELECT FROM donations_donor WHERE id = OLD.donor_id AND erased_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state <> 'due'
       OR (NEW.gift_id, NEW.donor_id, NEW.credit_id) IS DISTINCT FROM (OLD.gift_id, OLD.donor_id, OLD.credit_id) THEN
        PERFORM donations_refuse('thanks end once', 'thanks_end_once');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_thanks_guard BEFORE UPDATE OR DELETE ON donations_thanks
FOR EACH ROW EXECUTE FUNCTION donations_thanks_guard();
