"""One migrated database for all workers of a run: the first that needs it makes it, and each copies it.

Lock and mark lie in the run's own directory for temporary files, so a template of an earlier run is never taken.
"""

import fcntl
import os
from pathlib import Path

from django.db import connection


def _mark() -> Path:
    return Path(os.environ["PYTEST_DEBUG_TEMPROOT"]) / "template.made"


def _name() -> str:
    return connection.ops.quote_name(os.environ["TEST_DATABASE"] + "_template")


def copy_the_template(*, keep: bool) -> None:
    """Let Django make this worker's database as a copy; one that shall be kept and is there stays as it is."""
    creation = connection.creation
    with connection._nodb_cursor() as cursor:
        if keep and creation._database_exists(cursor, connection.settings_dict["TEST"]["NAME"]):
            return
    with _mark().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _mark().exists():
            _make()
            _mark().touch()
    creation.sql_table_creation_suffix = lambda: f"WITH TEMPLATE {_name()}"


def _make() -> None:
    settings = connection.settings_dict
    real, own = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = os.environ["TEST_DATABASE"] + "_template"
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        settings["TEST"]["NAME"] = own
        connection.creation.destroy_test_db(real, verbosity=0, keepdb=True)  # closes it, for nobody may be in it


def drop_the_template() -> None:
    if _mark().exists():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {_name()}")
