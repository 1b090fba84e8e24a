"""The processes of the Procfile, under honcho; one that is killed is started again."""

import contextlib
import os
import queue
import signal
import threading
import time

import honcho.manager
import honcho.process

QUICK_DEATH_SECONDS = 10
QUICK_DEATHS = 5  # in a row: something is wrong with it, not with who kills it


class Manager(honcho.manager.Manager):
    """As honcho's: a process that ends by itself ends all of them, for it has said why.

    Each is watched by a thread, not by a process as in honcho: one that is killed while it holds the lock of
    multiprocessing.Queue silences all others for ever.
    """

    def __init__(self):
        super().__init__()
        self.events = queue.Queue()
        self._process_ctor = Process
        self.stopping = threading.Event()

    def add_process(self, *args, **kwargs):
        process = super().add_process(*args, **kwargs)
        process.stopping = self.stopping
        return process

    def terminate(self):
        self.stopping.set()
        if self._all_started():  # or else honcho would not know what to end: the next round does
            super().terminate()

    def _start(self):
        for process in self._processes.values():
            threading.Thread(target=process["obj"].run, args=[self.events], daemon=True).start()

    def _all_stopped(self):  # asked in every round of honcho's loop
        if self.stopping.is_set():
            self.terminate()
        return super()._all_stopped()


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


class Process(honcho.process.Process):
    stopping: threading.Event

    def run(self, events=None, ignore_signals=False):
        self._events = events
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
