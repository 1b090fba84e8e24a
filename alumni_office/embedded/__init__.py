"""PostgreSQL and Redis inside VAR_DIR, for machines that have none.

Whoever needs them enters `running()`. The first to come starts them, the last to leave stops them;
locks held by the kernel say who is there, so that a killed process leaves nothing to clear up.
DATABASE_URL and REDIS_URL each replace one of them.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import postgres, redis
from .place import Place, Trouble

__all__ = ["Place", "Trouble", "mail_url", "place", "postgres", "redis", "revive", "running"]


def place() -> Place:
    """The place that the environment names: VAR_DIR, or var/ in the checkout."""
    checkout = Path(__file__).resolve().parents[2]
    return Place(
        var=Path(os.environ.get("VAR_DIR") or checkout / "var").expanduser().resolve(),
        durable=os.environ.get("EMBEDDED_DURABLE") != "0",
    )


def mail_url(here: Place) -> str:
    """The local sink that script/server started last, or the machine's own mail server."""
    try:
        return f"smtp://127.0.0.1:{int((here.var / 'mail.port').read_text())}"
    except (OSError, ValueError):
        return "smtp://localhost:25"


@contextmanager
def running(here: Place | None = None) -> Iterator[Place]:
    """Have the servers that no URL replaces run while inside. Raises Trouble."""
    here = here or place()
    servers = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(postgres)
    if not os.environ.get("REDIS_URL"):
        servers.append(redis)
    if not servers:
        yield here
        return
    here.prepare()
    with _open_lock(here, "embedded.users") as users:
        with _starting(here):
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                for server in servers:
                    server.start(here)
            except BaseException:
                _leave(here, users)
                raise
        try:
            yield here
        finally:
            with _starting(here):
                _leave(here, users)


def revive(here: Place) -> None:
    """Start again what died while `running()`. Raises Trouble."""
    with _starting(here):
        if not os.environ.get("DATABASE_URL"):
            postgres.start(here)
        if not os.environ.get("REDIS_URL"):
            redis.start(here)


def _leave(here: Place, users: IO) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # somebody else still works with them
    if not os.environ.get("REDIS_URL"):
        redis.stop(here)
    if not os.environ.get("DATABASE_URL"):
        postgres.stop(here)


@contextmanager
def _starting(here: Place) -> Iterator[None]:
    with _open_lock(here, "embedded.start") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_lock(here: Place, name: str) -> IO:
    try:
        return (here.var / f"{name}.lock").open("a")
    except PermissionError as error:
        raise Trouble(
            f"{error.filename} belongs to another user: start as that user or set another VAR_DIR."
        ) from error
