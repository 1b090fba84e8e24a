DROP FUNCTION donations_forget_words(bigint, text, text[]);
DROP FUNCTION donations_forget_contacts(bigint);
DROP FUNCTION donations_forget_history(bigint);
DROP FUNCTION donations_insist_erased(bigint, text);
DROP FUNCTION donations_erased_stays() CASCADE;
DROP FUNCTION donations_announced_by_erased() CASCADE;
DROP FUNCTION donations_bank_line_of_erased() CASCADE;
DROP FUNCTION donations_no_note_of_erased_gift() CASCADE;
DROP FUNCTION donations_nothing_of_erased() CASCADE;
DROP FUNCTION donations_donor_is_erased(bigint);

CREATE OR REPLACE FUNCTION donations_thanks_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'due'
       OR (NEW.gift_id, NEW.donor_id, NEW.credit_id) IS DISTINCT FROM (OLD.gift_id, OLD.donor_id, OLD.credit_id) THEN
        PERFORM donations_refuse('thanks end once', 'thanks_end_once');
    END IF;
    RETURN NEW;
END
$$;
