"""The processes under script/server: what is killed comes back, what gives up ends all."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.waiting import PATIENCE, wait_until, within

CHECKOUT = Path(__file__).resolve().parents[2]
CODE = """
import sys
from alumni_office.embedded.procfile import Manager
manager = Manager()
manager.add_process("web", sys.argv[1])
manager.add_process("worker", "exec sleep 600")
manager.loop()
print("returned", manager.returncode, flush=True)
"""


@pytest.fixture
def manage():
    started = []

    def manage(command):
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", CODE, command], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield manage
    for process in started:
        with process:  # waits for it, and closes its output
            if process.poll() is None:
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
                process.kill()


def next_pid(process):
    def told():
        for line in process.stdout:
            if found := re.search(r"web started \(pid=(\d+)\)", line):
                return psutil.Process(int(found[1]))
        raise AssertionError("it ended")

    return within(told, "the manager says that it started the web")


def lives(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_what_is_killed_is_started_again_and_its_children_go_with_it(manage):
    process = manage("sleep 600 & exec sleep 601")
    first = next_pid(process)
    left = wait_until(first.children, "the web has a child")
    first.kill()
    second = next_pid(process)
    assert not lives(first)
    assert not any(lives(child) for child in left)
    process.send_signal(signal.SIGINT)
    assert "returned 130" in process.communicate(timeout=PATIENCE)[0]
    assert not lives(second)


def test_no_process_stands_between_whose_death_could_silence_the_others(manage):
    """Killed at the wrong moment, a watcher of its own takes the lock of their common queue with it."""
    process = manage("exec sleep 600")
    web = next_pid(process)
    assert web.ppid() == process.pid
    process.send_signal(signal.SIGTERM)
    assert "returned 143" in process.communicate(timeout=PATIENCE)[0]
    assert not lives(web)


def test_what_ends_by_itself_ends_all(manage):
    assert "returned 3" in manage("exit 3").communicate(timeout=PATIENCE)[0]


def test_what_dies_at_once_time_after_time_ends_all(manage):
    said = manage("kill -9 $$").communicate(timeout=PATIENCE)[0]
    assert said.count("starting it again") == 4
    assert "returned -9" in said
