-- What the database does by itself while a mailing is sent.

-- How many deliveries ended in which state, counted in the transaction of every change, by whoever makes it: those that
-- no sender has in hand any more. A sender puts a batch out of its hands at once; until then whoever counts looks at
-- the few rows in hand too. Of few slots two senders would soon share one, and each wait until the other's commit is
-- on the disk.
CREATE OR REPLACE FUNCTION publications_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('publications.counting', true) = 'later' THEN
        RETURN NULL;  -- a step: its rows stay in the hands of their sender
    END IF;
    INSERT INTO publications_deliverytally AS tally (mailing_id, slot, state, number)
    SELECT mailing_id, pg_backend_pid() % 256, state, sum(change)
    FROM (
        SELECT mailing_id, state, 1 AS change FROM after WHERE token IS NULL
        UNION ALL SELECT mailing_id, state, -1 FROM before WHERE token IS NULL
    ) AS moved
    WHERE state IN ('sent', 'failed', 'suppressed', 'in_doubt', 'cancelled')
    GROUP BY mailing_id, state
    HAVING sum(change) <> 0
    ORDER BY mailing_id, state
    ON CONFLICT (mailing_id, slot, state) DO UPDATE SET number = tally.number + excluded.number;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS publications_delivery_tally ON publications_delivery;
CREATE TRIGGER publications_delivery_tally
    AFTER UPDATE ON publications_delivery REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION publications_tally();

