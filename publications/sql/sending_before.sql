-- What migration 0070 goes back to: the functions of sending for a table whose indexes name the state.
UPDATE publications_delivery SET token = NULL WHERE token IS NOT NULL AND ended_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE; -- or what was just counted keeps the tables below from being altered
DROP FUNCTION IF EXISTS publications_allowed(bigint, text, text);
DROP FUNCTION IF EXISTS publications_mark(uuid, bigint, text, text, interval);

-- How many deliveries ended in which state, counted in the transaction of every change, by whoever makes it. Of few
-- slots two senders would soon share one, and each wait until the other's commit is on the disk.
CREATE OR REPLACE FUNCTION publications_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publications_deliverytally AS tally (mailing_id, slot, state, number)
    SELECT mailing_id, pg_backend_pid() % 256, state, sum(change)
    FROM (SELECT mailing_id, state, 1 AS change FROM after UNION ALL SELECT mailing_id, state, -1 FROM before) AS moved
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
-- on any; a later "no" to any channel overrules an earlier "yes" to one. PL/pgSQL keeps its plan for the session, where
-- SQL would plan anew for each letter.
CREATE OR REPLACE FUNCTION publications_allowed_since(person bigint, wanted text, way text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT CASE
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
    ) AS whole ON true);
END $$;

-- One step of a sender, in one transaction: write down what became of the delivery before, and begin the next; when
-- all is well both in one statement.
-- `next` becomes 'sending' only if everything that allows it still holds: what changes a consent holds the person's
-- row, so that a "no" that was committed is always seen here, and one that comes later finds this step committed.
-- verdict: go, lost, paused, held, or why the delivery is left out.
-- The plan is kept: it is the same for every letter, and making it costs more than carrying it out.
CREATE OR REPLACE FUNCTION publications_step(
    mine uuid, done bigint, became text, said text, later interval, next bigint, lease interval,
    OUT marked boolean, OUT verdict text
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    person bigint;
    begun boolean;
    is_rare boolean;
BEGIN
    marked := done IS NULL;
    IF next IS NOT NULL THEN
        SELECT d.alumnus_id, m.quiet_days > 0 OR own.days IS NOT NULL INTO person, is_rare
        FROM publications_delivery d JOIN alumni_alumnus p ON p.id = d.alumnus_id
        JOIN publications_mailing m ON m.id = d.mailing_id
        LEFT JOIN publications_letterlimit own ON own.alumnus_id = p.id
        WHERE d.id = next AND d.token = mine AND d.state IN ('claimed', 'sending') AND d.lease_until > clock_timestamp()
        FOR KEY SHARE OF p;
        IF is_rare THEN  -- of two mailings at this moment one sees that the other was faster
            PERFORM FROM alumni_alumnus WHERE id = person FOR NO KEY UPDATE;
        END IF;
        -- A statement of its own: it sees what was committed while this one waited for the person.
        WITH judged AS MATERIALIZED (
            SELECT CASE
                WHEN m.epoch <> i.epoch THEN 'held'
                WHEN m.state <> 'sending' THEN 'paused'
                WHEN p.merged_into_id IS NOT NULL OR p.archived_at IS NOT NULL THEN 'archived'
                WHEN p.restricted_at IS NOT NULL THEN 'restricted'
                WHEN p.life = 'deceased' THEN 'deceased'
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
                WHEN EXISTS (
                    SELECT FROM publications_letterlimit own WHERE own.alumnus_id = person
                    AND publications_written_to(person, m.id, own.days)
                ) THEN 'limit'
                WHEN m.quiet_days > 0 AND publications_written_to(person, m.id, m.quiet_days) THEN 'recent'
                ELSE 'go'
            END AS word
            FROM publications_delivery d JOIN publications_mailing m ON m.id = d.mailing_id
            JOIN alumni_alumnus p ON p.id = d.alumnus_id CROSS JOIN mail_installation i
            CROSS JOIN LATERAL (SELECT publications_allowed_since(p.id, m.purpose, m.channel) AS since OFFSET 0) AS allowed
            WHERE d.id = next AND d.alumnus_id = person
        ),
        changed AS (
            UPDATE publications_delivery
            SET state = CASE WHEN id = next THEN 'sending' ELSE became END,
                token = CASE WHEN id = next THEN mine END,
                lease_until = CASE WHEN id = next THEN clock_timestamp() + lease END,
                sending_at = CASE WHEN id = next THEN clock_timestamp() ELSE sending_at END,
                attempts = CASE WHEN id = next THEN attempts + 1 ELSE attempts END,
                answer = CASE WHEN id = next THEN answer ELSE said END,
                has_slot = has_slot AND id = next,
                ended_at = CASE WHEN id <> next AND became <> 'queued' THEN clock_timestamp() END,
                due_at = CASE WHEN id = next OR later IS NULL THEN due_at ELSE clock_timestamp() + later END
            WHERE (SELECT word = 'go' FROM judged) AND id = ANY (ARRAY[next, done]) AND token = mine
                AND (state = 'sending' OR (id = next AND state = 'claimed'))
            RETURNING id
        )
        SELECT COALESCE((SELECT word FROM judged), 'lost'), COALESCE(bool_or(id = next), false),
            marked OR COALESCE(bool_or(id = done), false)
        INTO verdict, begun, marked FROM changed;
        IF verdict = 'go' AND NOT begun THEN
            verdict := 'lost';
        END IF;
    END IF;
    IF NOT marked THEN
        UPDATE publications_delivery
        SET state = became, token = NULL, lease_until = NULL, answer = said, has_slot = false,
            ended_at = CASE WHEN became <> 'queued' THEN clock_timestamp() END,
            due_at = CASE WHEN later IS NULL THEN due_at ELSE clock_timestamp() + later END
        WHERE id = done AND token = mine AND state = 'sending';
        marked := FOUND;
    END IF;
    IF verdict NOT IN ('go', 'lost', 'held', 'paused') THEN
        UPDATE publications_delivery
        SET state = 'suppressed', token = NULL, lease_until = NULL, ended_at = clock_timestamp(), answer = verdict
        WHERE id = next AND token = mine AND state IN ('claimed', 'sending');
    END IF;
    IF NOT marked THEN  -- a commit whose answer was lost, or it is not ours any more
        UPDATE publications_delivery SET answer = left('late: ' || said, 200)
        WHERE id = done AND state = 'in_doubt' AND answer = 'WorkerLost';
        marked := EXISTS (SELECT FROM publications_delivery WHERE id = done AND state = became);
    END IF;
END $$;

-- Three updates of each row: room for its next version in the same page, and a vacuum that does not wait for a fifth
-- of a million.
ALTER TABLE publications_delivery SET (
    fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05
);
ALTER TABLE publications_deliverytally SET (fillfactor = 20);
