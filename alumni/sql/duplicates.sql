-- Who is to be looked at for duplicates: statement-level triggers note whose facts changed. One
-- row holds up to 500 people, and rows are only ever added, so that a COPY of 100,000 rows costs
-- 200 inserts and no two transactions wait for each other.

CREATE FUNCTION alumni_duplicates_queue(people bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO alumni_duplicatecheck (people)
    SELECT array_agg(person ORDER BY person)
    FROM (SELECT person, (row_number() OVER (ORDER BY person) - 1) / 500 AS chunk
          FROM (SELECT DISTINCT unnest(people) AS person) once) numbered
    GROUP BY chunk ORDER BY chunk
$$;

-- The column that names the person is the first argument; the second lists the columns that count.
CREATE FUNCTION alumni_duplicates_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT alumni_duplicates_queue(array_agg(%I)) FROM added HAVING count(*) > 0', TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION alumni_duplicates_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT alumni_duplicates_queue(array_agg(%I)) FROM removed HAVING count(*) > 0', TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION alumni_duplicates_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'SELECT alumni_duplicates_queue(array_agg(o.%1$I) || array_agg(n.%1$I)) FROM removed o JOIN added n USING (id)'
        ' WHERE ROW(%2$s) IS DISTINCT FROM ROW(%3$s) HAVING count(*) > 0',
        TG_ARGV[0],
        (SELECT string_agg(format('o.%I', c), ', ') FROM unnest(string_to_array(TG_ARGV[1], ' ')) c),
        (SELECT string_agg(format('n.%I', c), ', ') FROM unnest(string_to_array(TG_ARGV[1], ' ')) c));
    RETURN NULL;
END $$;

DO $$
DECLARE
    source record;
BEGIN
    FOR source IN SELECT * FROM (VALUES
        ('alumni_alumnus', 'id', 'name name_as_written latin_name former_names gender birth_date native_place ethnicity merged_into_id archived_at'),
        ('alumni_degree', 'alumnus_id', 'alumnus_id school_id college_id major level class_name student_no enrolment_year graduation_year'),
        ('alumni_employment', 'alumnus_id', 'alumnus_id employer'),
        ('alumni_contactpoint', 'alumnus_id', 'alumnus_id kind value')
    ) AS sources(name, person, columns) LOOP
        EXECUTE format('CREATE TRIGGER duplicates_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added '
                       'FOR EACH STATEMENT EXECUTE FUNCTION alumni_duplicates_added(%L)', source.name, source.person);
        IF source.name <> 'alumni_alumnus' THEN
            EXECUTE format('CREATE TRIGGER duplicates_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS removed '
                           'FOR EACH STATEMENT EXECUTE FUNCTION alumni_duplicates_removed(%L)', source.name, source.person);
        END IF;
        EXECUTE format('CREATE TRIGGER duplicates_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS removed NEW TABLE AS added '
                       'FOR EACH STATEMENT EXECUTE FUNCTION alumni_duplicates_changed(%L, %L)', source.name, source.person, source.columns);
    END LOOP;
END $$;

-- Bring what waits into few rows with each person once: an import queues a person for the person's
-- own row, each degree, job and contact.
CREATE FUNCTION alumni_duplicates_compact() RETURNS void LANGUAGE sql AS $$
    WITH taken AS (
        DELETE FROM alumni_duplicatecheck WHERE id IN (
            SELECT id FROM alumni_duplicatecheck WHERE attempts = 0 FOR UPDATE SKIP LOCKED)
        RETURNING people
    )
    SELECT alumni_duplicates_queue(array_agg(person)) FROM taken, unnest(taken.people) AS person HAVING count(*) > 0
$$;
