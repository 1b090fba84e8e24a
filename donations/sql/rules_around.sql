-- What stands around the ledger: what banks and providers said, receipts, cases, the club.

-- What the bank said stays as the bank said it; what was posted of a line is the line.
CREATE OR REPLACE FUNCTION donations_bank_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM donations_refuse('a line that is posted stays', 'bank_line_stays');
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' THEN
        IF (NEW.account_id, NEW.statement_id, NEW.booked_on, NEW.amount, NEW.reference)
           IS DISTINCT FROM (OLD.account_id, OLD.statement_id, OLD.booked_on, OLD.amount, OLD.reference)
           OR (OLD.state = 'confirmed' AND (NEW.state, NEW.gift_id) IS DISTINCT FROM (OLD.state, OLD.gift_id))
           OR (OLD.state = 'aside' AND NEW.state = 'confirmed') THEN
            PERFORM donations_refuse('a line stays as the bank said it', 'bank_line_stays');
        END IF;
    END IF;
    IF NEW.state = 'confirmed' AND NOT EXISTS (
        SELECT FROM donations_gift g
        WHERE g.id = NEW.gift_id AND g.state = 'posted' AND g.entry = 'gift' AND g.currency = 'CNY'
          AND g.amount = NEW.amount AND g.received_on = NEW.booked_on
    ) THEN
        PERFORM donations_refuse('the gift is not the line', 'bank_line_is_its_gift');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_bank_line_insert BEFORE INSERT ON donations_bankline
FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION donations_bank_line_guard();
CREATE OR REPLACE TRIGGER donations_bank_line_update BEFORE UPDATE ON donations_bankline
FOR EACH ROW WHEN (NEW.state <> OLD.state OR OLD.state = 'confirmed'
    OR (NEW.account_id, NEW.statement_id, NEW.booked_on, NEW.amount, NEW.reference)
       IS DISTINCT FROM (OLD.account_id, OLD.statement_id, OLD.booked_on, OLD.amount, OLD.reference))
EXECUTE FUNCTION donations_bank_line_guard();
CREATE OR REPLACE TRIGGER donations_bank_line_delete BEFORE DELETE ON donations_bankline
FOR EACH ROW WHEN (OLD.state = 'confirmed') EXECUTE FUNCTION donations_bank_line_guard();

-- What was announced stays what it was; once the money came in it stays so, and online it is the amount that was said.
CREATE OR REPLACE FUNCTION donations_announced_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.code, NEW.way, NEW.amount, NEW.fund_id) IS DISTINCT FROM
                             (OLD.code, OLD.way, OLD.amount, OLD.fund_id)
                             OR (OLD.state = 'received' AND (NEW.state, NEW.gift_id) IS DISTINCT FROM
                                                            (OLD.state, OLD.gift_id))) THEN
        PERFORM donations_refuse('an announced gift stays', 'announced_stays');
    END IF;
    IF NEW.state = 'received' AND NOT EXISTS (
        SELECT FROM donations_gift g WHERE g.id = NEW.gift_id AND g.state = 'posted' AND g.entry = 'gift'
        AND (NEW.way = 'transfer' OR g.amount = NEW.amount)
    ) THEN
        PERFORM donations_refuse('the gift is not what was announced', 'announced_is_its_gift');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_announced_guard BEFORE INSERT OR UPDATE ON donations_announcedgift
FOR EACH ROW EXECUTE FUNCTION donations_announced_guard();

-- What a provider said stays as it was said; only what became of it is written.
CREATE OR REPLACE FUNCTION donations_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.verdict = 'done'
       OR (to_jsonb(NEW) - 'verdict' - 'why' - 'note' - 'decided_by_id' - 'decided_at')
          <> (to_jsonb(OLD) - 'verdict' - 'why' - 'note' - 'decided_by_id' - 'decided_at') THEN
        PERFORM donations_refuse('a notice stays as it was said', 'notice_stays');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_notice_guard BEFORE UPDATE OR DELETE ON donations_paymentnotice
FOR EACH ROW EXECUTE FUNCTION donations_notice_guard();

