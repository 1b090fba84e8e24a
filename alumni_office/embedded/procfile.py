"""The processes of the Procfile, under honcho; one that is killed is started again."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.synchronize import Event

import honcho.manager
import honcho.process

QUICK_DEATH_SECONDS = 10
QUICK_DEATHS = 5  # in a row: something is wrong with it, not with who kills it


class Manager(honcho.manager.Manager):
    """As honcho's: a process that ends by itself ends all of them, for it has said why."""

    def __init__(self):
        super().__init__()
        self._process_ctor = Process
        self.stopping = multiprocessing.Event()

    def add_process(self, *args, **kwargs):
        process = super().add_process(*args, **kwargs)
        process.stopping = self.stopping
        return process

    def terminate(self):
        self.stopping.set()
        if self._all_started():  # or else honcho would not know what to end: the next round does
            super().terminate()

    def _all_stopped(self):  # asked in every round of honcho's loop
        if self.stopping.is_set():
            self.terminate()
        for name, process in self._processes.items():
            if process.get("pid") and "returncode" not in process and process["process"].exitcode not in (None, 0):
                self._runner_was_killed(name, process)
        return super()._all_stopped()

    def _runner_was_killed(self, name, process):
        _kill_group(process["pid"])
        if self.stopping.is_set():
            process["returncode"] = -signal.SIGKILL
            return
        process["process"] = multiprocessing.Process(name=name, target=process["obj"].run, args=(self.events, True))
        process["process"].start()


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


class Process(honcho.process.Process):
    stopping: Event

    def run(self, events=None, ignore_signals=False):
        self._events = events
        if ignore_signals:  # they go to the child, and its end is ours; ignored by a handler, which no child inherits
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda number, frame: None)
        deaths = 0
        while True:
            started = time.monotonic()
            returncode = self._live()
            deaths = deaths + 1 if time.monotonic() - started < QUICK_DEATH_SECONDS else 0
            if returncode >= 0 or self.stopping.is_set() or deaths == QUICK_DEATHS:
                break
            self._send_message(f"killed by {signal.Signals(-returncode).name}: starting it again\n".encode())
        self._send_message({"returncode": returncode}, type="stop")

    def _live(self) -> int:
        self._child = self._child_ctor(self.cmd, env=self.env, cwd=self.cwd)
        self._send_message({"pid": self._child.pid}, type="start")
        threading.Thread(target=self._bury, args=[self._child], daemon=True).start()
        for line in iter(self._child.stdout.readline, b""):
            self._send_message(line)
        self._child.stdout.close()
        return self._child.wait()

    def _bury(self, child) -> None:
        """Its own children go with it: they would hold its port and its output."""
        child.wait()
        _kill_group(child.pid)
