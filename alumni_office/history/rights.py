"""Who only works with the rows may add to the history and to the access log, and change nothing there.

A trigger of each table says so to everybody, and a session can be told to pass triggers over; a right it has not got it
cannot be told of."""

from django.db import connections

REVOKE = """
DO $$
DECLARE
    kept regclass;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'alumni_web') THEN
        FOR kept IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%' LOOP
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM alumni_web', kept);
        END LOOP;
    END IF;
END $$
"""


def revoke_changes(using: str = "default", **kwargs) -> None:
    """After every migration, so that tables of apps that came later are among them."""
    with connections[using].cursor() as cursor:
        cursor.execute(REVOKE)
