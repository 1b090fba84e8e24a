"""Workers in processes of their own, killed by the system, and replaced."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from tests.waiting import PATIENCE, wait_until, within

KILLS = int(os.environ.get("KILLS", "6"))
CHECKOUT = Path(__file__).resolve().parents[3]


class Zygote:
    """Forks one worker at a time; `pid` is that of the one at work, else 0."""

    def __init__(self):
        self.pid = 0
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "alumni_office.settings", "DEBUG": "1", "LOG_LEVEL": "ERROR",
            "EMAIL_URL": "smtp://127.0.0.1:1",
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.donations.killed.zygote", connection.settings_dict["NAME"]]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line("it is ready") == "ready\n"

    def fork(self, **said) -> int:
        assert not self.pid
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        self.pid = self._told("began")
        return self.pid

    def ended(self) -> int:
        code, self.pid = self._told("ended"), 0
        return code

    def kill(self) -> int:
        """How it ended: 0 where it was faster."""
        assert self.pid > 1
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.ended()

    def _told(self, what: str) -> int:
        word, number = self._line(f"a worker {what}").split()
        assert word == what
        return int(number)

    def _line(self, what: str) -> str:
        return within(self.process.stdout.readline, f"who forks workers says: {what}")

    def clear(self):
        """Of a test that failed nothing is left at work."""
        if self.pid:
            self.kill()

    def end(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Worker:
    """Does `what`; killed, another takes its place, once the sweeps gave back what it held."""

    def __init__(self, zygote: Zygote, what: str, *, port=1, **given):
        self.zygote, self.pid = zygote, 0
        self.said = {"what": what, "media": str(settings.MEDIA_ROOT), "port": port, "given": given}

    def start(self):
        _give_back(self.said["given"].get("job_id"))
        self.pid = self.zygote.fork(**self.said)

    def is_running(self) -> bool:
        """A process that ended is gone at once: who forked it waits for it."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> bool:
        """Whether it was still at work."""
        code = self.zygote.kill()
        assert code in (0, -signal.SIGKILL), code
        return code != 0

    def wait(self):
        assert self.zygote.ended() == 0


def kill_often(crew: list[Worker], *, progress, total: int, seed: int = 7) -> int:
    """Let the crew work to the end, and kill one of it at random moments spread over the work. Returns how often it was
    killed at work."""
    dice, killed = random.Random(seed), 0
    for worker in crew:
        worker.start()
    for kill in range(1, KILLS + 1):
        wait_until(
            lambda kill=kill: progress() >= total * kill // (KILLS + 1) or not any(one.is_running() for one in crew),
            "the crew comes on with its work",
            pause=0.01,
        )
        time.sleep(dice.random() * 0.03)
        worker = dice.choice(crew)
        killed += worker.kill()
        worker.start()
    for worker in crew:
        worker.wait()
    for worker in crew:  # what the others' dead left behind is taken up again
        worker.start()
        worker.wait()
    return killed


def _give_back(job_id: int | None):
    """What the sweeps do once the lease of a dead worker is over."""
    over = timezone.now()
    Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(lease_until=over, attempts=0)
    jobs.sweep()
    Message.objects.filter(state=Message.State.SENDING).update(lease_until=over)
