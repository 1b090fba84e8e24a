"""What the role of production may do to the history and the access log: deploy/roles.sql, and what migrating adds."""

import pytest
from django.db import connection

from alumni_office.history.rights import revoke_changes

pytestmark = pytest.mark.django_db

KEPT = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'"


def test_the_role_of_the_application_adds_to_the_history_and_changes_nothing_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("the tests' user may make no role")
        cursor.execute("CREATE ROLE alumni_web")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO alumni_web")
        revoke_changes()
        cursor.execute(KEPT)
        tables = [name for (name,) in cursor.fetchall()]
        rights = {}
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute(
                "SELECT name FROM unnest(%s) name WHERE has_table_privilege('alumni_web', name, %s)", [tables, right]
            )
            rights[right] = [name for (name,) in cursor.fetchall()]
    assert {"alumni_alumnusevent", "donations_giftevent", "history_accessrecord"} <= set(tables)
    assert {name: len(found) for name, found in rights.items()} == {
        "INSERT": len(tables), "UPDATE": 0, "DELETE": 0, "TRUNCATE": 0,
    }  # fmt: skip