-- Since when a person allows a purpose by a channel; NULL when not. The word on the channel itself counts, else that
-- on any; a later "no" to any channel overrules an earlier "yes" to one. A table of one row, so that it becomes part of
-- the plan of whoever asks.
CREATE OR REPLACE FUNCTION publications_allowed(person bigint, wanted text, way text) RETURNS TABLE (since timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN own.id IS NULL THEN CASE WHEN whole.given THEN whole.at END
        WHEN own.given AND (whole.id IS NULL OR whole.given OR whole.at < own.at) THEN own.at
    END
    FROM (SELECT) AS nothing
    LEFT JOIN LATERAL (
        SELECT id, given, at FROM alumni_consent
        WHERE alumnus_id = person AND purpose = wanted AND channel = way ORDER BY at DESC, id DESC LIMIT 1
    ) AS own ON true
    LEFT JOIN LATERAL (
        SELECT id, given, at FROM alumni_consent
        WHERE alumnus_id = person AND purpose = wanted AND channel = 'any' ORDER BY at DESC, id DESC LIMIT 1
    ) AS whole ON true
$$;

CREATE OR REPLACE FUNCTION publications_allowed_since(person bigint, wanted text, way text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT since FROM publications_allowed(person, wanted, way)
$$;

-- One step of a sender, in one transaction: write down what became of the delivery before, and begin the next; when
-- all is well both in one UPDATE.
-- `next` becomes 'sending' only if everything that allows it still holds: what changes a consent holds the row of
-- `person`, so that a "no" that was committed is always seen here, and one that comes later finds this step committed.
-- A delivery that became another person's since it was claimed is lost to its sender, and claimed anew.
-- Returns the verdict: go, lost, paused, held, or why the delivery is left out; empty without `next`. ' late' after it:
-- what became of `done` was not ours to say any more. One text, and not two columns: a function in FROM costs a tenth more.
-- No indexed column changes here, so that the new version of a row needs no new entry in any index: what ended keeps
-- the token until its sender puts the whole batch out of its hands, and is counted then.
-- The plan is kept: it is the same for every letter, and making it costs more than carrying it out.
DROP FUNCTION IF EXISTS publications_step(uuid, bigint, text, text, interval, bigint, interval);
CREATE OR REPLACE FUNCTION publications_step(
    mine uuid, done bigint, became text, said text, later interval, next bigint, person bigint, lease interval
) RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    finished bigint := CASE WHEN became <> 'queued' THEN done END;
    marked boolean := done IS NULL;
    verdict text := '';
    gone text;
    changed integer;
    counting text;
    is_held boolean := false;
BEGIN
    IF next IS NOT NULL THEN
        SELECT CASE
            WHEN merged_into_id IS NOT NULL OR archived_at IS NOT NULL THEN 'archived'
            WHEN restricted_at IS NOT NULL THEN 'restricted'
            WHEN life = 'deceased' THEN 'deceased'
        END INTO gone
        FROM alumni_alumnus WHERE id = person
        FOR KEY SHARE;
        LOOP
            -- A statement of its own: it sees what was committed while the one before waited for the person.
            SELECT CASE
                WHEN m.epoch <> i.epoch THEN 'held'
                WHEN m.state <> 'sending' THEN 'paused'
                WHEN gone IS NOT NULL THEN gone
                WHEN allowed.since IS NULL THEN 'consent'
                WHEN EXISTS (
                    SELECT FROM publications_suppression s WHERE s.address = d.address AND s.lifted_at IS NULL
                    AND (s.kind <> 'unsubscribed' OR (s.purpose = m.purpose AND s.since > allowed.since))
                ) THEN 'suppressed'
                WHEN NOT EXISTS (
                    SELECT FROM alumni_contactpoint c WHERE c.alumnus_id = person AND c.kind = 'email'
                    AND c.state IN ('unverified', 'verified') AND (c.value = d.address OR c.value ~ '[^\x01-\x7f]')
                ) THEN 'address'
                WHEN m.periodical_id IS NOT NULL AND publications_wants_no(person, m.periodical_id, m.channel)
                THEN 'periodical'
                WHEN own.days IS NULL AND m.quiet_days = 0 THEN 'go'
                WHEN NOT is_held THEN 'hold'
                WHEN publications_written_to(person, m.id, own.days) THEN 'limit'
                WHEN publications_written_to(person, m.id, m.quiet_days) THEN 'recent'
                ELSE 'go'
            END INTO verdict
            FROM publications_delivery d JOIN publications_mailing m ON m.id = d.mailing_id
            CROSS JOIN mail_installation i
            LEFT JOIN publications_letterlimit own ON own.alumnus_id = person
            CROSS JOIN publications_allowed(person, m.purpose, m.channel) AS allowed
            WHERE d.id = next AND d.alumnus_id = person AND d.token = mine
            AND d.state IN ('claimed', 'sending') AND d.lease_until > clock_timestamp();
            EXIT WHEN verdict IS DISTINCT FROM 'hold';
            -- Of two mailings at this moment one sees that the other was faster.
            PERFORM FROM alumni_alumnus WHERE id = person FOR NO KEY UPDATE;
            is_held := true;
        END LOOP;
        verdict := COALESCE(verdict, 'lost');
        IF verdict = 'go' THEN
            counting := set_config('publications.counting', 'later', true);
            UPDATE publications_delivery
            SET state = CASE WHEN id = next THEN 'sending' ELSE became END,
                lease_until = CASE WHEN id = next THEN clock_timestamp() + lease END,
                sending_at = CASE WHEN id = next THEN clock_timestamp() ELSE sending_at END,
                ended_at = CASE WHEN id <> next THEN clock_timestamp() END,
                answer = CASE WHEN id = next THEN answer ELSE said END,
                attempts = attempts + (id = next)::integer
            WHERE id = ANY (ARRAY[next, finished]) AND token = mine
                AND (state = 'sending' OR (id = next AND state = 'claimed'));
            GET DIAGNOSTICS changed = ROW_COUNT;
            counting := set_config('publications.counting', '', true);
            IF changed = 1 + (finished IS NOT NULL)::integer THEN
                marked := marked OR finished IS NOT NULL;
            ELSIF NOT EXISTS (
                SELECT FROM publications_delivery WHERE id = next AND token = mine AND state = 'sending'
            ) THEN
                verdict := 'lost';
            END IF;
        ELSIF verdict NOT IN ('lost', 'held', 'paused') THEN
            UPDATE publications_delivery
            SET state = 'suppressed', lease_until = NULL, ended_at = clock_timestamp(), answer = verdict
            WHERE id = next AND token = mine AND state IN ('claimed', 'sending');
        END IF;
    END IF;
    IF NOT marked THEN
        marked := publications_mark(mine, done, became, said, later);
    END IF;
    RETURN CASE WHEN marked THEN verdict ELSE verdict || ' late' END;
END $$;

-- Write down what became of a delivery; whether it is on record now.
CREATE OR REPLACE FUNCTION publications_mark(mine uuid, done bigint, became text, said text, later interval)
RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    UPDATE publications_delivery
    SET state = became, token = CASE WHEN became <> 'queued' THEN mine END, lease_until = NULL, answer = said,
        has_slot = false, ended_at = CASE WHEN became <> 'queued' THEN clock_timestamp() END,
        due_at = CASE WHEN later IS NULL THEN due_at ELSE clock_timestamp() + later END
    WHERE id = done AND token = mine AND state = 'sending';
    IF FOUND THEN
        RETURN true;
    END IF;
    -- A commit whose answer was lost, or it is not ours any more.
    UPDATE publications_delivery SET answer = left('late: ' || said, 200)
    WHERE id = done AND state = 'in_doubt' AND answer = 'WorkerLost';
    RETURN EXISTS (SELECT FROM publications_delivery WHERE id = done AND state = became);
END $$;

-- Updates of each row: room for its next version in the same page, and a vacuum that does not wait for a fifth of a
-- million.
ALTER TABLE publications_delivery SET (
    fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05
);
ALTER TABLE publications_deliverytally SET (fillfactor = 20);
