"""What the role of production may do to the history and the access log: deploy/roles.sql, and what migrating adds."""

import os

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from alumni_office.history.rights import REVOKE, revoke_changes

pytestmark = pytest.mark.django_db

KEPT = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'"


@pytest.fixture
def cursor():
    """Of who may make roles: nothing that is done with it stays."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the tests' own server knows its superuser, another one does not")
    place = {name: connection.settings_dict[name.upper()] for name in ("host", "port")}
    superuser = psycopg2.connect(dbname=connection.settings_dict["NAME"], user="postgres", **place)
    yield superuser.cursor()
    superuser.rollback()
    superuser.close()


def test_the_role_of_the_application_adds_to_the_history_and_changes_nothing_there(cursor):
    cursor.execute("CREATE ROLE alumni_web")
    cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO alumni_web")
    cursor.execute(REVOKE)
    cursor.execute(KEPT)
    tables = [name for (name,) in cursor.fetchall()]
    rights = {}
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        ask = "SELECT count(*) FROM unnest(%s) name WHERE has_table_privilege('alumni_web', name, %s)"
        cursor.execute(ask, [tables, right])
        [(rights[right],)] = cursor.fetchall()
    assert {"alumni_alumnusevent", "donations_giftevent", "history_accessrecord"} <= set(tables)
    assert rights == {"INSERT": len(tables), "UPDATE": 0, "DELETE": 0, "TRUNCATE": 0}


def test_every_migration_takes_them():
    assert revoke_changes in post_migrate._live_receivers(apps.get_app_config("history"))[0]
