"""Kept pages for visitors against a hello-world page of Django: same server, same workers, in turns."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from .measuring import Result

WORKERS, THREADS, CONNECTIONS = 2, 4, 4
ROUNDS, SECONDS = 3, 2.0
RATE = 0.5
PAGES = {"home": "/", "schools and colleges": "/colleges/", "a college": ""}
ASKED = (
    "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN,zh;q=0.9\r\nAccept-Encoding: gzip\r\n"
    "User-Agent: bench\r\n\r\n"
)


@dataclass
class Rate:
    answers: int = 0
    seconds: float = 0.0
    cpu: float = 0.0  # seconds of the workers

    @property
    def milliseconds(self) -> float:
        return self.cpu / self.answers * 1000

    @property
    def a_second(self) -> float:
        return self.answers / self.seconds


def measure(site):
    yield from against_hello(PAGES | {"a college": f"/colleges/{site.colleges[0][0]}/"})


def against_hello(pages: dict[str, str]) -> Iterator[Result]:
    """What each of `pages`, an address by its name, costs when it is kept."""
    with tempfile.TemporaryDirectory() as static:
        environment = production(static)
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], env=environment, check=True)
        with served(environment) as ours, served(environment | {"BENCH_STARTPROJECT": "1"}) as bare:
            for name, path in pages.items():
                page, hello, least = Rate(), Rate(), Rate()
                for _ in range(ROUNDS):
                    for rate, server, asked in (hello, ours, "/hello/"), (page, ours, path), (least, bare, "/hello/"):
                        _ask(server, asked, rate)
                yield _compared(f"{name}, kept, against hello world", page, hello, RATE)
                yield _compared(f"{name}, kept, against hello of startproject", page, least, None)


def _compared(what: str, page: Rate, hello: Rate, target: float | None) -> Result:
    ratio = hello.milliseconds / page.milliseconds
    return Result(
        what, page.milliseconds, "ms", hello.milliseconds, ratio,
        f">= {target} x the rate" if target else "",
        ratio >= target if target else None,
        f"CPU of the workers; {page.a_second:,.0f} /s against {hello.a_second:,.0f} /s by the clock",
    )  # fmt: skip


def production(static: str) -> dict:
    return os.environ | {
        "DEBUG": "0", "SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "localhost", "STATIC_ROOT": static,
        "SECURE_SSL_REDIRECT": "0", "PAGE_CACHE_SECONDS": "600", "CACHE_PREFIX": f"bench{os.getpid()}",
        "UNIVERSITY_NAME": "示例大学", "UNIVERSITY_NAME_EN": "Example University", "LOG_LEVEL": "ERROR",
    }  # fmt: skip


@contextmanager
def served(environment: dict) -> Iterator[tuple[int, psutil.Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "benchmarks.served:serve()", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS),
        "--keep-alive", "60", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait(port, server)
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                _answer(connection, ASKED.format(path="/hello/").encode())
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not start.")


def _ask(server: tuple[int, psutil.Process], path: str, rate: Rate) -> None:
    """Ask for `path` over and over on a few connections that stay open, and add up what it took."""
    port, process = server
    request = ASKED.format(path=path).encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(20):
            _answer(connection, request)
    counts: list[int] = []
    cpu, began = _cpu(process), time.perf_counter()
    threads = [
        threading.Thread(target=_keep_asking, args=[port, request, began + SECONDS, counts]) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate.seconds += time.perf_counter() - began
    rate.cpu += _cpu(process) - cpu
    rate.answers += sum(counts)


def _keep_asking(port: int, request: bytes, until: float, counts: list[int]) -> None:
    count = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while time.perf_counter() < until:
            _answer(connection, request)
            count += 1
    counts.append(count)


def _answer(connection: socket.socket, request: bytes) -> None:
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode(errors="replace"))
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    missing = length - len(body)
    while missing > 0:
        missing -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    if not (piece := connection.recv(65536)):
        raise ConnectionError("The server closed the connection.")
    return piece


def _cpu(process: psutil.Process) -> float:
    times = [child.cpu_times() for child in process.children(recursive=True)]
    return sum(one.user + one.system for one in times)
