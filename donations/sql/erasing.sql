-- Of a donor whose person was erased nothing is written any more that says who it was, by whichever hand, and by whatever
-- was under way meanwhile. An erasure holds the donor's row alone (FOR UPDATE): who asks here waits for it.
CREATE OR REPLACE FUNCTION donations_donor_is_erased(asked bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    at timestamptz;
BEGIN
    SELECT erased_at INTO at FROM donations_donor WHERE id = asked FOR KEY SHARE;
    RETURN at IS NOT NULL;
END
$$;

-- What people write is refused.
CREATE OR REPLACE FUNCTION donations_nothing_of_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF donations_donor_is_erased(NEW.donor_id) THEN
        PERFORM donations_refuse('nothing more is written of a person who was erased', 'donor_was_erased');
    END IF;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['pledge', 'wallword', 'namingright', 'agreement', 'softcredit'] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER donations_nothing_of_erased AFTER INSERT ON donations_%s '
            'FOR EACH ROW EXECUTE FUNCTION donations_nothing_of_erased()', name
        );
    END LOOP;
END
$$;

CREATE OR REPLACE TRIGGER donations_no_note_of_erased AFTER UPDATE OF note ON donations_pledge
FOR EACH ROW WHEN (NEW.note <> '') EXECUTE FUNCTION donations_nothing_of_erased();

CREATE OR REPLACE TRIGGER donations_nothing_of_erased AFTER INSERT OR UPDATE OF donor_id ON donations_opportunity
FOR EACH ROW WHEN (NEW.donor_id IS NOT NULL) EXECUTE FUNCTION donations_nothing_of_erased();

-- A gift that goes back has a reason, which the accounts need.
CREATE OR REPLACE FUNCTION donations_no_note_of_erased_gift() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given donations_gift;
BEGIN
    SELECT * INTO given FROM donations_gift WHERE id = NEW.gift_id;
    IF (given.entry = 'gift' OR NEW.payer <> '' OR NEW.tribute_to <> '') AND donations_donor_is_erased(given.donor_id) THEN
        PERFORM donations_refuse('nothing more is written of a person who was erased', 'donor_was_erased');
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER donations_nothing_of_erased AFTER INSERT OR UPDATE ON donations_giftnote
FOR EACH ROW EXECUTE FUNCTION donations_no_note_of_erased_gift();

-- What a bank or the public site says is taken, for the money has come in, and its words are not.
CREATE OR REPLACE FUNCTION donations_bank_line_of_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF donations_donor_is_erased(NEW.donor_id) THEN
        NEW.payer := '';
        NEW.payer_key := '';
        NEW.payer_account := '';
        NEW.memo := '';
        NEW.codes := '{}';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_bank_line_of_erased
BEFORE INSERT OR UPDATE OF donor_id, payer, payer_key, payer_account, memo ON donations_bankline FOR EACH ROW
WHEN (NEW.donor_id IS NOT NULL AND (NEW.payer || NEW.payer_key || NEW.payer_account || NEW.memo) <> '')
EXECUTE FUNCTION donations_bank_line_of_erased();

CREATE OR REPLACE FUNCTION donations_announced_by_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF donations_donor_is_erased(NEW.donor_id) THEN
        NEW.name := '';
        NEW.email := '';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_announced_by_erased
BEFORE INSERT OR UPDATE OF donor_id, name, email ON donations_announcedgift FOR EACH ROW
WHEN (NEW.donor_id IS NOT NULL AND (NEW.name || NEW.email) <> '') EXECUTE FUNCTION donations_announced_by_erased();

-- An erasure is not taken back, and no merging says who it was.
CREATE OR REPLACE FUNCTION donations_erased_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at THEN
        PERFORM donations_refuse('an erasure is not taken back', 'donor_was_erased');
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id
       AND donations_donor_is_erased(NEW.merged_into_id) <> (NEW.erased_at IS NOT NULL) THEN
        PERFORM donations_refuse('who was erased is merged with nobody', 'donor_was_erased');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_erased_stays BEFORE UPDATE OF erased_at, merged_into_id ON donations_donor
FOR EACH ROW EXECUTE FUNCTION donations_erased_stays();

-- Histories and the access log let go: with the rights of the tables' owner, and of nobody but a donor that stands in the
-- list of erasures and says nothing of anybody.
CREATE OR REPLACE FUNCTION donations_insist_erased(asked bigint, gone text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM donations_donorerasure e JOIN donations_donor d ON d.id = e.donor_id
        WHERE d.id = asked AND e.what = gone AND CASE gone WHEN 'person' THEN d.erased_at IS NOT NULL
              ELSE d.kind <> 'person' AND (d.email || d.phone || d.address || d.note) = '' END
    ) THEN
        RAISE EXCEPTION 'donor % is not erased', asked USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION donations_forget_history(donor bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM donations_insist_erased(donor, 'person');
    RETURN alumni_forget_versions('donations_donorevent', 'id = $1', donor, '{}')
         + alumni_forget_versions('donations_pledgeevent', 'donor_id = $1', donor, '{}')
         -- All versions of a card that went with the person, also those in which it did not name the donor yet.
         + alumni_forget_versions(
               'donations_opportunityevent', 'donor_id = $1 OR id = ANY($2)', donor,
               ARRAY(SELECT id FROM donations_opportunityevent WHERE donor_id = donor AND pgh_label = 'delete')
           );
END $$;

-- The versions of a body stay, and say no more whom one asked for; those of an organisation in its notes too.
CREATE OR REPLACE FUNCTION donations_forget_contacts(donor bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM donations_insist_erased(donor, 'contact');
    PERFORM alumni_pass_append_only('donations_donorevent');
    UPDATE donations_donorevent SET email = '', phone = '', address = '', note = ''
    WHERE id = donor AND (email || phone || address || note) <> '';
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM alumni_pass_append_only('donations_organisationevent');
    UPDATE donations_organisationevent v SET note = '' FROM donations_donor d JOIN donations_organisation o
    ON o.id = d.organisation_id AND o.note = '' WHERE d.id = donor AND v.id = o.id AND v.note <> '';
    PERFORM set_config('pgtrigger.ignore', '{}', true);
    RETURN changed;
END $$;

CREATE OR REPLACE FUNCTION donations_forget_words(donor bigint, gone text, words text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM donations_insist_erased(donor, gone);
    RETURN alumni_forget_said(words);
END $$;
