#!/usr/bin/env python
import os
import secrets
import signal
import sys

from alumni_office import embedded

NEEDS_NO_SERVER = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages", "version",
}  # fmt: skip
# Commands for a bare shell: on the embedded servers they need no configuration.
FOR_A_SHELL = {"demo", "duplicates", "find", "logins", "roster"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alumni_office.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command.startswith("-") or (command in NEEDS_NO_SERVER and "--database" not in sys.argv):
        execute()
        return
    if command in FOR_A_SHELL and not (os.environ.keys() & {"DATABASE_URL", "DEBUG", "SECRET_KEY"}):
        if command in {"demo", "logins"}:
            os.environ["DEBUG"] = "1"
        else:  # signs nothing that outlives it
            os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
            os.environ.setdefault("ALLOWED_HOSTS", "localhost")
    if "DATABASE_URL" not in os.environ:
        os.environ.setdefault("STATEMENT_TIMEOUT", "0")  # the limit of 30 s is the web's
    for number in (signal.SIGTERM, signal.SIGHUP):  # so that the servers are left in order
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        with embedded.running():
            if command in FOR_A_SHELL and not os.environ.get("DATABASE_URL"):
                migrate_once()
            execute()
    except embedded.Trouble as trouble:
        sys.exit(str(trouble))


def execute():
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def migrate_once():
    """Bring an embedded database up to date, unless it is known to be."""
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    main()
