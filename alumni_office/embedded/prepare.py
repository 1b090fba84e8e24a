"""Brings the database of script/server up to date; a process of its own, so that the server stays small."""

import io
import os
import sys

import django
from django.core.management import call_command, get_commands
from django.db import DatabaseError

from . import place
from .server import LOGINS


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alumni_office.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT", "0")
    django.setup()
    here = place()
    loaded = here.var / "demonstration.loaded"
    try:
        call_command("migrate", interactive=False, verbosity=0)
        commands = get_commands()
        if "demo" in commands and not loaded.exists() and not os.environ.get("DATABASE_URL"):
            print("Loading the demonstration university ...", flush=True)
            call_command("demo")
            loaded.touch()
        if "logins" in commands:
            logins = io.StringIO()
            call_command("logins", stdout=logins)
            (here.var / LOGINS).write_text(logins.getvalue())
    except (DatabaseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
