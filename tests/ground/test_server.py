"""script/server as a person meets it: start, Ctrl-C, kill, a port in use."""

import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.waiting import PATIENCE, wait_until

CHECKOUT = Path(__file__).resolve().parents[2]
MARK = "ALUMNI_OFFICE_SERVER"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, var, log):
        self.var, self.log, self.port = var, log, free_port()

    def start(self, **environment):
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.var.parent),
            "VAR_DIR": str(self.var),
            "PORT": str(self.port),
            "VENV": str(Path(sys.executable).parent.parent),
            "EMBEDDED_DURABLE": "0",
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["script/server"],
                cwd=CHECKOUT,
                env=surroundings | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def until_ready(self):
        def says_so():
            told = self.log.read_text()
            assert self.process.poll() is None, told
            return "Ctrl-C stops everything." in told

        wait_until(says_so, "the server says how it is stopped", 600)
        return self

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def health(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=20) as answer:
            return json.load(answer)

    def processes(self):
        """What runs for this directory: marked by the server, or with the directory among its words."""
        return [process.pid for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process):
        try:
            ours = process.environ().get(MARK) == str(self.var) or str(self.var) in " ".join(process.cmdline())
            return ours and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


def seconds_of(act):
    started = time.monotonic()
    act()
    return time.monotonic() - started


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "var", tmp_path / "server.log")
    yield server
    if server.process.poll() is None:
        server.end(signal.SIGTERM)
    for pid in server.processes():
        psutil.Process(pid).kill()


@pytest.mark.slow
def test_start_ctrl_c_second_start_kill_and_third_start(server):
    first = seconds_of(lambda: server.start().until_ready())
    assert server.health() == {"database": True, "redis": True}
    assert f"Ready: http://127.0.0.1:{server.port}/admin/" in server.log.read_text()
    with smtplib.SMTP("127.0.0.1", int((server.var / "mail.port").read_text()), timeout=10) as sink:
        sink.sendmail("office@example.edu.cn", ["alumnus@example.com"], "Subject: 校庆\n\nwelcome".encode())
    letters = [letter.read_bytes() for letter in (server.var / "mail" / "new").iterdir()]
    assert len([letter for letter in letters if b"welcome" in letter]) == 1  # beside what the demonstration writes

    assert server.end(signal.SIGINT) == 130
    assert server.processes() == []

    assert seconds_of(lambda: server.start().until_ready()) < first / 2  # a tenth on an idle machine
    assert "Loading the demonstration" not in server.log.read_text()

    server.process.kill()
    server.process.wait(PATIENCE)
    assert server.processes() != []
    server.start().until_ready()
    assert server.health() == {"database": True, "redis": True}
    second = Server(server.var, server.log.with_name("second.log")).start()
    assert second.process.wait(PATIENCE) == 1
    assert second.log.read_text() == (
        f"script/server already runs on {server.var}: stop it first (Ctrl-C), "
        "or run a second copy with VAR_DIR=/another/directory PORT=8001 script/server.\n"
    )
    assert server.end(signal.SIGHUP) == 143
    assert server.processes() == []


def test_a_port_in_use_gets_a_sentence(server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", server.port))
        taken.listen()
        server.start()
        assert server.process.wait(PATIENCE) == 1
    assert server.log.read_text() == (
        f"Port {server.port} of 127.0.0.1 is not free (Address already in use): "
        "stop what uses it, or choose another, e.g. PORT=8001 script/server.\n"
    )
    assert server.processes() == []


@pytest.mark.parametrize("port", ["http", "70000", "0"])
def test_a_port_that_is_none_gets_a_sentence(server, port):
    server.start(PORT=port)
    assert server.process.wait(PATIENCE) == 1
    assert server.log.read_text() == (
        f"PORT={port} is not a port: give a number from 1 to 65535, e.g. PORT=8001 script/server.\n"
    )


def test_a_var_that_cannot_be_made_gets_a_sentence(server, tmp_path):
    (tmp_path / "file").write_text("")
    server.start(VAR_DIR=str(tmp_path / "file" / "var"))
    assert server.process.wait(PATIENCE) == 1
    assert "is not a directory: move it away" in server.log.read_text()
    assert "Traceback" not in server.log.read_text()


def setup_of(tmp_path, **environment):
    """Run script/test in a copy of the scripts, as far as its set-up."""
    shutil.copytree(CHECKOUT / "script", tmp_path / "copy" / "script")
    for name in ("requirements.txt", "tests/requirements.txt"):
        (tmp_path / "copy" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "copy" / name).write_text("no-such-package-of-ours==1\n")
    return subprocess.run(
        ["/bin/bash", str(tmp_path / "copy" / "script" / "server")],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_without_a_python_new_enough_there_is_a_sentence(tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "flock"):
        (tools / name).symlink_to(shutil.which(name))
    for name in ("python3", "python"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    done = setup_of(tmp_path, PATH=str(tools))
    if "/usr" in done.stderr or "Making" in done.stderr:
        pytest.skip("the machine has a Python outside the PATH")
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or later is needed and was not found")


def test_packages_that_cannot_be_installed_get_a_sentence(tmp_path):
    done = setup_of(tmp_path, PYTHON=sys.executable)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The packages could not be installed; the reason stands above.")
