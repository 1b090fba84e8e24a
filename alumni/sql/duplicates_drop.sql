DO $$
DECLARE
    source text;
BEGIN
    FOREACH source IN ARRAY ARRAY['alumni_alumnus', 'alumni_degree', 'alumni_employment', 'alumni_contactpoint'] LOOP
        EXECUTE format('DROP TRIGGER duplicates_added ON %I', source);
        EXECUTE format('DROP TRIGGER IF EXISTS duplicates_removed ON %I', source);
        EXECUTE format('DROP TRIGGER duplicates_changed ON %I', source);
    END LOOP;
END $$;
DROP FUNCTION alumni_duplicates_compact;
DROP FUNCTION alumni_duplicates_added;
DROP FUNCTION alumni_duplicates_removed;
DROP FUNCTION alumni_duplicates_changed;
DROP FUNCTION alumni_duplicates_queue;
