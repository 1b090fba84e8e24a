-- A refund or correction takes back what its gift had paid of pledges: first what paid none, then the latest instalment
-- first. Of a cancelled pledge nothing is promised beyond what is paid, so there the promise shrinks with it.
CREATE OR REPLACE FUNCTION donations_gift_takes_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stays numeric;
    too_much numeric;
    part numeric;
    each record;
BEGIN
    SELECT COALESCE(sum(amount_cny), 0) INTO stays FROM donations_gift
    WHERE (id = NEW.corrects_id OR corrects_id = NEW.corrects_id) AND state = 'posted';
    -- Lock in the order of all others: the pledges first.
    PERFORM FROM donations_pledge WHERE id IN (
        SELECT i.pledge_id FROM donations_pledgepayment y JOIN donations_instalment i ON i.id = y.instalment_id
        WHERE y.gift_id = NEW.corrects_id) ORDER BY id FOR UPDATE;
    SELECT COALESCE(sum(y.amount_cny), 0) - stays INTO too_much
    FROM donations_pledgepayment y JOIN donations_gift g ON g.id = y.gift_id
    WHERE (g.id = NEW.corrects_id OR g.corrects_id = NEW.corrects_id) AND g.state = 'posted';
    FOR each IN
        SELECT i.id, i.pledge_id, p.state, sum(y.amount_cny) AS holds
        FROM donations_pledgepayment y
        JOIN donations_gift g ON g.id = y.gift_id
        JOIN donations_instalment i ON i.id = y.instalment_id
        JOIN donations_pledge p ON p.id = i.pledge_id
        WHERE (g.id = NEW.corrects_id OR g.corrects_id = NEW.corrects_id) AND g.state = 'posted'
        GROUP BY i.id, i.pledge_id, p.state HAVING sum(y.amount_cny) > 0
        ORDER BY i.due_on DESC, i.id DESC
    LOOP
        EXIT WHEN too_much <= 0;
        part := least(too_much, each.holds);
        too_much := too_much - part;
        INSERT INTO donations_pledgepayment (gift_id, instalment_id, amount_cny, matched_by_id, matched_at)
        VALUES (NEW.id, each.id, -part, NEW.posted_by_id, now());
        IF each.state = 'cancelled' THEN
            UPDATE donations_instalment SET amount = paid WHERE id = each.id;
            INSERT INTO donations_pledgechange (pledge_id, kind, amount, changed_on, reason, made_by_id, made_at)
            VALUES (each.pledge_id, 'amended', -part, NEW.posted_on, 'gift ' || NEW.id, NEW.posted_by_id, now());
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- Fires after donations_gift_posted, which counts the payments that stood before: triggers fire by their names.
CREATE OR REPLACE TRIGGER donations_gift_takes_back AFTER UPDATE OF state ON donations_gift
FOR EACH ROW WHEN (NEW.state = 'posted' AND OLD.state <> 'posted' AND NEW.corrects_id IS NOT NULL)
EXECUTE FUNCTION donations_gift_takes_back();
