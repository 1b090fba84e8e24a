-- What people typed for an event is kept for three years after its end, as the form says to them.
--
-- It works with the rights of the tables' owner, for in the history nothing else may delete; how long is said here
-- and not by whoever calls. That somebody on record was registered, and came, stays: it is what years are compared by.

CREATE OR REPLACE FUNCTION events_forget_typed(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    due bigint[];
BEGIN
    SELECT array_agg(id) INTO due FROM (
        SELECT r.id FROM events_registration r JOIN events_event e ON e.id = r.event_id
         WHERE e.ends_at < now() - interval '3 years'
           AND (r.email <> '' OR r.phone <> '' OR r.note <> '' OR (r.alumnus_id IS NULL AND r.name <> '—')
                OR EXISTS (SELECT FROM events_companion WHERE registration_id = r.id)
                OR EXISTS (SELECT FROM events_questionanswer WHERE registration_id = r.id)
                OR EXISTS (SELECT FROM events_feedback
                            WHERE registration_id = r.id AND (good <> '' OR better <> '' OR is_named))
                OR EXISTS (SELECT FROM events_registrationevent WHERE pgh_obj_id = r.id))
         ORDER BY r.id LIMIT most FOR UPDATE OF r SKIP LOCKED
    ) AS found;
    UPDATE events_gateentry SET name = ''
     WHERE name <> '' AND event_id IN (SELECT id FROM events_event WHERE ends_at < now() - interval '3 years');
    IF due IS NULL THEN
        RETURN 0;
    END IF;
    DELETE FROM events_companion WHERE registration_id = ANY(due);
    DELETE FROM events_questionanswer WHERE registration_id = ANY(due);
    UPDATE events_feedback SET good = '', better = '', is_named = false WHERE registration_id = ANY(due);
    UPDATE events_registration SET email = '', phone = '', note = '',
           end_reason = CASE WHEN state = 'declined' THEN '—' ELSE '' END,
           name = CASE WHEN alumnus_id IS NULL THEN '—' ELSE name END,
           reading = CASE WHEN alumnus_id IS NULL THEN '' ELSE reading END
     WHERE id = ANY(due);
    PERFORM alumni_pass_append_only('events_registrationevent');
    DELETE FROM events_registrationevent WHERE pgh_obj_id = ANY(due);
    PERFORM set_config('pgtrigger.ignore', '{}', true);
    RETURN cardinality(due);
END $$;
