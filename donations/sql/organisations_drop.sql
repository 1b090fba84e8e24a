DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'organisationperson', 'donor', 'bankline', 'standingoffer', 'needcase', 'clubmembership', 'opportunity'
    ] LOOP
        EXECUTE format('DROP TRIGGER donations_follow_organisation ON donations_%s', name);
    END LOOP;
END
$$;
DROP TRIGGER donations_follow_branch ON donations_organisation;
DROP TRIGGER donations_organisation_into_head ON donations_organisation;
DROP FUNCTION donations_follow_branch();
DROP FUNCTION donations_follow_organisation();
DROP FUNCTION donations_organisation_head(bigint);
DROP FUNCTION donations_organisation_into_head();
