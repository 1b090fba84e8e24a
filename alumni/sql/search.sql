-- The search's own tables and how the database keeps them. See docs/adr/0001-search.md. The terms of
-- a person stand in search_terms.sql, which a migration can run again when a kind is added.
--
-- Statement-level triggers on the sources note whose record changed; a deferred constraint
-- trigger rewrites these people's rows once, just before the transaction commits. So single
-- saves, bulk updates, raw SQL and COPY are all seen, and a person is written once however many
-- of the person's rows a transaction touched. SET CONSTRAINTS alumni_search IMMEDIATE does it
-- at once, for a search inside the transaction that changed something.

CREATE TABLE alumni_searchkey (
    person_id bigint NOT NULL,
    rank smallint NOT NULL,
    key text COLLATE "C" NOT NULL,
    seniority smallint NOT NULL
);

CREATE TABLE alumni_searchdoc (
    person_id bigint PRIMARY KEY,
    sort_name text COLLATE "C" NOT NULL,
    names bigint NOT NULL,      -- digest of what the keys were made from
    several boolean NOT NULL,   -- more than one degree: filters on degrees must hold for one of them
    terms bigint[] NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE alumni_term (
    id bigint PRIMARY KEY,
    kind text NOT NULL,
    text text NOT NULL,
    people integer NOT NULL DEFAULT 0
);

CREATE TABLE alumni_termkey (
    term_id bigint NOT NULL REFERENCES alumni_term ON DELETE CASCADE,
    key text COLLATE "C" NOT NULL
);
CREATE INDEX alumni_termkey_key ON alumni_termkey (key, term_id);
CREATE INDEX alumni_termkey_term ON alumni_termkey (term_id);

CREATE TABLE alumni_searchqueue (people bigint[] NOT NULL);

-- A term is a number: its kind in the upper bits, below them a primary key, a year, or a hash
-- of a text. alumni/queries/search/terms.py has the same list of kinds.
CREATE FUNCTION alumni_term(kind integer, payload bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT (kind::bigint << 56) | (payload & 72057594037927935) $$;

CREATE FUNCTION alumni_term(kind integer, words text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$ SELECT (kind::bigint << 56) | (hashtextextended(words, 0) & 72057594037927935) $$;

-- Every way to say the characters of a name, from a position on: at most 24.
CREATE FUNCTION alumni_joined(parts text[], tails text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    joined text[] := '{}';
    part text;
    tail text;
BEGIN
    IF cardinality(parts) = 1 AND cardinality(tails) = 1 THEN
        RETURN ARRAY[parts[1] || tails[1]];
    END IF;
    FOREACH tail IN ARRAY tails LOOP
        FOREACH part IN ARRAY parts LOOP
            IF NOT part || tail = ANY(joined) THEN
                joined := joined || (part || tail);
            END IF;
            EXIT WHEN cardinality(joined) >= 24;
        END LOOP;
    END LOOP;
    RETURN joined;
END $$;

CREATE FUNCTION alumni_initials(parts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$ SELECT array_agg(DISTINCT left(part, 1)) FROM unnest(parts) AS part $$;

-- The keys of one Chinese name, of which `says` has the readings of each character, separated by
-- a space, and `surname` the readings of its surname, `head` characters long, where it has its own.
-- Rank 1: the whole name, in characters and by its surname's reading; 2: its initials; 3: from a
-- later character on, and by rarer readings of the head.
CREATE FUNCTION alumni_han_keys(folded text, says text[], surname text[], head integer, OUT rank smallint, OUT key text)
RETURNS SETOF record LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    size integer := cardinality(says);
    parts text[];
    initial text[];
    tails text[] := '{""}';
    initial_tails text[] := '{""}';
    after_head text[];
    whole text[];
    one text;
BEGIN
    rank := 1; key := folded; RETURN NEXT;
    rank := 3;
    FOR i IN REVERSE size..1 LOOP
        IF i > 1 THEN
            key := substr(folded, i); RETURN NEXT;
        END IF;
        IF i = head THEN
            after_head := tails;
        END IF;
        IF position(' ' IN says[i]) = 0 THEN
            parts := ARRAY[says[i]];
            initial := ARRAY[left(says[i], 1)];
        ELSE
            parts := string_to_array(says[i], ' ');
            initial := alumni_initials(parts);
        END IF;
        IF i = 1 AND surname IS NOT NULL AND head = 1 THEN
            initial := alumni_initials(surname || parts);
        END IF;
        tails := alumni_joined(parts, tails);
        initial_tails := alumni_joined(initial, initial_tails);
        IF i > 1 THEN
            FOREACH one IN ARRAY tails LOOP key := one; RETURN NEXT; END LOOP;
            IF i < size THEN
                FOREACH one IN ARRAY initial_tails LOOP key := one; RETURN NEXT; END LOOP;
            END IF;
        END IF;
    END LOOP;

    IF surname IS NULL THEN
        -- Without a reading of its own the usual one; lü is typed in three ways.
        surname := CASE WHEN parts[1] LIKE '%v%' THEN parts ELSE parts[1:1] END;
    END IF;
    whole := alumni_joined(surname, after_head);
    FOREACH one IN ARRAY tails LOOP
        IF NOT one = ANY(whole) THEN key := one; RETURN NEXT; END IF;
    END LOOP;
    rank := 1;
    FOREACH one IN ARRAY whole LOOP key := one; RETURN NEXT; END LOOP;
    rank := 2;
    FOREACH one IN ARRAY initial_tails LOOP key := one; RETURN NEXT; END LOOP;
END $$;

-- The keys of a name in letters: joined in the order written and with the last word first,
-- and from each word on.
CREATE FUNCTION alumni_latin_keys(name text, OUT rank smallint, OUT key text) RETURNS SETOF record
LANGUAGE plpgsql STABLE AS $$
DECLARE
    words text[] := '{}';
    word text;
BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(translate(name, '-·,.''’', '      '), '\s+') LOOP
        word := names_fold(word);
        IF word <> '' THEN words := words || word; END IF;
    END LOOP;
    IF cardinality(words) = 0 THEN RETURN; END IF;
    rank := 1; key := array_to_string(words, ''); RETURN NEXT;
    IF cardinality(words) > 1 THEN
        key := words[cardinality(words)] || array_to_string(words[1:cardinality(words) - 1], ''); RETURN NEXT;
        rank := 3;
        FOR i IN 2..cardinality(words) LOOP
            key := array_to_string(words[i:], ''); RETURN NEXT;
        END LOOP;
        rank := 2;
        key := (SELECT string_agg(left(w, 1), '' ORDER BY n) FROM unnest(words) WITH ORDINALITY AS u(w, n)); RETURN NEXT;
    END IF;
END $$;

CREATE FUNCTION alumni_has_han(word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT word ~ '[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]'
$$;

-- The names of these people, taken apart: place 1 the name, 2 as written, 3 in Latin letters, 4 former ones.
-- The characters are looked up for all at once: a query for each name would cost thrice as much.
CREATE FUNCTION alumni_names(people bigint[])
RETURNS TABLE (person_id bigint, place integer, name text, folded text, says text[], surname text[], head integer, sort_name text)
LANGUAGE sql STABLE AS $$
    WITH written AS (
        SELECT a.id, v.place, v.name
        FROM unnest(people) AS p(id)
        JOIN alumni_alumnus a ON a.id = p.id
        CROSS JOIN LATERAL (
            SELECT 1 AS place, a.name::text AS name
            UNION ALL SELECT 2, a.name_as_written WHERE a.name_as_written <> ''
            UNION ALL SELECT 3, a.latin_name WHERE a.latin_name <> ''
            UNION ALL SELECT 4, former FROM unnest(a.former_names) AS former
        ) v
    ), apart AS (
        SELECT w.id, w.place, w.name,
               string_agg(coalesce(h.simplified, c.char), '' ORDER BY c.n) AS folded,
               array_agg(coalesce(h.says, c.char) ORDER BY c.n) AS says,
               array_agg(coalesce(h.usual, c.char) ORDER BY c.n) AS usual
        FROM written w
        CROSS JOIN LATERAL string_to_table(names_bare(w.name), NULL) WITH ORDINALITY AS c(char, n)
        LEFT JOIN LATERAL (
            SELECT h.simplified, array_to_string(h.readings, ' ') AS says, h.readings[1] AS usual
            FROM names_hanzi h WHERE h.char = c.char COLLATE "C" LIMIT 1
        ) h ON true
        GROUP BY w.id, w.place, w.name
    ), surname AS MATERIALIZED (
        SELECT s.surname, array_agg(replace(s.reading, ' ', '') ORDER BY s.id) AS joined,
               (array_agg(s.reading ORDER BY s.id))[1] AS spaced
        FROM names_surname s GROUP BY s.surname
    )
    SELECT a.id, a.place, a.name, a.folded, a.says, coalesce(two.joined, one.joined),
           CASE WHEN two.surname IS NULL THEN 1 ELSE 2 END,
           CASE WHEN alumni_has_han(a.name) THEN
               -- A tab sorts before a space: 王伟 stands before 王伟国.
               concat_ws(' ', coalesce(two.spaced, one.spaced, a.usual[1]),
                         nullif(array_to_string(a.usual[CASE WHEN two.surname IS NULL THEN 2 ELSE 3 END:], ' '), ''))
               || E'\t' || a.folded
           ELSE a.folded END
    FROM apart a
    LEFT JOIN surname two ON two.surname = left(a.folded, 2) COLLATE "C" AND char_length(two.surname) = 2
    LEFT JOIN surname one ON one.surname = left(a.folded, 1) COLLATE "C"
$$;

-- A college and all that it became; a school and all that it became a part of.
CREATE VIEW alumni_college_line AS
    WITH RECURSIVE line(college_id, today_id) AS (
        SELECT id, id FROM alumni_college
        UNION
        SELECT line.college_id, s.successor_id FROM line JOIN alumni_succession s ON s.predecessor_id = line.today_id
    ) SELECT college_id, today_id FROM line;

CREATE VIEW alumni_school_line AS
    WITH RECURSIVE line(school_id, today_id) AS (
        SELECT id, id FROM alumni_school
        UNION
        SELECT line.school_id, s.successor_id FROM line JOIN alumni_school s ON s.id = line.today_id AND s.successor_id IS NOT NULL
    ) SELECT school_id, today_id FROM line;

-- A short code as a number: its first seven letters. Not STRICT, so that it can be inlined.
CREATE FUNCTION alumni_code(kind integer, code text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN code <> '' THEN
        alumni_term(kind, ('x' || lpad(encode(left(code, 7)::bytea, 'hex'), 16, '0'))::bit(64)::bigint)
    END
$$;

-- The beginning of a key as a term: its first three letters or digits, as far as there are so many, or its first
-- character of any other kind. Whoever has a key that a word begins has the beginning of that word.
CREATE FUNCTION alumni_beginning(key text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- Keys are folded: what is ASCII in them is a letter or a digit.
    SELECT alumni_term(30, CASE
        WHEN ascii(key) > 127 THEN ascii(key)
        WHEN ascii(substr(key, 2, 1)) > 127 THEN ascii(key) << 16
        WHEN ascii(substr(key, 3, 1)) > 127 THEN (ascii(key) << 16) + (ascii(substr(key, 2, 1)) << 8)
        ELSE (ascii(key) << 16) + (ascii(substr(key, 2, 1)) << 8) + ascii(substr(key, 3, 1))
    END::bigint)
$$;

CREATE FUNCTION alumni_beginnings(terms bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(term ORDER BY term) FROM unnest(terms) AS term WHERE term >= alumni_term(30, 0)
$$;

-- What a person's keys are made from, as one number.
CREATE FUNCTION alumni_names_digest(person alumni_alumnus, seniority integer) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT hashtextextended(concat_ws('|', person.name, person.name_as_written, person.latin_name,
                                      array_to_string(person.former_names, '|'), seniority), 0)
$$;

-- People are joined by unnest, not compared by = ANY: where a filter is no index condition, an
-- array in a parameter is searched element by element, for every row.
CREATE FUNCTION alumni_search_write(people bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    renamed bigint[];  -- those whose names, or whose last graduation, are not what the keys were made from
    stale bigint[];    -- those who have keys to take away
BEGIN
    SELECT array_agg(a.id) FILTER (WHERE before.names IS DISTINCT FROM alumni_names_digest(a, g.seniority)),
           array_agg(a.id) FILTER (WHERE before.names <> alumni_names_digest(a, g.seniority))
      INTO renamed, stale
      FROM unnest(people) AS p(id)
      JOIN alumni_alumnus a ON a.id = p.id AND a.merged_into_id IS NULL AND a.archived_at IS NULL
      LEFT JOIN alumni_searchdoc before ON before.person_id = a.id
      CROSS JOIN LATERAL (SELECT -max(graduation_year) AS seniority FROM alumni_degree WHERE alumnus_id = a.id) g;

    stale := stale || (
        SELECT array_agg(doc.person_id)
          FROM unnest(people) AS p(id)
          JOIN alumni_searchdoc doc ON doc.person_id = p.id
          LEFT JOIN alumni_alumnus a ON a.id = p.id
         WHERE a.id IS NULL OR a.merged_into_id IS NOT NULL OR a.archived_at IS NOT NULL);
    IF stale IS NOT NULL THEN
        DELETE FROM alumni_searchkey k USING unnest(stale) AS p(id) WHERE k.person_id = p.id;
        DELETE FROM alumni_searchdoc doc USING unnest(stale) AS p(id)
         WHERE doc.person_id = p.id AND NOT doc.person_id = ANY(coalesce(renamed, '{}'));
    END IF;

    -- Keys and terms in one statement: the names are taken apart once for both.
    WITH name AS MATERIALIZED (
        SELECT * FROM alumni_names(renamed)
    ), found AS (
        SELECT n.person_id, n.place, k.rank, k.key
        FROM name n CROSS JOIN LATERAL alumni_han_keys(n.folded, n.says, n.surname, n.head) k
        WHERE alumni_has_han(n.name)
        UNION ALL
        SELECT n.person_id, n.place, k.rank, k.key
        FROM name n CROSS JOIN LATERAL alumni_latin_keys(n.name) k
        WHERE NOT alumni_has_han(n.name)
    ), keyed AS MATERIALIZED (
        SELECT f.person_id, min(CASE WHEN f.place = 4 THEN 3::smallint ELSE f.rank END) AS rank, f.key
        FROM found f
        WHERE f.key <> '' AND NOT (f.place = 4 AND f.rank = 2)
        GROUP BY f.person_id, f.key
    ), written AS (
        INSERT INTO alumni_searchkey (person_id, rank, key, seniority)
        SELECT k.person_id, k.rank, k.key,
               (SELECT coalesce(-max(graduation_year), 0) FROM alumni_degree WHERE alumnus_id = k.person_id)
        FROM keyed k
        ORDER BY 2, 3
    ), begun AS (
        SELECT k.person_id, array_agg(DISTINCT alumni_beginning(k.key) ORDER BY alumni_beginning(k.key)) AS terms
        FROM keyed k GROUP BY k.person_id
    )
    INSERT INTO alumni_searchdoc AS doc (person_id, sort_name, names, several, terms)
    SELECT a.id, coalesce(n.sort_name, before.sort_name, ''), alumni_names_digest(a, g.seniority), g.several,
           t.terms || CASE WHEN r.id IS NULL THEN alumni_beginnings(before.terms) ELSE b.terms END
      FROM alumni_search_terms(people) t
      JOIN alumni_alumnus a ON a.id = t.person_id AND a.merged_into_id IS NULL AND a.archived_at IS NULL
      LEFT JOIN alumni_searchdoc before ON before.person_id = a.id
      LEFT JOIN unnest(renamed) AS r(id) ON r.id = a.id
      LEFT JOIN name n ON n.person_id = a.id AND n.place = 1
      LEFT JOIN begun b ON b.person_id = a.id
      CROSS JOIN LATERAL (
          SELECT count(*) > 1 AS several, -max(graduation_year) AS seniority FROM alumni_degree WHERE alumnus_id = a.id
      ) g
    ON CONFLICT (person_id) DO UPDATE
       SET sort_name = excluded.sort_name, names = excluded.names, several = excluded.several, terms = excluded.terms
     WHERE (doc.sort_name, doc.names, doc.several, doc.terms)
           IS DISTINCT FROM (excluded.sort_name, excluded.names, excluded.several, excluded.terms);
END $$;

CREATE FUNCTION alumni_search_refresh(people bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Two transactions that change rows of one person come one after the other here; each
    -- statement below then sees what the first one committed.
    PERFORM FROM alumni_alumnus a WHERE a.id IN (SELECT unnest(people)) ORDER BY a.id FOR NO KEY UPDATE;
    -- New terms all at once and in order, so that of two transactions that bring the same ones
    -- the second waits for the first, and never each for the other.
    INSERT INTO alumni_term (id, kind, text)
    SELECT DISTINCT ON (id) id, kind, text FROM (
        SELECT alumni_term(21, e.employer) AS id, 'employer' AS kind, e.employer AS text
          FROM unnest(people) AS p(id) JOIN alumni_employment e ON e.alumnus_id = p.id WHERE e.employer <> ''
        UNION ALL
        SELECT alumni_term(22, d.major), 'major', d.major
          FROM unnest(people) AS p(id) JOIN alumni_degree d ON d.alumnus_id = p.id WHERE d.major <> ''
        UNION ALL
        SELECT alumni_term(20, a.city), 'city', a.city
          FROM unnest(people) AS p(id) JOIN alumni_alumnus a ON a.id = p.id WHERE a.city <> ''
    ) found
    WHERE NOT EXISTS (SELECT FROM alumni_term t WHERE t.id = found.id)
    ORDER BY id
    ON CONFLICT DO NOTHING;

    -- In slices: the planner takes an array for some ten elements, and a nested loop that it
    -- chooses for these must not meet a hundred thousand.
    FOR i IN 0..(cardinality(people) - 1) / 400 LOOP
        PERFORM alumni_search_write(people[i * 400 + 1:i * 400 + 400]);
    END LOOP;
END $$;

CREATE FUNCTION alumni_search_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people bigint[];
BEGIN
    -- Only this transaction's rows can be seen here: each transaction empties its own.
    WITH taken AS (DELETE FROM alumni_searchqueue RETURNING alumni_searchqueue.people)
    SELECT array_agg(DISTINCT person ORDER BY person) INTO people FROM taken, unnest(taken.people) AS person;
    IF people IS NOT NULL THEN
        PERFORM alumni_search_refresh(people);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER alumni_search AFTER INSERT ON alumni_searchqueue
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION alumni_search_work();

-- Who is to be rewritten: the column that names the person is the trigger's argument.
CREATE FUNCTION alumni_search_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO alumni_searchqueue SELECT array_agg(DISTINCT %I) FROM added HAVING count(*) > 0', TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION alumni_search_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO alumni_searchqueue SELECT array_agg(DISTINCT %I) FROM removed HAVING count(*) > 0', TG_ARGV[0]);
    RETURN NULL;
END $$;

CREATE FUNCTION alumni_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO alumni_searchqueue SELECT array_agg(DISTINCT person) FROM ('
        ' SELECT unnest(ARRAY[o.%1$I, n.%1$I]) AS person FROM removed o JOIN added n USING (id)'
        ' WHERE ROW(%2$s) IS DISTINCT FROM ROW(%3$s)) changed HAVING count(*) > 0',
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
        ('alumni_alumnus', 'id', 'name name_as_written latin_name former_names gender kind life tier country province city industry verified_at last_contact_on merged_into_id archived_at'),
        ('alumni_degree', 'alumnus_id', 'alumnus_id school_id college_id major level enrolment_year graduation_year'),
        ('alumni_employment', 'alumnus_id', 'alumnus_id employer'),
        ('alumni_contactpoint', 'alumnus_id', 'alumnus_id kind state'),
        ('alumni_alumnustag', 'alumnus_id', 'alumnus_id tag_id')
    ) AS sources(name, person, columns) LOOP
        EXECUTE format('CREATE TRIGGER search_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added '
                       'FOR EACH STATEMENT EXECUTE FUNCTION alumni_search_added(%L)', source.name, source.person);
        EXECUTE format('CREATE TRIGGER search_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS removed '
                       'FOR EACH STATEMENT EXECUTE FUNCTION alumni_search_removed(%L)', source.name, source.person);
        EXECUTE format('CREATE TRIGGER search_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS removed NEW TABLE AS added '
                       'FOR EACH STATEMENT EXECUTE FUNCTION alumni_search_changed(%L, %L)', source.name, source.person, source.columns);
    END LOOP;
END $$;

CREATE FUNCTION alumni_search_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE alumni_searchkey, alumni_searchdoc, alumni_searchqueue;
    -- Schools, colleges and tags may have stayed; the closed lists always do.
    DELETE FROM alumni_term t WHERE CASE t.kind
        WHEN 'school' THEN NOT EXISTS (SELECT FROM alumni_school s WHERE alumni_term(1, s.id) = t.id)
        WHEN 'college' THEN NOT EXISTS (SELECT FROM alumni_college c WHERE alumni_term(2, c.id) = t.id)
        WHEN 'tag' THEN NOT EXISTS (SELECT FROM alumni_tag g WHERE alumni_term(10, g.id) = t.id)
        ELSE t.kind NOT IN ('province', 'country', 'level') END;
    UPDATE alumni_term SET people = 0 WHERE people <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER search_emptied AFTER TRUNCATE ON alumni_alumnus
    FOR EACH STATEMENT EXECUTE FUNCTION alumni_search_emptied();

-- A college's or school's line changed: the people of all that lead to it have other terms now.
CREATE FUNCTION alumni_search_line_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
BEGIN
    IF TG_TABLE_NAME = 'alumni_school' THEN
        changed := ARRAY[NEW.id];
        INSERT INTO alumni_searchqueue
        SELECT array_agg(DISTINCT d.alumnus_id) FROM alumni_degree d
        WHERE d.school_id IN (SELECT school_id FROM alumni_school_line WHERE today_id = ANY(changed))
        HAVING count(*) > 0;
    ELSE
        changed := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.predecessor_id]
                              WHEN 'DELETE' THEN ARRAY[OLD.predecessor_id]
                              ELSE ARRAY[OLD.predecessor_id, NEW.predecessor_id] END;
        INSERT INTO alumni_searchqueue
        SELECT array_agg(DISTINCT d.alumnus_id) FROM alumni_degree d
        WHERE d.college_id IN (SELECT college_id FROM alumni_college_line WHERE today_id = ANY(changed))
        HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_line AFTER INSERT OR UPDATE OR DELETE ON alumni_succession
    FOR EACH ROW EXECUTE FUNCTION alumni_search_line_changed();
CREATE TRIGGER search_line AFTER UPDATE ON alumni_school
    FOR EACH ROW WHEN (OLD.successor_id IS DISTINCT FROM NEW.successor_id) EXECUTE FUNCTION alumni_search_line_changed();

-- Schools, colleges and tags as terms, under all their names.
CREATE FUNCTION alumni_term_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alumni_term (id, kind, text)
    SELECT alumni_term(1, id), 'school', concat_ws('|', name, nullif(english_name, '')) FROM alumni_school
    UNION ALL
    SELECT alumni_term(2, id), 'college', concat_ws('|', name, nullif(english_name, ''),
           (SELECT string_agg(alias, '|') FROM jsonb_array_elements_text(aliases) alias))
    FROM alumni_college
    UNION ALL
    SELECT alumni_term(10, id), 'tag', name FROM alumni_tag
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, text = excluded.text WHERE alumni_term.text <> excluded.text;
    RETURN NULL;
END $$;

CREATE FUNCTION alumni_term_unnamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM alumni_term WHERE id = alumni_term(TG_ARGV[0]::integer, OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER search_unnamed AFTER DELETE ON alumni_school FOR EACH ROW EXECUTE FUNCTION alumni_term_unnamed(1);
CREATE TRIGGER search_unnamed AFTER DELETE ON alumni_college FOR EACH ROW EXECUTE FUNCTION alumni_term_unnamed(2);
CREATE TRIGGER search_unnamed AFTER DELETE ON alumni_tag FOR EACH ROW EXECUTE FUNCTION alumni_term_unnamed(10);
CREATE TRIGGER search_named AFTER INSERT OR UPDATE ON alumni_school FOR EACH STATEMENT EXECUTE FUNCTION alumni_term_named();
CREATE TRIGGER search_named AFTER INSERT OR UPDATE ON alumni_college FOR EACH STATEMENT EXECUTE FUNCTION alumni_term_named();
CREATE TRIGGER search_named AFTER INSERT OR UPDATE ON alumni_tag FOR EACH STATEMENT EXECUTE FUNCTION alumni_term_named();

-- The fragments of a term. A text that is joined by many is kept once, not once a person.
CREATE FUNCTION alumni_term_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.text = OLD.text THEN RETURN NULL; END IF;
        DELETE FROM alumni_termkey WHERE term_id = NEW.id;
    END IF;
    -- From each character on; within a word in letters only from its beginning.
    INSERT INTO alumni_termkey (term_id, key)
    SELECT DISTINCT NEW.id, names_fold(substr(part, i))
    FROM string_to_table(NEW.text, '|') AS part, generate_series(1, char_length(part)) AS i
    WHERE names_fold(substr(part, i)) <> '' AND (i = 1 OR substr(part, i - 1, 2) !~ '^[[:alnum:]]{2}$' OR alumni_has_han(substr(part, i, 1)));
    RETURN NULL;
END $$;
CREATE TRIGGER term_keys AFTER INSERT OR UPDATE ON alumni_term FOR EACH ROW EXECUTE FUNCTION alumni_term_keys();

-- How many people there are, as the planner last counted them.
CREATE FUNCTION alumni_everyone() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'alumni_searchdoc'::regclass
$$;

-- Count how many people have each term: steers the choice of a plan, is never shown.
CREATE FUNCTION alumni_term_recount() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one_in integer := CASE WHEN alumni_everyone() < 100000 THEN 1 ELSE 16 END;
BEGIN
    INSERT INTO alumni_term (id, kind, text, people)
    SELECT term, 'plain', '', count(*)::integer * one_in FROM alumni_searchdoc, unnest(terms) AS term
     WHERE mod(person_id, one_in) = 0 GROUP BY term ORDER BY term
    ON CONFLICT (id) DO UPDATE SET people = excluded.people WHERE alumni_term.people <> excluded.people;
END $$;

CREATE INDEX alumni_searchkey_key ON alumni_searchkey (rank, key, seniority, person_id);
CREATE INDEX alumni_searchkey_person ON alumni_searchkey (person_id, key, rank, seniority);
CREATE INDEX alumni_searchkey_16 ON alumni_searchkey (rank, key, person_id) WHERE mod(person_id, 16) = 0;
CREATE INDEX alumni_searchdoc_name ON alumni_searchdoc (sort_name, person_id);
CREATE INDEX alumni_searchdoc_terms ON alumni_searchdoc USING gin (terms);
CREATE INDEX alumni_searchdoc_16 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 16) = 0;
CREATE INDEX alumni_searchdoc_32 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 32) = 0;
CREATE INDEX alumni_searchdoc_64 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 64) = 0;
CREATE INDEX alumni_searchdoc_128 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 128) = 0;
CREATE INDEX alumni_searchdoc_256 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 256) = 0;
CREATE INDEX alumni_searchdoc_512 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 512) = 0;
CREATE INDEX alumni_searchdoc_1024 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 1024) = 0;
CREATE INDEX alumni_searchdoc_2048 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 2048) = 0;
CREATE INDEX alumni_searchdoc_4096 ON alumni_searchdoc USING gin (terms) WHERE mod(person_id, 4096) = 0;
-- Everybody's sample is said with & where that of terms is said with mod: for a sample of terms the
-- planner must not even consider these two, by which it would read all of it, in the order of people.
CREATE INDEX alumni_searchdoc_id_16 ON alumni_searchdoc (person_id) WHERE person_id & 15 = 0;
CREATE INDEX alumni_searchdoc_id_256 ON alumni_searchdoc (person_id) WHERE person_id & 255 = 0;
