"""After a test that committed: what it wrote is deleted.

Django empties all tables by TRUNCATE, which makes new files for each table and index, full or not, and then writes
permissions and content types anew. Here only tables that hold something are emptied, and those two stay. The one row
of mail_installation becomes what the migration made it. Django's keys are asked at the end, when nothing is left that
could refer to anything; our own triggers sleep meanwhile.
"""

from django.db import connection, transaction

STAY = {"django_migrations", "django_content_type", "auth_permission", "mail_installation"}
# Django does not know of them.
BY_TRIGGERS = {"alumni_searchkey", "alumni_searchdoc", "alumni_searchqueue"}
# Terms of what a test wrote: those of the closed lists came with the migrations.
TERMS = "DELETE FROM alumni_term WHERE kind NOT IN ('level', 'province', 'country')"
INSTALLATION = """
INSERT INTO mail_installation AS i (epoch, fingerprint, since, "only") VALUES (1, '', now(), true)
ON CONFLICT ("only") DO UPDATE SET epoch = 1, fingerprint = '' WHERE (i.epoch, i.fingerprint) <> (1, '')
"""
DELETE = """
DO $$
DECLARE
    named text[] := string_to_array(%s, ' ');
    filled regclass[] := '{}';
    guarded regclass[];
    one regclass;
    is_filled boolean;
BEGIN
    FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname = ANY (named) AND pg_relation_size(oid) > 0 LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%s)', one) INTO is_filled;
        IF is_filled THEN filled := filled || one; END IF;
    END LOOP;
    SELECT coalesce(array_agg(DISTINCT tgrelid::regclass), '{}') INTO guarded
    FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY (filled);
    FOREACH one IN ARRAY guarded LOOP EXECUTE format('ALTER TABLE %%s DISABLE TRIGGER USER', one); END LOOP;
    FOREACH one IN ARRAY filled LOOP EXECUTE format('DELETE FROM %%s', one); END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH one IN ARRAY guarded LOOP EXECUTE format('ALTER TABLE %%s ENABLE TRIGGER USER', one); END LOOP;
END $$
"""


def empty_database(_case) -> None:
    """In the place of TransactionTestCase._fixture_teardown."""
    named = BY_TRIGGERS.union(connection.introspection.django_table_names()) - STAY
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(DELETE, [" ".join(sorted(named))])
        cursor.execute(TERMS)
        cursor.execute(INSTALLATION)
