-- What migration 0090 goes back to: a step that looks for the person itself.
DROP FUNCTION IF EXISTS publications_step(uuid, bigint, text, text, interval, bigint, bigint, interval);
CREATE OR REPLACE FUNCTION publications_step(
    mine uuid, done bigint, became text, said text, later interval, next bigint, lease interval,
    OUT marked boolean, OUT verdict text
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    finished bigint := CASE WHEN became <> 'queued' THEN done END;
    person bigint;
    gone text;
    changed integer;
    counting text;
    is_held boolean := false;
BEGIN
    marked := done IS NULL;
    IF next IS NOT NULL THEN
        SELECT d.alumnus_id, CASE
            WHEN p.merged_into_id IS NOT NULL OR p.archived_at IS NOT NULL THEN 'archived'
            WHEN p.restricted_at IS NOT NULL THEN 'restricted'
            WHEN p.life = 'deceased' THEN 'deceased'
        END INTO person, gone
        FROM publications_delivery d JOIN alumni_alumnus p ON p.id = d.alumnus_id
        WHERE d.id = next AND d.token = mine
        FOR KEY SHARE OF p;
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
END $$;
