-- The chain of closings: what begins a closing, what it is the hash of, and what does not fit any more.

-- A closing is the next in the chain, of rows as they are, of a day that has begun.
CREATE OR REPLACE FUNCTION donations_closing_begins() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before donations_closing;
BEGIN
    SELECT * INTO before FROM donations_closing ORDER BY day DESC LIMIT 1;
    IF NEW.day <= before.day OR NEW.day > (now() AT TIME ZONE 'UTC')::date + 1
       OR NEW.previous_hash <> COALESCE(before.hash, '')
       OR NEW.hash <> donations_digest(NEW.day, NEW.previous_hash)
       OR (NEW.gifts, NEW.total_cny) <> (
           SELECT count(*), COALESCE(sum(amount_cny), 0) FROM donations_gift
           WHERE posted_on = NEW.day AND state = 'posted') THEN
        PERFORM donations_refuse('a closing is the next in the chain', 'closing_is_next');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_closing_begins BEFORE INSERT ON donations_closing
FOR EACH ROW EXECUTE FUNCTION donations_closing_begins();

-- The digest of the first closings: fields side by side, where what ends one may begin the next. They are verified by it
-- for ever; no closing is made by it any more.
CREATE OR REPLACE FUNCTION donations_digest_first(of_day date, before text) RETURNS text LANGUAGE sql STABLE AS $$
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

-- SHA-256 over a day's posted rows in their order and the closing before; each row an array of JSON, so that no text of
-- one field reads as two.
CREATE OR REPLACE FUNCTION donations_digest(of_day date, before text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(
        before || E'\n' || of_day::text
        || COALESCE((
            SELECT string_agg(
                E'\n' || jsonb_build_array('g', g.id, g.entry, g.kind, g.donor_id, g.currency, g.amount, g.rate,
                    g.amount_cny, g.received_on, g.method, g.reference, g.description, g.valued_by, g.valued_on,
                    g.kept_at, g.campaign_id, g.college_id, g.agreement_id, g.is_anonymous, g.corrects_id,
                    g.batch_id, g.own_limit, g.entered_by_id, g.posted_by_id,
                    (SELECT jsonb_agg(jsonb_build_array(a.fund_id, a.amount_cny) ORDER BY a.fund_id)
                     FROM donations_allocation a WHERE a.gift_id = g.id))::text,
                '' ORDER BY g.id)
            FROM donations_gift g WHERE g.posted_on = of_day AND g.state = 'posted'), '')
        || COALESCE((
            SELECT string_agg(
                E'\n' || jsonb_build_array('u', u.id, u.fund_id, u.amount, u.spent_on, u.purpose, u.purpose_en,
                    u.corrects_id, u.own_limit, u.entered_by_id, u.posted_by_id)::text,
                '' ORDER BY u.id)
            FROM donations_funduse u WHERE u.posted_on = of_day), ''),
        'UTF8')), 'hex')
$$;

-- What does not fit: a closing whose rows or whose predecessor are not what they were, rows of a day that was passed
-- over, a closing that a check saw and that is gone or another.
CREATE OR REPLACE FUNCTION donations_verify() RETURNS TABLE (day date, what text) LANGUAGE sql STABLE AS $$
    SELECT c.day, CASE
        WHEN c.previous_hash <> COALESCE(lag(c.hash) OVER (ORDER BY c.day), '') THEN 'chain'
        WHEN c.hash <> donations_digest(c.day, c.previous_hash)
             AND c.hash <> donations_digest_first(c.day, c.previous_hash) THEN 'rows'
        WHEN c.total_cny <> COALESCE((SELECT sum(g.amount_cny) FROM donations_gift g
                                      WHERE g.posted_on = c.day AND g.state = 'posted'), 0) THEN 'total'
        ELSE '' END
    FROM donations_closing c
    UNION ALL
    SELECT DISTINCT r.posted_on, 'unclosed' FROM (
        SELECT posted_on FROM donations_gift WHERE state = 'posted'
        UNION SELECT posted_on FROM donations_funduse WHERE posted_on IS NOT NULL
    ) r
    WHERE r.posted_on < (SELECT max(c.day) FROM donations_closing c)
      AND NOT EXISTS (SELECT FROM donations_closing c WHERE c.day = r.posted_on)
    UNION ALL
    SELECT DISTINCT k.last_day, 'gone' FROM donations_ledgercheck k
    WHERE k.last_day IS NOT NULL
      AND NOT EXISTS (SELECT FROM donations_closing c WHERE c.day = k.last_day AND c.hash = k.last_hash)
$$;

-- What a check saw stays.
CREATE OR REPLACE FUNCTION donations_ledger_check_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM donations_refuse('what a check saw stays', 'ledger_check_stays');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_ledger_check_stays BEFORE UPDATE OR DELETE ON donations_ledgercheck
FOR EACH ROW EXECUTE FUNCTION donations_ledger_check_stays();
