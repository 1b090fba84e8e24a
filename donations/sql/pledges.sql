-- Pledges add up in the database: what is promised is the sum of the changes, what is paid that of the posted payments.
-- Order of locks: pledge, instalment, gift.

CREATE OR REPLACE FUNCTION donations_settle_pledge(of_pledge bigint, promised numeric, came numeric)
RETURNS void LANGUAGE sql AS $$
    UPDATE donations_pledge p
    SET amount = p.amount + promised, paid = p.paid + came,
        state = CASE
            WHEN EXISTS (SELECT FROM donations_pledgechange c WHERE c.pledge_id = p.id AND c.kind = 'cancelled')
                THEN 'cancelled'
            WHEN p.amount + promised > 0 AND p.paid + came = p.amount + promised THEN 'paid'
            ELSE 'open' END
    WHERE p.id = of_pledge
$$;

CREATE OR REPLACE FUNCTION donations_pledge_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM donations_refuse('a change of a pledge is not changed', 'pledge_change_stays');
    END IF;
    PERFORM donations_settle_pledge(NEW.pledge_id, NEW.amount, 0);
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_pledge_changed AFTER INSERT OR UPDATE OR DELETE ON donations_pledgechange
FOR EACH ROW EXECUTE FUNCTION donations_pledge_changed();

CREATE OR REPLACE FUNCTION donations_count_payment(of_instalment bigint, came numeric)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    of_pledge bigint;
BEGIN
    SELECT pledge_id INTO of_pledge FROM donations_instalment WHERE id = of_instalment;
    PERFORM FROM donations_pledge WHERE id = of_pledge FOR UPDATE;
    UPDATE donations_instalment SET paid = paid + came WHERE id = of_instalment;
    PERFORM donations_settle_pledge(of_pledge, 0, came);
END
$$;

CREATE OR REPLACE FUNCTION donations_payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_gift donations_gift;
    whole numeric;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM donations_refuse('a payment is not changed', 'pledge_payment_stays');
    END IF;
    SELECT * INTO of_gift FROM donations_gift WHERE id = COALESCE(NEW.gift_id, OLD.gift_id) FOR UPDATE;
    IF TG_OP = 'DELETE' THEN
        IF of_gift.state = 'posted' THEN
            PERFORM donations_refuse('a posted payment stays', 'pledge_payment_stays');
        END IF;
        RETURN OLD;
    END IF;
    SELECT COALESCE(sum(amount_cny), 0) + NEW.amount_cny INTO whole
    FROM donations_pledgepayment WHERE gift_id = NEW.gift_id;
    IF sign(NEW.amount_cny) <> sign(of_gift.amount_cny) OR abs(whole) > abs(of_gift.amount_cny) THEN
        PERFORM donations_refuse('more than the gift', 'pledge_payment_of_gift');
    END IF;
    IF of_gift.state = 'posted' THEN
        PERFORM donations_count_payment(NEW.instalment_id, NEW.amount_cny);
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_payment_guard BEFORE INSERT OR UPDATE OR DELETE ON donations_pledgepayment
FOR EACH ROW EXECUTE FUNCTION donations_payment_guard();

-- A payment counts from its gift's posting on.
CREATE OR REPLACE FUNCTION donations_gift_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM donations_count_payment(instalment_id, amount_cny)
    FROM donations_pledgepayment WHERE gift_id = NEW.id ORDER BY instalment_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_gift_posted AFTER UPDATE OF state ON donations_gift
FOR EACH ROW WHEN (NEW.state = 'posted' AND OLD.state <> 'posted') EXECUTE FUNCTION donations_gift_posted();

-- At the commit: the instalments of a pledge are the pledge.
CREATE OR REPLACE FUNCTION donations_instalments_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_pledge bigint;
BEGIN
    IF TG_TABLE_NAME = 'donations_pledge' THEN
        of_pledge := NEW.id;
    ELSE
        of_pledge := COALESCE(NEW.pledge_id, OLD.pledge_id);
    END IF;
    IF (SELECT amount FROM donations_pledge WHERE id = of_pledge)
       <> (SELECT COALESCE(sum(amount), 0) FROM donations_instalment WHERE pledge_id = of_pledge) THEN
        PERFORM donations_refuse('the instalments are not the pledge', 'pledge_is_its_instalments');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS donations_pledge_adds_up ON donations_pledge;
CREATE CONSTRAINT TRIGGER donations_pledge_adds_up AFTER INSERT OR UPDATE ON donations_pledge
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_instalments_add_up();
DROP TRIGGER IF EXISTS donations_instalment_adds_up ON donations_instalment;
CREATE CONSTRAINT TRIGGER donations_instalment_adds_up AFTER INSERT OR UPDATE OF amount, pledge_id OR DELETE
ON donations_instalment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION donations_instalments_add_up();
