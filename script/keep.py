"""Backup and restore of the database and of the files beside it.

A backup is a directory named after its moment: database.dump (pg_dump's own format), media.tar and
contents.json with the number of rows of each table. It gets its name only when it is whole.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils.timezone import localtime

from alumni_office import embedded


class Trouble(Exception):
    pass


def connect(database: str):
    """Return a connection outside Django: the databases are renamed here."""
    own = settings.DATABASES["default"]
    arguments = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own.get("PASSWORD")}
    options = {key: value for key, value in own["OPTIONS"].items() if key.startswith("ssl")}
    connection = psycopg2.connect(dbname=database, options="-c statement_timeout=0", **arguments, **options)
    connection.autocommit = True
    return connection


def run(program: str, *arguments) -> None:
    own = settings.DATABASES["default"]
    environment = os.environ | {"PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=0"}
    environment |= {"PGHOST": own["HOST"], "PGPORT": str(own["PORT"] or 5432), "PGUSER": own["USER"]}
    environment |= {"PGPASSWORD": own.get("PASSWORD") or ""}
    environment |= {f"PG{key.upper()}": str(value) for key, value in own["OPTIONS"].items() if key.startswith("ssl")}
    done = subprocess.run(
        [find_program(program), *map(str, arguments)], env=environment, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise Trouble(f"{program} failed: {done.stderr.strip() or done.returncode}")


def find_program(name: str) -> str:
    """The machine's own program where it is new enough for the server (it can speak TLS), else the wheel's."""
    if os.environ.get("DATABASE_URL") and (found := shutil.which(name)):
        words = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        major = re.search(r"(\d+)", words)
        with closing(connect(settings.DATABASES["default"]["NAME"])) as connection:
            if major and int(major[1]) >= connection.server_version // 10000:
                return found
    return str(embedded.postgres.programs() / name)


def row_counts(database: str) -> dict[str, int]:
    with closing(connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        counts = {}
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            counts[table] = cursor.fetchone()[0]
    return counts


def backup(directory: Path) -> Path:
    target = directory / f"{localtime():%Y-%m-%d-%H%M%S}"
    making = target.with_name(target.name + ".making")
    making.mkdir(parents=True, mode=0o700)
    name = settings.DATABASES["default"]["NAME"]
    try:
        run("pg_dump", "--format=custom", "--no-owner", "--file", making / "database.dump", name)
        run("pg_restore", "--list", "--file", os.devnull, making / "database.dump")
        media = Path(settings.MEDIA_ROOT)
        with tarfile.open(making / "media.tar", "w") as archive:
            if media.exists():
                archive.add(media, arcname=".")
        contents = {"made_at": localtime().isoformat(), "rows": row_counts(name)}
        (making / "contents.json").write_text(json.dumps(contents, indent=1))
        for file in making.iterdir():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
        making.rename(target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target


def restore(source: Path) -> dict[str, int]:
    """Load the backup beside what is there, then exchange the two; return the number of rows of each table."""
    for needed in ("database.dump", "media.tar", "contents.json"):
        if not (source / needed).exists():
            raise Trouble(
                f"{source} is not a backup: {needed} is missing. Give the directory that script/backup named."
            )
    name = settings.DATABASES["default"]["NAME"]
    stamp = f"{localtime():%Y%m%d%H%M%S}"
    new, old = f"{name}_restoring", f"{name}_before_{stamp}"
    statement = sql.SQL
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
        if cursor.fetchone()[0]:
            raise Trouble(f"The database {name} is in use: stop script/server (or the services) and start again.")
        cursor.execute(statement("DROP DATABASE IF EXISTS {}").format(sql.Identifier(new)))
        cursor.execute(statement("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(new)))
        run("pg_restore", "--exit-on-error", "--no-owner", "--dbname", new, source / "database.dump")
        counts = row_counts(new)
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if cursor.rowcount:
            cursor.execute(statement("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (name, old))))
        cursor.execute(statement("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (new, name))))
    media = Path(settings.MEDIA_ROOT)
    incoming = media.with_name("media.restoring")
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True, mode=0o700)
    with tarfile.open(source / "media.tar") as archive:
        archive.extractall(incoming, filter="data")
    if media.exists():
        media.rename(media.with_name(f"media.before-{stamp}"))
    incoming.rename(media)
    print(f"The former database is kept as {old}; drop it when you no longer need it.")
    replay_erasures()
    return counts


def replay_erasures() -> None:
    """Whoever was erased after the backup was made is erased again."""
    try:
        call_command("migrate", verbosity=0)
        call_command("replay_erasures")
    except (CommandError, DatabaseError) as trouble:
        raise Trouble(
            f"The data are back, but who was erased since is not erased again yet ({type(trouble).__name__}). "
            "Do not open the site: run manage.py migrate and manage.py replay_erasures first."
        ) from trouble


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alumni_office.settings")
    django.setup()
    verb, *rest = sys.argv[1:]
    try:
        if verb == "backup" and len(rest) < 2:
            print(backup(Path(rest[0]) if rest else Path(settings.VAR_DIR) / "backups"))
        elif verb == "restore" and len(rest) == 1:
            rows = restore(Path(rest[0]))
            print(f"{sum(rows.values())} rows in {len(rows)} tables are back.")
        else:
            raise Trouble("Say script/backup [DIRECTORY] or script/restore DIRECTORY.")
    except (Trouble, embedded.Trouble, psycopg2.Error, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