-- Who issued a receipt above the limit does not take it back alone either: of voiding a constraint says so.
CREATE OR REPLACE FUNCTION donations_receipt_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.own_limit IS NULL THEN
        PERFORM donations_refuse('a receipt says the limit of its day', 'receipt_says_its_limit');
    ELSIF EXISTS (
        SELECT FROM donations_receipt
        WHERE id = NEW.reverses_id AND issued_by_id = NEW.issued_by_id AND amount > own_limit
    ) THEN
        PERFORM donations_refuse('another takes it back', 'receipt_voided_by_another');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_rules BEFORE INSERT ON donations_receipt
FOR EACH ROW EXECUTE FUNCTION donations_receipt_rules();

-- On a receipt of a year stand gifts of that year; a gift of which it is written that it needs none gets none.
CREATE OR REPLACE FUNCTION donations_receipt_gift_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM donations_receipt r, donations_gift g
        WHERE r.id = NEW.receipt_id AND g.id = NEW.gift_id AND r.year <> extract(year FROM g.received_on)
    ) THEN
        PERFORM donations_refuse('the gift is of another year', 'receipt_of_its_year');
    ELSIF EXISTS (SELECT FROM donations_receiptwaiver WHERE gift_id = NEW.gift_id AND ended_at IS NULL) THEN
        PERFORM donations_refuse('this gift needs no receipt', 'receipt_or_waiver');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_receipt_gift_rules BEFORE INSERT ON donations_receiptgift
FOR EACH ROW EXECUTE FUNCTION donations_receipt_gift_rules();

-- A need is answered while it is published.
CREATE OR REPLACE FUNCTION donations_case_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM donations_need WHERE id = NEW.need_id FOR SHARE;
    IF found <> 'published' THEN
        PERFORM donations_refuse('no more answers are taken', 'needcase_answers_published');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_case_rules BEFORE INSERT ON donations_needcase
FOR EACH ROW EXECUTE FUNCTION donations_case_rules();

-- A vote is given once, and never on one's own application; what was decided, and each term, stays.
CREATE OR REPLACE FUNCTION donations_club_vote_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_application donations_clubmembership;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM donations_refuse('a vote is not changed', 'club_vote_stays');
    END IF;
    SELECT * INTO of_application FROM donations_clubmembership WHERE id = NEW.membership_id FOR SHARE;
    IF of_application.state <> 'applied' THEN
        PERFORM donations_refuse('this application is decided', 'club_vote_in_time');
    ELSIF EXISTS (SELECT FROM donations_clubseat WHERE id = NEW.seat_id AND alumnus_id = of_application.alumnus_id) THEN
        PERFORM donations_refuse('nobody votes on their own application', 'club_vote_of_another');
    END IF;
    RETURN NEW;
END
$$;

-- Only what was entered wrongly from a paper is put right, in the transaction of the correction that says so, and never
-- how it was decided and who recorded it.
CREATE OR REPLACE FUNCTION donations_club_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_of bigint;
BEGIN
    IF TG_TABLE_NAME = 'donations_clubterm' THEN
        is_of := OLD.membership_id;
        IF (NEW.membership_id, NEW.recorded_by_id, NEW.recorded_at)
           IS DISTINCT FROM (OLD.membership_id, OLD.recorded_by_id, OLD.recorded_at) THEN
            PERFORM donations_refuse('a term stays whose it is', 'club_decision_stays');
        END IF;
    ELSE
        is_of := OLD.id;
        IF (NEW.decided, NEW.decided_by_id) IS DISTINCT FROM (OLD.decided, OLD.decided_by_id) THEN
            PERFORM donations_refuse('how it was decided stays', 'club_decision_stays');
        END IF;
    END IF;
    IF NOT donations_club_corrected(is_of) THEN
        PERFORM donations_refuse('what was decided stays', 'club_decision_stays');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_club_kept BEFORE UPDATE ON donations_clubmembership
FOR EACH ROW WHEN (OLD.state <> 'applied' AND (NEW.decided, NEW.decided_on, NEW.decided_by_id, NEW.from_on, NEW.applied_at)
    IS DISTINCT FROM (OLD.decided, OLD.decided_on, OLD.decided_by_id, OLD.from_on, OLD.applied_at))
EXECUTE FUNCTION donations_club_kept();
CREATE OR REPLACE TRIGGER donations_club_term_stays BEFORE UPDATE ON donations_clubterm
FOR EACH ROW EXECUTE FUNCTION donations_club_kept();
