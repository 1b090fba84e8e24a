-- Whom a merged organisation points to was none itself, and nobody points to a merged one; whoever asks holds that row, so
-- that two who merge into each other at once do not make a ring.
CREATE OR REPLACE FUNCTION donations_organisation_into_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM donations_organisation WHERE id = NEW.merged_into_id AND merged_into_id IS NULL FOR SHARE;
    IF NOT FOUND OR EXISTS (SELECT FROM donations_organisation WHERE merged_into_id = NEW.id) THEN
        PERFORM donations_refuse('a merged organisation points to one that stands', 'organisation_merged_into_head');
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_organisation_into_head BEFORE INSERT OR UPDATE OF merged_into_id
ON donations_organisation FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
EXECUTE FUNCTION donations_organisation_into_head();

-- Which organisation a number means today: those that were merged lead to the one that they are. A merging that is under
-- way is waited for.
CREATE OR REPLACE FUNCTION donations_organisation_head(asked bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    following bigint;
BEGIN
    LOOP
        SELECT merged_into_id INTO following FROM donations_organisation WHERE id = asked FOR KEY SHARE;
        IF following IS NULL THEN
            RETURN asked;
        END IF;
        asked := following;
    END LOOP;
END
$$;

-- A row that was under way while its organisation was merged does not stay behind with it.
CREATE OR REPLACE FUNCTION donations_follow_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id THEN
        NEW.organisation_id := donations_organisation_head(NEW.organisation_id);
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION donations_follow_branch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR OLD.branch_of_id IS DISTINCT FROM NEW.branch_of_id THEN
        NEW.branch_of_id := donations_organisation_head(NEW.branch_of_id);
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER donations_follow_branch BEFORE INSERT OR UPDATE OF branch_of_id ON donations_organisation
FOR EACH ROW WHEN (NEW.branch_of_id IS NOT NULL) EXECUTE FUNCTION donations_follow_branch();

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'organisationperson', 'donor', 'bankline', 'standingoffer', 'needcase', 'clubmembership', 'opportunity'
    ] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER donations_follow_organisation BEFORE INSERT OR UPDATE OF organisation_id '
            'ON donations_%s FOR EACH ROW WHEN (NEW.organisation_id IS NOT NULL) '
            'EXECUTE FUNCTION donations_follow_organisation()', name
        );
    END LOOP;
END
$$;
