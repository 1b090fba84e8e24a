"""Backup and restore of the database and of the files beside it.

A backup is a directory named after its moment: database.dump (pg_dump's own format), media.tar and
contents.json with the number of rows of each table. It gets its name only when it is whole.
"""

import contextlib
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
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils.timezone import localtime

from alumni_office import embedded

WEB_ROLE = "alumni_web"  # deploy/roles.sql


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


def row_counts(cursor) -> dict[str, int]:
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
    try:
        contents = {"made_at": localtime().isoformat(), "rows": dump_database(making / "database.dump")}
        pack_media(making / "media.tar")
        (making / "contents.json").write_text(json.dumps(contents, indent=1))
        for file in making.iterdir():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
        making.rename(target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target


def dump_database(file: Path) -> dict[str, int]:
    """Dump it and count the rows of the same moment, whatever is written meanwhile."""
    name = settings.DATABASES["default"]["NAME"]
    with closing(connect(name)) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        run("pg_dump", "--format=custom", "--no-owner", "--snapshot", snapshot, "--file", file, name)
        run("pg_restore", "--list", "--file", os.devnull, file)
        return row_counts(cursor)


def pack_media(file: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    with tarfile.open(file, "w") as archive:
        for path in sorted(media.rglob("*")):
            with contextlib.suppress(FileNotFoundError):  # an export that expired this moment
                archive.add(path, arcname=path.relative_to(media), recursive=False)


def restore(source: Path) -> dict[str, int]:
    """Load the backup beside what is there, then exchange the two; return the number of rows of each table."""
    promised = contents_of(source)
    name = settings.DATABASES["default"]["NAME"]
    stamp = f"{localtime():%Y%m%d%H%M%S}"
    new, old = f"{name}_restoring", f"{name}_before_{stamp}"
    with closing(connect("postgres")) as connection, connection.cursor() as cursor:
        require_unused(cursor, name)
        try:
            counts = load(cursor, source, new, like=name)
            if counts != promised:
                raise Trouble(f"{source} does not hold what it says: nothing was changed. Take another backup.")
            incoming = unpack_media(source)
            require_unused(cursor, name)
        except BaseException:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(new)))
            raise
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if cursor.rowcount:
            rename(cursor, name, old)
            print(f"The former database is kept as {old}; drop it when you no longer need it.")
        rename(cursor, new, name)
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        media.rename(media.with_name(f"media.before-{stamp}"))
    incoming.rename(media)
    replay_erasures()
    return counts


def load(cursor, source: Path, database: str, *, like: str) -> dict[str, int]:
    try:
        make_database(cursor, database, like=like)
    except psycopg2.errors.InsufficientPrivilege as error:
        role = settings.DATABASES["default"]["USER"]
        raise Trouble(
            f"{role} may not make databases. Let it, while you restore: ALTER ROLE {role} CREATEDB, as the superuser."
        ) from error
    run("pg_restore", "--exit-on-error", "--no-owner", *rights(cursor), "--dbname", database, source / "database.dump")
    with closing(connect(database)) as connection, connection.cursor() as restored:
        return row_counts(restored)


def contents_of(source: Path) -> dict[str, int]:
    for needed in ("database.dump", "media.tar", "contents.json"):
        if not (source / needed).exists():
            raise Trouble(
                f"{source} is not a backup: {needed} is missing. Give the directory that script/backup named."
            )
    try:
        return json.loads((source / "contents.json").read_text())["rows"]
    except (ValueError, KeyError, TypeError) as error:
        raise Trouble(f"{source / 'contents.json'} cannot be read: take another backup.") from error


def require_unused(cursor, name: str) -> None:
    cursor.execute("SELECT FROM pg_stat_activity WHERE datname = %s", [name])
    if cursor.rowcount:
        raise Trouble(f"The database {name} is in use: stop script/server (or the services) and start again.")


def make_database(cursor, name: str, *, like: str) -> None:
    """Make it anew, with the character type and the rights to connect of `like`: neither is in a dump."""
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    cursor.execute("SELECT datlocprovider, datcollate, datctype, datacl FROM pg_database WHERE datname = %s", [like])
    provider, collate, ctype, acl = cursor.fetchone() or (None, "C", "C.UTF-8", None)
    made = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
    if os.environ.get("DATABASE_URL") and provider in {None, "c"}:  # the embedded cluster's template0 has it right
        made += sql.SQL(" LC_COLLATE {} LC_CTYPE {}").format(sql.Literal(collate), sql.Literal(ctype))
    cursor.execute(made)
    if acl is None:
        return
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    cursor.execute(
        "SELECT CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END, privilege_type "
        "FROM pg_database, aclexplode(datacl) WHERE datname = %s AND grantee <> datdba",
        [like],
    )
    for grantee, right in cursor.fetchall():
        what = sql.SQL("GRANT {} ON DATABASE {} TO {}")
        cursor.execute(what.format(sql.SQL(right), sql.Identifier(name), sql.SQL(grantee)))


def rights(cursor) -> list[str]:
    """A server without the web's role (an embedded one, say) gets the rows without its rights."""
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
    return [] if cursor.rowcount else ["--no-acl"]


def rename(cursor, old: str, new: str) -> None:
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def unpack_media(source: Path) -> Path:
    """Unpack the files beside what is there. By root they are given to whom VAR_DIR belongs, the services' account."""
    media = Path(settings.MEDIA_ROOT)
    incoming = media.with_name("media.restoring")
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True, mode=0o700)
    try:
        with tarfile.open(source / "media.tar", "r:") as archive:
            # Python 3.11 has the filter from 3.11.4 on; the archive is one that script/backup wrote.
            safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            archive.extractall(incoming, **safely)  # type: ignore[arg-type]  # noqa: S202
    except tarfile.TarError as error:
        raise Trouble(
            f"{source / 'media.tar'} is damaged ({error}): nothing was changed. Take another backup."
        ) from error
    if os.geteuid() == 0:
        owner = incoming.parent.stat()
        for path in (incoming, *incoming.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
    return incoming


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
    verb, *rest = sys.argv[1:]
    try:
        django.setup()
        if verb == "backup" and len(rest) < 2:
            print(backup(Path(rest[0]) if rest else Path(settings.VAR_DIR) / "backups"))
        elif verb == "restore" and len(rest) == 1:
            rows = restore(Path(rest[0]))
            print(f"{sum(rows.values())} rows in {len(rows)} tables are back.")
        else:
            raise Trouble("Say script/backup [DIRECTORY] or script/restore DIRECTORY.")
    except (Trouble, embedded.Trouble, ImproperlyConfigured, psycopg2.Error, OSError) as trouble:
        print(str(trouble).strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
