"""Brings the database of script/server up to date; a process of its own, so that the server stays small."""

import io
import os
import sys

import django
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError

from . import Place, place
from .server import LOGINS


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alumni_office.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT", "0")
    django.setup()
    here = place()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        commands = get_commands()
        if "demo" in commands:
            load_demonstration(here)
        if "logins" in commands:
            logins = io.StringIO()
            call_command("logins", stdout=logins)
            (here.var / LOGINS).write_text(logins.getvalue())
    except (DatabaseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def load_demonstration(here: Place) -> None:
    """Load it once; a database that holds people is left alone. The mark lies inside the embedded database's
    directory, so that a new database gets a demonstration again."""
    loaded = here.pgdata / "demonstration.loaded"
    if loaded.exists():
        return
    print("Loading the demonstration university, unless there are people already ...", flush=True)
    try:
        call_command("demo")
    except CommandError as refusal:
        print(refusal, flush=True)
    if loaded.parent.exists():
        loaded.touch()


if __name__ == "__main__":
    sys.exit(main())
