-- No more is spent of a fund than posted gifts brought, less what went back of them. A refund takes what a fund spent all
-- the same, for the money is gone: then nothing more is posted before as much came in again (queries/funds.py says why).

-- Of two uses at once the second waits for the fund's row and counts the first. The fund comes before the day, as where
-- a gift is entered and posted in one: a closing that waits for both would tie them.
CREATE OR REPLACE FUNCTION donations_use_fund_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM donations_fund WHERE id = NEW.fund_id FOR NO KEY UPDATE;
    RETURN NEW;
END
$$;

-- Fires before donations_use_guard: triggers fire by their names.
CREATE OR REPLACE TRIGGER donations_use_fund_held BEFORE INSERT OR UPDATE OF posted_on ON donations_funduse
FOR EACH ROW WHEN (NEW.posted_on IS NOT NULL) EXECUTE FUNCTION donations_use_fund_held();

CREATE OR REPLACE FUNCTION donations_use_within_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT COALESCE(sum(amount), 0) FROM donations_funduse WHERE fund_id = NEW.fund_id AND posted_on IS NOT NULL) > (
        -- Nearly all gifts are posted: all allocations from an index alone, less those few that do not count.
        SELECT COALESCE((SELECT sum(amount_cny) FROM donations_allocation WHERE fund_id = NEW.fund_id), 0)
             - COALESCE((SELECT sum(a.amount_cny) FROM donations_gift g JOIN donations_allocation a ON a.gift_id = g.id
                         WHERE g.state <> 'posted' AND a.fund_id = NEW.fund_id), 0)
    ) THEN
        PERFORM donations_refuse('more than the fund has left', 'use_within_balance');
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_use_within_balance AFTER INSERT OR UPDATE OF posted_on ON donations_funduse
FOR EACH ROW WHEN (NEW.posted_on IS NOT NULL AND NEW.amount > 0) EXECUTE FUNCTION donations_use_within_balance();
