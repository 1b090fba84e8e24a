"""What script/server runs: the embedded servers, the database brought up to date, and the Procfile.

The environment variable ALUMNI_OFFICE_SERVER, set by script/server, marks every process started here:
what a killed run left behind is found by it and ended before the next run begins.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import psutil
from honcho.environ import parse_procfile

from . import Place, Trouble, place, revive, running
from .procfile import Manager

MARK = "ALUMNI_OFFICE_SERVER"
CHECKOUT = Path(__file__).resolve().parents[2]
LOGINS = "logins.txt"


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    here = place()
    try:
        here.prepare()
        with only_one(here):
            end_leftovers(here)
            host, port = address()
            with running(here):
                try:
                    bring_up_to_date(here)
                    return serve(here, host, port)
                finally:
                    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                        signal.signal(number, signal.SIG_IGN)
                    end_leftovers(here)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


@contextlib.contextmanager
def only_one(here: Place):
    # A record lock, unlike those of flock, is not inherited by the processes started here.
    lock: IO
    try:
        lock = (here.var / "server.lock").open("a")
    except PermissionError as error:
        raise Trouble(
            f"{error.filename} belongs to another user: start as that user or set another VAR_DIR."
        ) from error
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Trouble(
                f"script/server already runs on {here.var}: stop it first (Ctrl-C), "
                "or run a second copy with VAR_DIR=/another/directory PORT=8001 script/server."
            ) from error
        yield


def end_leftovers(here: Place) -> None:
    """End what carries the mark of this VAR_DIR but for ourselves: first asked, after five seconds made to."""
    found = [process for process in psutil.process_iter() if process.pid != os.getpid() and _belongs(process, here)]
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _gone, alive = psutil.wait_procs(found, timeout=5)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=5)


def _belongs(process: psutil.Process, here: Place) -> bool:
    try:
        mark = process.environ().get(MARK)
    except (psutil.Error, OSError):
        return False
    return bool(mark) and Path(mark).resolve() == here.var


def address() -> tuple[str, int]:
    """HOST and PORT, found free. Raises Trouble."""
    host, text = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT={text} is not a port: give a number from 1 to 65535, e.g. PORT=8001 script/server.")
    port = int(text)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Trouble(f"Port {port} is reserved for root: choose another, e.g. PORT=8001 script/server.") from error
        except OSError as error:
            raise Trouble(
                f"Port {port} of {host} is not free ({error.strerror}): stop what uses it, "
                "or choose another, e.g. PORT=8001 script/server."
            ) from error
    os.environ["HOST"] = f"[{host}]" if ":" in host else host
    os.environ["PORT"] = text
    return host, port


def bring_up_to_date(here: Place) -> None:
    """Migrate, load the demonstration the first time, and write down its logins."""
    done = subprocess.run([sys.executable, "-m", "alumni_office.embedded.prepare"], cwd=CHECKOUT, check=False)
    if done.returncode:
        raise Trouble(
            "The database could not be brought up to date; the reason stands above. Free space on the disk if it is "
            f"full; if this was the first start, move {here.pgdata} away and start again."
        )


def serve(here: Place, host: str, port: int) -> int:
    """Run the Procfile until a signal comes or one of its processes ends by itself."""
    processes = parse_procfile((CHECKOUT / "Procfile").read_text()).processes
    if os.environ.get("EMAIL_URL"):
        del processes["mail"]
    else:
        os.environ["MAIL_PORT"] = str(_mail_port(here))
        os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{os.environ['MAIL_PORT']}"
    os.environ["VAR_DIR"] = str(here.var)
    for name in ("beat", "mail/cur", "mail/new", "mail/tmp"):
        (here.var / name).mkdir(parents=True, exist_ok=True)
    for name in ("beat", "mail"):
        (here.var / name).chmod(0o700)
    manager = Manager()
    for name, command in processes.items():
        manager.add_process(name, command, env=dict(os.environ), cwd=str(CHECKOUT))
    signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=announce, args=[here, host, port], daemon=True).start()
    threading.Thread(target=keep_alive, args=[here], daemon=True).start()
    with contextlib.suppress(OSError):  # the terminal may be gone
        manager.loop()
    if manager.returncode not in (None, 0, 130, 143):
        raise Trouble("One of the processes ended by itself; its last words stand above. Put it right and start again.")
    return manager.returncode or 0


def _mail_port(here: Place) -> int:
    """The port of the sink, the same as last time if it is free; written down for commands from a shell."""
    recorded = here.var / "mail.port"
    wanted = int(text) if recorded.exists() and (text := recorded.read_text()).isdecimal() else 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    recorded.write_text(str(port))
    return port


def announce(here: Place, host: str, port: int) -> None:
    """Print the address and the logins once the web answers."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while True:
        try:
            with socket.create_connection((reachable, port), timeout=5) as conversation:
                conversation.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if conversation.recv(16).startswith(b"HTTP/"):
                    break
        except OSError:
            pass
        time.sleep(0.2)
    shown = f"[{reachable}]" if ":" in reachable else reachable
    logins = here.var / LOGINS
    lines = ["", f"Ready: http://{shown}:{port}/admin/"]
    if logins.exists():
        lines += ["", logins.read_text().rstrip()]
    if "MAIL_PORT" in os.environ:
        lines += ["", f"Mail that the system sends is kept in {here.var / 'mail'}."]
    lines += ["Ctrl-C stops everything.", ""]
    print("\n".join(lines), flush=True)


def keep_alive(here: Place) -> None:
    """Start an embedded server again that died."""
    while True:
        time.sleep(2)
        try:
            revive(here)
        except Trouble as trouble:
            print(trouble, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
