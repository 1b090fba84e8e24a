-- What an erasure does where nothing else may change or delete a row: in the history and in the access log.
--
-- Those that are called work with the rights of the tables' owner, so that the role of the application needs none of
-- its own there. They do it for nobody but a person who stands in the list of erasures and whose record is gone. What
-- they share has no rights of its own: called by itself it may do what its caller may, which is nothing. Apps to the
-- right whose people are no records here have functions of their own beside it.

CREATE OR REPLACE FUNCTION alumni_is_erased(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM alumni_erasure WHERE alumnus_id = person)
       AND NOT EXISTS (SELECT FROM alumni_alumnus WHERE id = person)
$$;

-- Let the append-only triggers of one table pass for the rest of the transaction, and again not.
CREATE OR REPLACE FUNCTION alumni_pass_append_only(kept regclass) RETURNS void LANGUAGE sql AS $$
    SELECT set_config('pgtrigger.ignore', coalesce(array_agg(tgname)::text, '{}'), true)
      FROM pg_trigger WHERE tgrelid = kept AND tgname LIKE 'pgtrigger\_append\_only\_%'
$$;

-- Delete the earlier versions in one history of which `whose` is true: a condition over its columns, $1 a number and $2
-- numbers. Returns how many.
CREATE OR REPLACE FUNCTION alumni_forget_versions(kept regclass, whose text, one bigint, several bigint[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    contexts uuid[];
    went bigint;
BEGIN
    PERFORM alumni_pass_append_only(kept);
    EXECUTE format('WITH deleted AS (DELETE FROM %s WHERE %s RETURNING pgh_context_id) '
                   'SELECT count(*), array_agg(DISTINCT pgh_context_id) FROM deleted', kept, whose)
       INTO went, contexts USING one, several;
    -- The reason that was typed with a change, and what else was noted of it beside who and where.
    UPDATE pghistory_context SET metadata = metadata - 'reason' WHERE id = ANY(contexts) AND metadata ? 'reason';
    PERFORM set_config('pgtrigger.ignore', '{}', true);
    RETURN went;
END $$;

-- Take words out of searches and reasons in the access log; that somebody looked, when, and at how many, stays.
CREATE OR REPLACE FUNCTION alumni_forget_said(words text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM alumni_pass_append_only('history_accessrecord');
    UPDATE history_accessrecord log
       SET reason = CASE WHEN EXISTS (SELECT FROM unnest(words) w WHERE position(w IN log.reason) > 0) THEN ''
                         ELSE log.reason END,
           criteria = CASE WHEN EXISTS (SELECT FROM unnest(words) w WHERE position(w IN log.criteria::text) > 0) THEN
               jsonb_build_object('cleared', true)
               || coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(log.criteria)
                             WHERE jsonb_typeof(value) = 'number'), '{}')
               ELSE log.criteria END
     WHERE EXISTS (SELECT FROM unnest(words) w WHERE position(w IN log.reason || log.criteria::text) > 0);
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', '{}', true);
    RETURN changed;
END $$;

-- Delete every earlier version of the person's rows. `claims` are rows of the account that named no person yet:
-- {table of the history: numbers of the rows}. Returns how many versions went.
CREATE OR REPLACE FUNCTION alumni_forget_history(person bigint, claims jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept record;
    gone bigint := 0;
    whose text;
BEGIN
    IF NOT alumni_is_erased(person) THEN
        RAISE EXCEPTION 'record % is not erased', person USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR kept IN
        SELECT c.oid::regclass AS name, c.relname,
               (SELECT a.attname FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attname IN ('alumnus_id', 'applicant_id') LIMIT 1) AS person_column
          FROM pg_class c
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
           AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_obj_id')
    LOOP
        IF kept.relname = 'alumni_alumnusevent' THEN
            whose := 'id = $1';
        ELSIF kept.person_column IS NOT NULL THEN
            whose := format('%1$I = $1 OR (%1$I IS NULL AND pgh_obj_id = ANY($2))', kept.person_column);
        ELSIF claims ? kept.relname THEN  -- rows that name the person through another row
            whose := 'pgh_obj_id = ANY($2)';
        ELSE
            CONTINUE;
        END IF;
        gone := gone + alumni_forget_versions(
            kept.name, whose, person, ARRAY(SELECT jsonb_array_elements_text(claims -> kept.relname)::bigint)
        );
    END LOOP;
    RETURN gone;
END $$;

-- Take words that name the person out of the access log.
CREATE OR REPLACE FUNCTION alumni_forget_words(person bigint, words text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT alumni_is_erased(person) THEN
        RAISE EXCEPTION 'record % is not erased', person USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN alumni_forget_said(words);
END $$;
