-- What the database does by itself for articles: what is found, what was agreed to, what may no longer be changed.

-- Pieces of a text that can be looked for: every two neighbouring characters of Chinese and every single one, whole
-- words of other scripts. Traditional characters count as simplified ones.
CREATE FUNCTION publications_pieces(words text, singles boolean) RETURNS text[]
LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT lower(normalize(words, NFKC)) AS text
    ), han AS (
        SELECT DISTINCT names_fold(run[1]) AS run
          FROM said, regexp_matches(text, '[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+', 'g') AS run
    ), pieces AS (
        SELECT substr(run, at, width) AS piece
          FROM han, generate_series(1, length(run)) AS at, generate_series(1, 2) AS width
         WHERE at + width - 1 <= length(run) AND (width = 2 OR singles OR length(run) = 1)
        UNION ALL
        SELECT left(names_fold(run[1]), 60)
          FROM said, regexp_matches(
              regexp_replace(text, '[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+', ' ', 'g'), '[[:alnum:]]+', 'g'
          ) AS run
    )
    SELECT coalesce(array_agg(DISTINCT piece) FILTER (WHERE piece <> ''), '{}') FROM pieces
$$;

-- The statement of a search: every piece of what was typed. NULL when there is nothing to look for.
CREATE FUNCTION publications_query(words text) RETURNS tsquery
LANGUAGE sql STABLE AS $$
    SELECT string_agg('''' || replace(replace(piece, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
      FROM unnest(publications_pieces(words, false)) AS piece
$$;

CREATE FUNCTION publications_plain(html text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(replace(replace(replace(regexp_replace(regexp_replace(
        html, '</?(p|h2|h3|ul|ol|li|blockquote|br|hr)[^>]*>', ' ', 'g'), '<[^>]*>', '', 'g'),
        '&lt;', '<'), '&gt;', '>'), '&nbsp;', ' '), '&amp;', '&')
$$;

CREATE FUNCTION publications_article_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.text_hash := md5(concat_ws(E'\x1f', NEW.title, NEW.lead, NEW.body, NEW.title_en, NEW.lead_en, NEW.body_en));
    NEW.words := concat_ws(' ', NEW.title, NEW.lead, publications_plain(NEW.body), NEW.authors,
                           NEW.title_en, NEW.lead_en, publications_plain(NEW.body_en), NEW.authors_en);
    NEW.searched := array_to_tsvector(publications_pieces(NEW.words, true));
    RETURN NEW;
END $$;
CREATE TRIGGER article_written BEFORE INSERT OR UPDATE ON publications_article
    FOR EACH ROW EXECUTE FUNCTION publications_article_written();

-- The photographs of an article that show the person, as one hash; '' for none.
CREATE FUNCTION publications_photo_hash(person bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(md5(string_agg(concat_ws(E'\x1f', p.sha256, p.caption, p.caption_en, p.credit), E'\x1e' ORDER BY p.id)), '')
      FROM publications_picture p
      JOIN publications_picturedperson shown ON shown.picture_id = p.id
     WHERE shown.person_id = person
$$;

-- Whether the person agreed to the text, and to the photographs if there are any, as they stand now.
CREATE FUNCTION publications_is_agreed(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT p.state = 'agreed' AND p.agreed_text = a.text_hash
           AND publications_photo_hash(p.id) IN ('', p.agreed_photo)
      FROM publications_articleperson p
      JOIN publications_article a ON a.id = p.article_id
     WHERE p.id = person
$$;

-- An issue is approved, and published, only with the word of everyone in it.
CREATE FUNCTION publications_issue_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM publications_article WHERE issue_id = NEW.id) THEN
        RAISE EXCEPTION 'issue % has no article', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_has_articles';
    END IF;
    IF EXISTS (SELECT FROM publications_articleperson p
                 JOIN publications_article a ON a.id = p.article_id
                WHERE a.issue_id = NEW.id AND NOT publications_is_agreed(p.id)) THEN
        RAISE EXCEPTION 'somebody in issue % has not agreed', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_everybody_agreed';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER issue_approved AFTER UPDATE ON publications_issue
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'published') AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION publications_issue_approved();
CREATE CONSTRAINT TRIGGER issue_made_approved AFTER INSERT ON publications_issue DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'published'))
    EXECUTE FUNCTION publications_issue_approved();

-- What was approved is what is printed. Only a person's leaving (an erasure) changes it; it says so for its transaction.
CREATE FUNCTION publications_insist_open(issue bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM publications_issue WHERE id = issue FOR SHARE;
    IF found IN ('approved', 'published') AND current_setting('publications.leaving', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'issue % is approved', issue
            USING ERRCODE = 'check_violation', CONSTRAINT = 'article_of_an_open_issue';
    END IF;
END $$;

CREATE FUNCTION publications_article_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.issue_id IS NOT NULL THEN
        PERFORM publications_insist_open(OLD.issue_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.issue_id IS NOT NULL THEN
        PERFORM publications_insist_open(NEW.issue_id);
        IF NEW.section_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM publications_section s JOIN publications_issue i ON i.periodical_id = s.periodical_id
             WHERE s.id = NEW.section_id AND i.id = NEW.issue_id) THEN
            RAISE EXCEPTION 'section % is of another periodical', NEW.section_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'article_section_of_its_periodical';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER article_guarded AFTER INSERT OR UPDATE OR DELETE ON publications_article
    FOR EACH ROW EXECUTE FUNCTION publications_article_guarded();

CREATE FUNCTION publications_part_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    issue bigint;
BEGIN
    FOR issue IN SELECT issue_id FROM publications_article
                  WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.article_id END,
                               CASE WHEN TG_OP <> 'DELETE' THEN NEW.article_id END) AND issue_id IS NOT NULL LOOP
        PERFORM publications_insist_open(issue);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER picture_guarded AFTER INSERT OR UPDATE OR DELETE ON publications_picture
    FOR EACH ROW EXECUTE FUNCTION publications_part_guarded();
-- Not updates: a person may take the word back at any time, and a merge moves the record.
CREATE TRIGGER person_guarded AFTER INSERT OR DELETE ON publications_articleperson
    FOR EACH ROW EXECUTE FUNCTION publications_part_guarded();

CREATE FUNCTION publications_shown_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shown publications_picturedperson := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    issue bigint;
BEGIN
    SELECT a.issue_id INTO issue FROM publications_picture p JOIN publications_article a ON a.id = p.article_id
     WHERE p.id = shown.picture_id;
    IF issue IS NOT NULL THEN
        PERFORM publications_insist_open(issue);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shown_guarded AFTER INSERT OR UPDATE OR DELETE ON publications_picturedperson
    FOR EACH ROW EXECUTE FUNCTION publications_shown_guarded();
